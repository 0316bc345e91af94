"""From records to what the reader learns from."""

from pathlib import Path
from typing import Any

import pytest
from dataset import Example, examples, speaker_places, texts_of, time_place, trigger_tokens
from tokenizers import Regex, Tokenizer, models, pre_tokenizers

from abstand.coding.reader.labels import label_of
from abstand.entities import default
from abstand.model import EventType

ACCUSED: dict[str, Any] = {
    "type": "ACCUSE", "mode": None, "actors": ["FRA"], "recipients": ["ESP"], "status": "asserted", "speakers": [],
    "when": None, "domain": "diplomatic", "trigger": "accused",
}  # fmt: skip
MET = {**ACCUSED, "type": "CONSULT", "actors": ["FRA", "ESP", "ITA"], "recipients": [], "trigger": "met"}


def tokenizer() -> Tokenizer:
    made = Tokenizer(models.WordLevel({"<s>": 0, "<pad>": 1, "</s>": 2, "<unk>": 3}, unk_token="<unk>"))
    made.pre_tokenizer = pre_tokenizers.Split(Regex(r"\w+|[^\w\s]"), "removed", invert=True)
    return made


def made(text: str, *events: dict[str, Any], **more: str) -> list[Example]:
    record = {"id": "1", "lang": "en", "text": text, "events": list(events), **more}
    return list(examples([record], default(), tokenizer()))


def told(example: Example) -> dict[tuple[str, str, int], int]:
    """How many events each pair and label has."""
    names = [one.name for one in example.encoded.passage.entities]
    return {(names[a], names[b], label): len(events) for (a, b, label), events in example.acts.items()}


def words(example: Example, event: dict[str, Any]) -> list[str]:
    encoded = example.encoded
    return [encoded.offsets[place].of(encoded.passage.text) for place in trigger_tokens(example, event)]


ACCUSES, CONSULTS = label_of(EventType.ACCUSE, False), label_of(EventType.CONSULT, True)


def test_a_directed_act_stands_on_every_actor_and_recipient() -> None:
    (example,) = made("France and Italy accused Spain.", {**ACCUSED, "actors": ["FRA", "ITA"]})
    assert told(example) == {("FRA", "ESP", ACCUSES): 1, ("ITA", "ESP", ACCUSES): 1}


def test_what_several_do_together_stands_on_every_pair_in_both_orders() -> None:
    (example,) = made("France, Spain and Italy met.", MET)
    pairs = {(a, b, CONSULTS) for a in MET["actors"] for b in MET["actors"] if a != b}
    assert told(example) == dict.fromkeys(pairs, 1)


def test_a_sentence_without_an_act_is_an_example_too() -> None:
    (example,) = made("France is larger than Spain.")
    assert example.acts == {}


def test_a_sentence_that_names_one_state_is_none() -> None:
    assert made("France elected a parliament.", ACCUSED) == []


def test_parties_that_the_gazetteer_does_not_find_are_left_out() -> None:
    event = {**ACCUSED, "actors": ["FRA", "x-other"], "recipients": ["ESP", "CHL"]}
    (example,) = made("France and rebels accused Spain.", event)
    assert told(example) == {("FRA", "ESP", ACCUSES): 1}


def test_a_state_does_nothing_to_itself() -> None:
    (example,) = made("France accused Spain.", {**ACCUSED, "recipients": ["FRA", "ESP"]})
    assert told(example) == {("FRA", "ESP", ACCUSES): 1}


def test_two_tellings_of_one_act_are_both_kept() -> None:
    (example,) = made("France accused Spain.", ACCUSED, {**ACCUSED, "status": "denied"})
    (events,) = example.acts.values()
    assert [event["status"] for event in events] == ["asserted", "denied"]


def test_an_act_belongs_to_the_sentence_that_holds_its_words() -> None:
    denied = {**ACCUSED, "type": "REJECT", "actors": ["ESP"], "recipients": ["FRA"], "trigger": "rejected"}
    first, second = made("France accused Spain. Then Spain rejected what France said.", ACCUSED, denied)
    assert told(first) == {("FRA", "ESP", ACCUSES): 1}
    assert told(second) == {("ESP", "FRA", label_of(EventType.REJECT, False)): 1}


def test_an_act_whose_words_stand_nowhere_belongs_to_the_first_sentence() -> None:
    first, second = made("France accused Spain. Italy was silent.", {**ACCUSED, "trigger": "blamed"})
    assert (len(first.acts), len(second.acts)) == (1, 0)
    assert words(first, {**ACCUSED, "trigger": "blamed"}) == []


