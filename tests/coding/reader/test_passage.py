"""What the reader is shown of a document."""

from datetime import date

import pytest

from abstand.annotation import annotate
from abstand.coding.reader.passage import MOST_ENTITIES, Passage, passages
from abstand.entities import default
from abstand.model import Basis, Document, Way, When

DAY = When(date(2022, 8, 20), date(2022, 8, 20), Basis.PUBLISHED)


def shown(text: str, language: str = "en") -> list[Passage]:
    return list(passages(annotate(Document("d", text, language, published=DAY), default())))


def test_mentions_of_one_entity_stand_together_with_their_ways() -> None:
    (passage,) = shown("Russia and Kazakhstan met; Moscow and the Kazakh president were content.")
    russia = next(one for one in passage.entities if one.name == "RUS")
    assert [span.of(passage.text) for span in russia.spans] == ["Russia", "Moscow"]
    assert russia.ways == (Way.NAME, Way.CAPITAL)


def test_a_candidate_knows_which_person_or_firm_stands_for_it() -> None:
    (passage,) = shown("Moscow and Putin praised Italy; Gazprom, too.")
    russia = next(one for one in passage.entities if one.name == "RUS")
    assert russia.entities == ("RUS", "vladimir-putin", "gazprom")


def test_the_sentences_before_are_shown_and_the_sentence_begins_where_it_begins() -> None:
    passage = shown("France was there. Spain was not. It condemned Italy.")[-1]
    assert passage.text.startswith("France")
    assert passage.text[passage.begin :] == "It condemned Italy."
    assert {one.name for one in passage.entities} >= {"FRA", "ESP", "ITA"}


def test_no_more_than_two_sentences_before_are_shown() -> None:
    passage = shown("Chile slept. France was there. Spain was not. Italy wept.")[-1]
    assert passage.text.startswith("France")
    assert passage.start == len("Chile slept. ")


def test_offsets_are_the_passages() -> None:
    passage = shown("Some words. France attacked Spain on 3 May 2022. Then Italy helped Spain on Friday.")[-1]
    for one in (*passage.entities, *passage.names):
        assert all(span.of(passage.text) for span in one.spans)
    assert [time.span.of(passage.text) for time in passage.times] == ["on 3 May 2022", "on Friday"]


def test_a_sentence_with_one_state_holds_no_act_between_states() -> None:
    assert shown("France elected a parliament.") == []


def test_outlets_and_unknown_names_may_speak_but_not_act() -> None:
    (passage,) = shown("Reuters said, citing analyst Jeremiah Blunderstone, that France attacked Spain.")
    assert {"Reuters", "Jeremiah Blunderstone"} <= {one.name for one in passage.names}
    assert {one.name for one in passage.entities} == {"FRA", "ESP"}
    assert passage.speakers == passage.entities + passage.names


def test_a_small_letter_of_any_alphabet_begins_no_name() -> None:
    (passage,) = shown("Der Minister öffnete mit Jens Maier heute die Grenze zwischen Polen und Litauen.", "de")
    assert [one.name for one in passage.names] == ["Jens Maier"]


def test_of_very_many_entities_those_of_the_sentence_are_kept() -> None:
    before = "Chile, Peru, Brazil, Cuba, Haiti, Mexico, Canada, Japan and India were there."
    sentence = "France attacked Spain."
    passage = shown(f"{before} {sentence}")[-1]
    assert len(passage.entities) == MOST_ENTITIES
    assert {"FRA", "ESP"} <= {one.name for one in passage.entities}


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("de", "Polen hat Litauen Hilfe zugesagt. Das teilte das Außenministerium in Riga am Montag mit.", ["LVA"]),
        ("en", "Poland has promised help to Lithuania. This was said by Latvia on Monday.", ["LVA"]),
        ("en", "Poland has promised help to Lithuania. Latvia said nothing.", []),
    ],
)
def test_the_next_sentence_may_say_who_told_this_one(language: str, text: str, told: list[str]) -> None:
    passage = shown(text, language)[0]
    assert [one.name for one in passage.told_after] == told
