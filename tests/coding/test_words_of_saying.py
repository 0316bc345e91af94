from __future__ import annotations

import pytest

from abstand.coding.lexicon import Marker
from abstand.coding.tokens import Tokens
from abstand.coding.voices import parse_voices, voices
from abstand.errors import DataError
from abstand.model import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shipped_words_can_be_read(language):
    shipped = voices(language)
    assert {marker for _, marker in shipped.words.patterns} == {Marker.SPEECH, Marker.ATTRIBUTION}
    assert shipped.pronouns
    assert shipped.that


def test_a_word_is_found():
    found = voices("en").words.find(Tokens.of("So the pilot fears."))
    assert [match.value for match in found] == [Marker.SPEECH]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"speech": []}, "pronouns, source, that"),
        ({"speech": ["…"], "source": [], "pronouns": [], "that": []}, "holds no word"),
    ],
)
def test_mistakes_in_the_data_are_named(data, reason):
    with pytest.raises(DataError, match=reason):
        parse_voices(data, "voices/xx.toml")