def test_the_context_is_shown_but_is_no_example_and_gives_no_words() -> None:
    (example,) = made("It accused Spain.", ACCUSED, before="France was angry. It accused nobody.")
    passage = example.encoded.passage
    assert passage.text.startswith("France was angry.")
    assert passage.text[passage.begin :] == "It accused Spain."
    assert told(example) == {("FRA", "ESP", ACCUSES): 1}
    (place,) = trigger_tokens(example, ACCUSED)
    assert example.encoded.offsets[place].start > passage.begin


def test_the_words_of_an_act_are_all_their_tokens() -> None:
    event = {**ACCUSED, "trigger": "pointed its finger"}
    (example,) = made("France pointed its finger at Spain.", event)
    assert words(example, event) == ["pointed", "its", "finger"]


def test_of_words_that_were_cut_there_are_no_tokens() -> None:
    (example,) = made("France" + " and so on" * 100 + " accused Spain.", ACCUSED)
    assert words(example, ACCUSED) == []


def said_by(text: str, *speakers: str) -> list[str]:
    (example,) = made(text, ACCUSED)
    places = speaker_places(example, {**ACCUSED, "speakers": list(speakers)})
    return [example.encoded.passage.speakers[place].name for place in places]


def test_speakers_are_found_among_entities_and_names() -> None:
    text = "France accused Spain, Reuters and analyst Jeremiah Blunderstone said in Italy."
    assert said_by(text, "ITA", "Reuters") == ["ITA", "Reuters"]
    assert said_by(text, "Jeremiah Blunderstone") == ["Jeremiah Blunderstone"]
    assert said_by(text) == said_by(text, "DEU", "Le Monde") == []


def test_a_speaker_may_stand_in_another_case() -> None:
    text = "France accused Spain, said Jeremiah Blunderstones."
    assert said_by(text, "Jeremiah Blunderstone") == ["Jeremiah Blunderstones"]


def test_codes_are_never_taken_for_one_another() -> None:
    assert said_by("France and Austria accused Spain and Australia.", "AUT") == ["AUT"]


@pytest.mark.xfail(strict=True, reason="dataset._is_same asks for four letters of a name of seven, and for no end")
def test_a_name_that_only_begins_alike_is_another() -> None:
    assert said_by("France accused Spain, said Spiegelman Blunderstone.", "Spiegel") == []


def test_a_time_is_found_by_its_days() -> None:
    (example,) = made("On 3 May 2022, France accused Spain; it had done so on 1 May 2021.", ACCUSED)
    for place, day in enumerate(("2022-05-03", "2021-05-01")):
        assert time_place(example, {**ACCUSED, "when": [day, day]}) == place


def test_no_time_has_the_number_after_the_last_and_an_unknown_one_has_none() -> None:
    (example,) = made("On 3 May 2022, France accused Spain.", ACCUSED)
    assert time_place(example, ACCUSED) == 1
    assert time_place(example, {**ACCUSED, "when": ["2020-01-01", "2020-01-01"]}) is None


def test_days_are_reckoned_from_the_day_of_publication() -> None:
    event = {**ACCUSED, "when": ["2022-08-19", "2022-08-19"]}
    (example,) = made("France accused Spain yesterday.", event, published="2022-08-20")
    assert time_place(example, event) == 0
    (undated,) = made("France accused Spain yesterday.", event)
    assert time_place(undated, event) is None


def test_every_record_gives_its_own_examples_in_order() -> None:
    records = [
        {"id": id_, "lang": "en", "text": "France accused Spain. It accused Italy.", "events": []} for id_ in "ab"
    ]
    found = examples(records, default(), tokenizer())
    assert [example.record["id"] for example in found] == ["a", "a", "b", "b"]


def test_the_vocabulary_is_that_of_data_files_texts_and_contexts(tmp_path: Path) -> None:
    (tmp_path / "states").mkdir()
    (tmp_path / "states" / "a.toml").write_text('name = "Қазақстан"\n', encoding="utf-8")
    (tmp_path / "notes.md").write_text("nothing", encoding="utf-8")
    records = [{"text": "Eins.", "before": "Null."}, {"text": "Zwei."}]
    assert [text for text in texts_of(tmp_path, records) if text] == ['name = "Қазақстан"', "Eins.", "Null.", "Zwei."]
