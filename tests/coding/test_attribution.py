"""According to whom: who speaks, and for which acts."""

import pytest
from coding_stage import SMALL, marked, tell

from abstand.coding.attribution import SPEAKER_REACH, Voice, find_voices
from abstand.coding.lexicon import Marker
from abstand.coding.parties import find_parties
from abstand.coding.scene import Scene

ACT = "[Arland|AAA] zapped [Borland|BBB]"


def voices(text: str) -> list[Voice]:
    plain, mentions = marked(text)
    scene = Scene.of(plain, SMALL)
    return find_voices(scene, find_parties(scene, mentions), mentions)


def speakers(text: str) -> tuple[str, ...]:
    """The speakers of the only act of the text."""
    (report,) = tell(text)
    return report.speakers


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (f"{ACT}.", ()),
        (f"[Corland|CCC] said that {ACT}.", ("CCC",)),
        (f"{ACT}, [Corland|CCC] said.", ("CCC",)),
        (f"{ACT}, said [Corland|CCC].", ("CCC",)),
        (f"{ACT}, said the president of [Corland|CCC].", ("CCC",)),
        (f"{ACT}, citing [Corland|CCC].", ("CCC",)),
        (f"Citing the ministry in [Corland|CCC], {ACT}.", ("CCC",)),
        (f"[Corland|CCC] and [Dorland|DDD] said that {ACT}.", ("CCC", "DDD")),
        ("[Arland|AAA] said that it zapped [Borland|BBB].", ("AAA",)),
        ("[Arland|AAA] said [Borland|BBB] zapped [Corland|CCC].", ("AAA",)),
        ("[Arland|AAA] denied that it zapped [Borland|BBB].", ("AAA",)),
        ("[Arland|AAA] denied having zapped [Borland|BBB].", ()),
    ],
)
def test_a_state_speaks(text, names):
    """Who denies in one clause what he did is the actor already."""
    assert speakers(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (f"{ACT}, [The Times|x-times outlet] said.", ("The Times",)),
        (f"{ACT}, according to [The Times|x-times outlet].", ("The Times",)),
        (f"{ACT}, the analyst Peter Miller said.", ("Peter Miller",)),
        (f"{ACT}, the President Peter Miller said.", ("Peter Miller",)),
        (f"{ACT}, according to Peter Miller.", ("Peter Miller",)),
        (f"The analyst Jana Petrova-Miller said that {ACT}.", ("Jana Petrova-Miller",)),
        (f"{ACT}, according to the paper «Nova».", ("Nova",)),
        (f"{ACT}, according to “The Daily Star”.", ("The Daily Star",)),
        (f"{ACT}, according to “some paper”.", ()),
        (f"{ACT}, said Peter.", ()),
    ],
)
def test_others_speak_by_their_name_as_written(text, names):
    assert speakers(text) == names


@pytest.mark.parametrize("text", [f"{ACT}, according to [Corland|CCC].", f"According to [Corland|CCC], {ACT}."])
def test_a_state_speaks_though_its_source_word_holds_a_role_word(text):
    assert speakers(text) == ("CCC",)


@pytest.mark.xfail(
    strict=True, reason="a party in reach is taken for the source though a quoted name stands nearer, and is left out"
)
def test_a_quoted_name_beside_the_source_word_is_the_source():
    assert [(report.actors, report.speakers) for report in tell(f"Citing “Nova” {ACT}.")] == [(("AAA",), ("Nova",))]


@pytest.mark.xfail(
    strict=True, reason="an outlet near takes every source word, also the one that names the next source"
)
def test_a_chain_of_sources_is_told_whole():
    assert speakers(f"As [The Times|x-times outlet] said, citing [Corland|CCC], {ACT}.") == ("The Times", "CCC")


@pytest.mark.xfail(strict=True, reason="a sentence's first word is never read as part of a name")
@pytest.mark.parametrize("name", ["Peter Miller", "Jana Maria Miller"])
def test_a_name_at_the_beginning_of_a_sentence_is_whole(name):
    assert speakers(f"{name} said that {ACT}.") == (name,)


@pytest.mark.xfail(strict=True, reason="the object of the clause told counts as nearer than the name that speaks")
def test_who_speaks_is_not_who_is_spoken_of():
    assert speakers(f"The analyst Peter Miller said {ACT}.") == ("Peter Miller",)


def test_an_official_of_no_named_state_speaks_for_the_actor():
    assert speakers(f"{ACT}, the spokesman said.") == ("AAA",)
    assert speakers(f"The foreign ministry said that {ACT}.") == ("AAA",)
    assert speakers(f"The spokesman told us over and over {ACT}.") == ()
    (voice,) = voices(f"{ACT}, the spokesman said.")
    assert (voice.names, voice.is_official) == ((), True)


@pytest.mark.parametrize(
    "text",
    [
        f"{ACT}, they told [Corland|CCC accusative].",
        f"{ACT}, they said to [Corland|CCC].",
        f"{ACT}, they said about [Corland|CCC].",
        f"{ACT}, they said with [Corland|CCC].",
        f"{ACT}, they said in [Corl City|CCC capital].",
        f"{ACT}, they said, and [Corland|CCC] slept.",
        f"{ACT}, they said {'so ' * SPEAKER_REACH}[Corland|CCC].",
    ],
)
def test_who_stands_beside_the_speech_in_another_part_does_not_speak(text):
    assert speakers(text) == ()


def test_an_outlet_speaks_before_a_state_beside_it():
    assert speakers(f"{ACT}, [The Times|x-times outlet] said from [Corland|CCC].") == ("The Times",)


def test_an_outlet_denies_nothing():
    assert [voice.names for voice in voices("[Corland|CCC] denied it to [The Times|x-times outlet].")] == [("CCC",)]


def test_who_denies_is_the_subject_not_the_nearest():
    (voice,) = voices("[Corland|CCC] once more denied [Arland's|AAA genitive] reproaches.")
    assert (voice.names, voice.by) == (("CCC",), Marker.DENIAL)


def test_who_speaks_twice_is_named_once():
    assert speakers(f"[Corland|CCC] said that {ACT}, [Corland|CCC] told us.") == ("CCC",)


def test_the_place_and_the_words_of_a_voice():
    text = f"{ACT}, citing [Corland|CCC]."
    (voice,) = voices(text)
    assert voice.span.of(marked(text)[0]) == "Corland"
    assert voice.why == "citing"
    assert voice.by is Marker.ATTRIBUTION
    assert voice.party
    assert voice.party.codes == ("CCC",)


def test_who_is_only_a_source_takes_no_part():
    assert not tell("Citing [Corland|CCC], [Arland|AAA] blamed everyone.")
    (report,) = tell("[Arland|AAA] blamed [Borland|BBB], citing [Corland|CCC].")
    assert (report.actors, report.recipients, report.speakers) == (("AAA",), ("BBB",), ("CCC",))
