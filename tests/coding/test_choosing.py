"""Which coder reads, and what becomes of two coders' reports."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from abstand.annotation import Annotated, annotate
from abstand.coding import Coder, choosing, code, reader, settings_of, usable
from abstand.coding import coder as cues
from abstand.coding.reader import model as module
from abstand.coding.reports import identified
from abstand.entities import default
from abstand.errors import DataError
from abstand.model import Document, Domain, EventType, Problem, Report, Span, Status

TEXT = "Germany condemned Russia. Poland will send tanks to Ukraine."
FIRST = Span(0, len("Germany condemned Russia."))
SECOND = Span(FIRST.end + 1, len(TEXT))
SIGN = object()


def report(
    sentence: Span, actors: tuple[str, ...], recipients: tuple[str, ...] = (), type_: EventType = EventType.ACCUSE
) -> Report:
    return identified(
        Report("", "d", sentence, type_, None, actors, recipients, Status.ASSERTED, (), None, Domain.MILITARY, "x", 0.5)
    )


ACCUSED = report(FIRST, ("DEU",), ("RUS",))


@pytest.fixture
def text() -> Annotated:
    return annotate(Document("d", TEXT, "en"), default())


@pytest.fixture
def absent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation without a model."""
    monkeypatch.setattr(module, "MODEL", tmp_path / "reader.zip")
    reader.shipped_model.cache_clear()


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation whose model finds ACCUSED and complains once."""

    def read(annotated: Annotated, model: object, run: str, complain: Callable[[Problem], None]) -> tuple[Report, ...]:
        assert model is SIGN
        complain(Problem("coding", "d", "too long"))
        return (replace(ACCUSED, run=run),)

    monkeypatch.setattr(module, "MODEL", tmp_path / "reader.zip")
    (tmp_path / "reader.zip").write_bytes(b"a model")
    monkeypatch.setattr(reader, "shipped_model", lambda: SIGN)
    monkeypatch.setattr(reader, "read", read)


@pytest.mark.usefixtures("absent")
@pytest.mark.parametrize("wanted", Coder)
def test_without_a_model_the_cues_read_whatever_is_wanted(wanted: Coder, text: Annotated) -> None:
    expected = cues.code(text, "r")
    assert len(expected) >= 2
    assert usable(wanted) is Coder.CUES
    assert code(text, "r", wanted) == expected


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("wanted", Coder)
def test_with_a_model_the_coder_wanted_reads(wanted: Coder) -> None:
    assert usable(wanted) is wanted


@pytest.mark.usefixtures("shipped")
def test_the_reader_reads_alone_and_its_complaints_are_passed_on(text: Annotated) -> None:
    problems: list[Problem] = []
    assert code(text, "r", complain=problems.append) == (replace(ACCUSED, run="r"),)
    assert [problem.reason for problem in problems] == ["too long"]


@pytest.mark.usefixtures("shipped")
def test_the_cues_read_alone_although_there_is_a_model(text: Annotated) -> None:
    assert code(text, "r", Coder.CUES) == cues.code(text, "r")


@pytest.mark.usefixtures("shipped")
def test_both_tell_together_each_act_once_in_the_order_of_sentences(text: Annotated) -> None:
    found = code(text, "r", Coder.BOTH)
    assert found[0] == replace(ACCUSED, run="r")
    assert [(one.sentence, one.codes) for one in found] == [(FIRST, {"DEU", "RUS"}), (SECOND, {"POL", "UKR"})]
    assert len({one.id for one in found}) == len(found)


def test_of_two_tellings_of_the_same_parties_in_a_sentence_the_readers_is_kept() -> None:
    other_way = report(FIRST, ("RUS",), ("DEU",), EventType.REJECT)
    together = report(FIRST, ("RUS", "DEU"))
    assert choosing.both((ACCUSED,), (other_way, together)) == (ACCUSED,)


def test_what_only_the_cues_find_is_added_in_its_place() -> None:
    elsewhere, others, late = report(SECOND, ("DEU",), ("RUS",)), report(FIRST, ("POL",), ("UKR",)), Span(100, 120)
    last = report(late, ("DEU",), ("RUS",))
    found = choosing.both((ACCUSED, last), (elsewhere, others))
    assert set(found[:2]) == {ACCUSED, others}
    assert found[2:] == (elsewhere, last)


def test_all_the_readers_own_reports_are_kept() -> None:
    second = report(FIRST, ("DEU",), ("RUS",), EventType.SANCTION)
    assert set(choosing.both((ACCUSED, second), ())) == {ACCUSED, second}
    assert choosing.both((), (ACCUSED,)) == (ACCUSED,)
    assert choosing.both((), ()) == ()


def test_the_models_content_is_part_of_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MODEL", tmp_path / "reader.zip")
    assert settings_of(Coder.CUES) == ""
    (tmp_path / "reader.zip").write_bytes(b"one")
    one = settings_of(Coder.READER)
    assert settings_of(Coder.BOTH) == one
    (tmp_path / "reader.zip").write_bytes(b"two")
    assert settings_of(Coder.READER) != one


def test_a_broken_model_stops_the_run_and_is_not_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: Annotated
) -> None:
    path = tmp_path / "reader.zip"
    path.write_bytes(b"no model")
    monkeypatch.setattr(module, "MODEL", path)
    reader.shipped_model.cache_clear()
    with pytest.raises(DataError, match=r"reader\.zip.*make reader"):
        code(text, "r")
