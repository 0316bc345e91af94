"""The chronicle's lines: who did what to whom in the reader's language, and the sentence verbatim with its marks."""

from dataclasses import replace
from datetime import date

import pytest

from abstand.entities import Gazetteer, default
from abstand.model import (
    LANGUAGES,
    Basis,
    Document,
    Domain,
    Entry,
    EventType,
    Evidence,
    Report,
    Role,
    Span,
    Status,
    When,
)
from abstand.telling.chronicle import act_words, chronicle, tell
from abstand.telling.words import words

BEFORE = "Überschrift 🇰🇿.\n\n"
SENTENCE = "Astana «soll» die Zahlungen am 21. September eingestellt haben, meldet KazTag."
TEXT = f"{BEFORE}{SENTENCE} Mehr."
DAY = When(date(2022, 9, 21), date(2022, 9, 21), Basis.STATED)
PUBLISHED = When(date(2022, 9, 22), date(2022, 9, 22), Basis.PUBLISHED)


def at(words_: str) -> Span:
    start = TEXT.index(words_)
    return Span(start, start + len(words_))


DOCUMENT = Document("d1", TEXT, "de", outlet="Magazin", url="https://example.org/1", published=PUBLISHED)
REPORT = Report(
    "r1", "d1", at(SENTENCE), EventType.SANCTION, "discontinue", ("KAZ",), ("RUS",), Status.RUMOURED, ("KazTag", "KAZ"),
    DAY, Domain.ECONOMIC, "eingestellt", 0.6,
    (
        Evidence(Role.ACTOR, at("Astana"), "capital", "KAZ"),
        Evidence(Role.STATUS, at("soll"), "status: soll"),
        Evidence(Role.ACT, at("Zahlungen"), "cues"),
        Evidence(Role.ACT, at("eingestellt"), "cues"),
        Evidence(Role.TIME, at("21. September"), "times"),
        Evidence(Role.ACT, at("Überschrift"), "outside of the sentence"),
    ),
)  # fmt: skip
ENTRY = Entry(REPORT, SENTENCE, DOCUMENT)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return default()


def test_a_line_holds_all_that_is_shown(gazetteer: Gazetteer) -> None:
    line = tell(ENTRY, words("de"), gazetteer)
    assert (line.id, line.when, line.dated, line.days) == ("r1", DAY, True, words("de").days(DAY))
    assert line.told == f"Kasachstan → Russland: {words('de').act(EventType.SANCTION, 'discontinue')}"
    assert line.status == words("de").status(Status.RUMOURED)
    assert line.speakers == ("KazTag", "Kasachstan"), "names as written, codes by their names"
    assert (line.outlet, line.url) == ("Magazin", "https://example.org/1")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentence_stays_verbatim_in_every_language(gazetteer: Gazetteer, language: str) -> None:
    line = tell(ENTRY, words(language), gazetteer)
    assert line.sentence == SENTENCE
    assert [mark.of(line.sentence) for mark in line.marks] == ["soll", "Zahlungen", "eingestellt"]
    assert gazetteer.display_name("KAZ", language) in line.told
    assert gazetteer.display_name("RUS", language) in line.told
    assert words(language).act(EventType.SANCTION, "discontinue") in line.told


def test_marks_lie_in_the_sentence() -> None:
    touching = replace(REPORT, evidence=(
        Evidence(Role.ACT, Span(REPORT.sentence.start - 3, REPORT.sentence.start + 4), "across the border"),
        Evidence(Role.ACT, REPORT.sentence, "whole"),
        Evidence(Role.SPEAKER, at("KazTag"), "speaker"),
    ))  # fmt: skip
    assert act_words(replace(ENTRY, report=touching)) == (Span(0, len(SENTENCE)),)
    assert act_words(replace(ENTRY, report=replace(REPORT, evidence=()))) == ()


@pytest.mark.parametrize(
    ("actors", "recipients", "told"),
    [
        (("KAZ",), ("RUS",), "Kazakhstan → Russia: "),
        (("KAZ", "UZB"), ("RUS", "BLR"), "Kazakhstan, Uzbekistan → Russia, Belarus: "),
        (("KAZ", "RUS"), (), "Kazakhstan ⇄ Russia: "),
        (("x-other",), ("CSTO",), "x-other → "),
    ],
)
def test_parties_are_told_with_their_direction(
    gazetteer: Gazetteer, actors: tuple[str, ...], recipients: tuple[str, ...], told: str
) -> None:
    entry = replace(ENTRY, report=replace(REPORT, actors=actors, recipients=recipients))
    assert tell(entry, words("en"), gazetteer).told.startswith(told)


def test_only_a_day_of_publication_is_told_as_such(gazetteer: Gazetteer) -> None:
    line = tell(replace(ENTRY, report=replace(REPORT, when=None)), words("en"), gazetteer)
    assert (line.dated, line.when) == (False, PUBLISHED)
    assert line.days == f"published {words('en').days(PUBLISHED)}"


def test_without_any_day_the_line_is_undated(gazetteer: Gazetteer) -> None:
    entry = replace(ENTRY, report=replace(REPORT, when=None), document=replace(DOCUMENT, published=None))
    line = tell(entry, words("ru"), gazetteer)
    assert (line.dated, line.when, line.days) == (False, None, words("ru").say("undated"))


def test_lines_keep_the_order_of_their_entries(gazetteer: Gazetteer) -> None:
    entries = [replace(ENTRY, report=replace(REPORT, id=id_)) for id_ in ("c", "a", "b")]
    assert [line.id for line in chronicle(iter(entries), words("en"), gazetteer)] == ["c", "a", "b"]
    assert chronicle([], words("en"), gazetteer) == []
