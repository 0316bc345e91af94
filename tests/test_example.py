"""The cue coder on the real page: an analysis with all that stands around it. Its text may not be published."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from abstand import pipeline
from abstand.coding import Coder
from abstand.model import Entry, EventType, Question, Status
from abstand.store import MemoryStore

PAGE = Path(__file__).parents[2] / "shared" / "examples" / "kasachstan-2022" / "article.txt"
pytestmark = pytest.mark.skipif(not PAGE.exists(), reason=f"the example page is not at {PAGE}: it may not be published")

APPEALS = ("Novastan ist das einzige", "Lest auch", "Newsletter", "Social Media", "Your comment", "Redakteurin für")


@pytest.fixture(scope="module")
def store() -> MemoryStore:
    store = MemoryStore()
    given = pipeline.Given(published=date(2022, 10, 15), outlet="Novastan")
    pipeline.code([str(PAGE)], store=store, given=given, coder=Coder.CUES, now=datetime(2022, 10, 20, tzinfo=UTC))
    return store


def acts(store: MemoryStore, other: str, type_: EventType, status: Status = Status.ASSERTED) -> list[Entry]:
    question = Question(pair=("KAZ", other), types=frozenset({type_}), statuses=frozenset({status}))
    return store.entries(question)


def test_the_meeting_in_sochi(store: MemoryStore) -> None:
    (meeting,) = [e for e in acts(store, "RUS", EventType.CONSULT) if "Sotschi" in e.sentence]
    assert set(meeting.report.actors) == {"KAZ", "RUS"}
    assert meeting.report.when
    assert meeting.report.when.first == meeting.report.when.last == date(2022, 8, 19)


def test_the_exercise_in_august(store: MemoryStore) -> None:
    (exercise,) = [e for e in acts(store, "RUS", EventType.COOPERATE) if "Manöver im August" in e.sentence]
    assert exercise.report.when
    assert (exercise.report.when.first, exercise.report.when.last) == (date(2022, 8, 1), date(2022, 8, 31))


def test_the_suspension_of_mir_payments(store: MemoryStore) -> None:
    told = acts(store, "RUS", EventType.SANCTION) + acts(store, "RUS", EventType.SANCTION, Status.PLANNED)
    (suspension,) = [e for e in told if "Mir-Karte" in e.sentence]
    assert (suspension.report.actors, suspension.report.recipients) == (("KAZ",), ("RUS",))
    assert suspension.report.when
    assert suspension.report.when.first == date(2022, 9, 21)


def test_the_summoned_ambassador(store: MemoryStore) -> None:
    (summons,) = [e for e in acts(store, "RUS", EventType.ACCUSE) if "der russische Botschafter" in e.sentence]
    assert (summons.report.actors, summons.report.recipients) == (("KAZ",), ("RUS",))


def test_the_rumour_of_leaving_and_its_denial(store: MemoryStore) -> None:
    (rumour,) = acts(store, "CSTO", EventType.SANCTION, Status.RUMOURED)
    (denial,) = acts(store, "CSTO", EventType.SANCTION, Status.DENIED)
    assert (rumour.report.actors, rumour.report.recipients) == (("KAZ",), ("CSTO",))
    assert rumour.report.speakers == ("Tengrinews",)
    assert denial.report.speakers == ("KAZ",)


def test_nothing_around_the_article_is_coded(store: MemoryStore) -> None:
    (document,) = store.documents()
    for words in APPEALS:
        assert words not in document.text
    assert all(not entry.sentence.startswith(APPEALS) for entry in store.entries())
