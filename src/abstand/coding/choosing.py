"""Which coder reads, and what each makes of an annotated document."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from abstand.annotation import Annotated
from abstand.coding import coder as cues
from abstand.coding import reader
from abstand.model import Problem, Report


class Coder(StrEnum):
    """The learned reader, the cue-word coder, or both: the reader's reports and what the cues find beside them."""

    READER = "reader"
    CUES = "cues"
    BOTH = "both"


def usable(wanted: Coder) -> Coder:
    """The coder wanted, or the cue coder if this installation holds no model."""
    return wanted if wanted is Coder.CUES or reader.is_shipped() else Coder.CUES


def settings_of(coder: Coder) -> str:
    """What decides the coder's answers besides the word lists: the model, by its content."""
    return f", model {reader.model_id()}" if coder is not Coder.CUES else ""


def code(
    annotated: Annotated,
    run: str = "",
    by: Coder = Coder.READER,
    complain: Callable[[Problem], None] = lambda problem: None,
) -> tuple[Report, ...]:
    """The reports of a document; what could not be read goes to ``complain``.

    Without a model the cue coder reads, whatever is wanted.
    """
    match usable(by):
        case Coder.CUES:
            return cues.code(annotated, run)
        case Coder.READER:
            return reader.read(annotated, reader.shipped_model(), run, complain)
        case Coder.BOTH:
            read = reader.read(annotated, reader.shipped_model(), run, complain)
            return both(read, cues.code(annotated, run))


def both(read: tuple[Report, ...], cued: tuple[Report, ...]) -> tuple[Report, ...]:
    """The reader's reports, and those of the cue coder on sentences and parties of which the reader tells nothing."""
    told = {(report.sentence, report.codes) for report in read}
    added = [report for report in cued if (report.sentence, report.codes) not in told]
    return tuple(sorted((*read, *added), key=lambda report: report.sentence))
