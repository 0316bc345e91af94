"""What the word lists tell the reader of a sentence's words."""

from typing import Any

import pytest

from abstand.coding.lexicon import Marker, lexicon, parse_lexicon
from abstand.coding.reader.hints import CUE_HINTS, MARKER_HINTS, hints
from abstand.model import LANGUAGES, EventType, Sentence, Span

WORDS: dict[str, Any] = {
    "cue": [
        {"type": "ASSAULT", "verbs": ["zap/zaps/zapped"], "nouns": ["zapping"]},
        {"type": "SANCTION", "verbs": ["breaks … off"]},
    ],
    "markers": {"negation": ["not", "never"], "attribution": ["according to"]},
    "roles": {},
    "titles": {"words": []},
    "clauses": {"split": ["that"]},
}
SMALL = parse_lexicon(WORDS, "en")


def hinted(text: str, start: int = 0) -> list[tuple[str, EventType | Marker]]:
    """The hinted words of a sentence that stands at ``start`` of its document, in the order of the text."""
    document = "x" * start + text
    found = hints(Sentence(Span(start, len(document)), text), SMALL)
    return [(hint.span.of(document), hint.of) for hint in sorted(found, key=lambda hint: hint.span)]


def test_cues_and_markers_are_hinted_word_by_word() -> None:
    assert hinted("Arland never zapped Borland.") == [("never", Marker.NEGATION), ("zapped", EventType.ASSAULT)]


def test_every_word_of_a_wide_pattern_is_hinted_but_not_what_stands_between() -> None:
    assert hinted("Arland breaks relations off, according to Corland.") == [
        ("breaks", EventType.SANCTION),
        ("off", EventType.SANCTION),
        ("according", Marker.ATTRIBUTION),
        ("to", Marker.ATTRIBUTION),
    ]


@pytest.mark.parametrize("start", [0, 1, 250])
def test_offsets_are_the_documents(start: int) -> None:
    assert hinted("😀 Zapping, not peace.", start) == [("Zapping", EventType.ASSAULT), ("not", Marker.NEGATION)]


@pytest.mark.parametrize("text", ["Arland and Borland.", "😀😀😀", "中国攻击俄罗斯。", "…"])
def test_words_that_no_list_knows_get_no_hint(text: str) -> None:
    assert hinted(text) == []


def test_each_type_and_marker_has_a_number_of_its_own_and_none_is_0() -> None:
    assert sorted(CUE_HINTS.values()) == list(range(1, len(EventType) + 1))
    assert sorted(MARKER_HINTS.values()) == list(range(1, len(Marker) + 1))


ATTACKED = {
    "de": "Frankreich verurteilte Spanien nicht.",
    "fr": "La France n'a pas condamné l'Espagne.",
    "en": "France did not condemn Spain.",
    "ru": "Франция не осудила Испанию.",
    "kk": "Франция Испанияны айыптаған жоқ.",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.slow
def test_the_shipped_lists_hint_in_every_language(language: str) -> None:
    text = ATTACKED[language]
    found = {hint.of for hint in hints(Sentence(Span(0, len(text)), text), lexicon(language))}
    assert {EventType.ACCUSE, Marker.NEGATION} <= found
