"""Surface forms: from a name as a data file has it to the forms in which texts print it.

Kazakh names stay stems: their suffix chains are checked after the hit (``endings.py``). The other languages are
written out, Russian in ``russian.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from abstand.entities.latin import latin_spellings
from abstand.entities.russian import russian_forms
from abstand.entities.sources import Name
from abstand.model import Case, Way

Form = tuple[str, frozenset[Case]]

GERMAN_ENDINGS = ("e", "er", "en", "em", "es")
GERMAN_ADJECTIVE = re.compile(
    r"([\w-]{2,}(?:sch|lich|ig|al|iv|är|end|om|ant|sam|net|iert|ein(?:ig)?t)"
    r"|rot|weiß|weiss|blau|grün|schwarz|groß|hoh|neu|frei|fern|oberst|zweit|dritt)(?:e|er|es|en)",
    re.IGNORECASE,
)
GERMAN_GENITIVE_IN_ES = re.compile(
    "(?:rat|tag|amt|hof|haus|schloss|kreuz|mond|meer|staat|bund|band|pakt|dienst|werk|gress|schuss|gericht|stab|platz)$",
    re.IGNORECASE,
)
GERMAN_JOINTS = ("für", "der", "des", "von", "vom", "zur", "zum", "im", "in", "gegen", "auf", "über", "aus", "am", "an")
GERMAN_COMPOUNDS = ("chef", "chefs", "sprecher", "sprechers", "sprecherin", "führung", "kreise", "kreisen")
ENGLISH_WITHOUT_S = re.compile("(?:sh|(?<!ze)ch|ese|[sxz.A-Z]|[hs]m[ae]n|wom[ae]n)$")  # but Czechs
# "Силы быстрой поддержки": a phrase of common words, which texts print without the capital, too
LOWER_PHRASE = re.compile(r"[А-ЯЁӘІҢҒҮҰҚӨҺ][а-яёәіңғүұқөһ]+(?: [а-яёәіңғүұқөһ]+)+")
LATIN_CAPITALS = re.compile("[A-Z]{4,}")  # NATO, which is also printed Nato; Cyrillic abbreviations keep their capitals
ALSO_WORDS = ("GUAM",)
ENGLISH_IN_Y = re.compile("(?<=[^aeiou])y$")
ENGLISH_LINKS = ("of", "for", "and", "the")
SHORTEST_IN_CAPITALS = 4  # shorter names in capitals are mostly other abbreviations
OPENING_SENTENCES = (Way.ADJECTIVE, Way.DEMONYM, Way.OFFICE, Way.DESCRIPTION)  # written with a capital there
_NO_CASE: frozenset[Case] = frozenset()


def forms(name: Name) -> Iterator[Form]:
    """Every form of one name, with the cases it may stand in (empty where the form shows none)."""
    seen: set[str] = set()
    for text, cases in _by_language(name):
        for variant in _spellings(text, name):
            if variant not in seen:
                seen.add(variant)
                yield variant, cases


def _by_language(name: Name) -> Iterator[Form]:
    if name.way is Way.DESCRIPTION:
        yield name.text, _NO_CASE
        return
    match name.language:
        case "de":
            yield from _german(name)
        case "fr":
            yield from _plain(name, capital_demonyms=True)
        case "en":
            yield from _english(name)
        case "ru":
            yield from russian_forms(name)
        case "kk":
            for stem in (name.text, *_softened(name.text)):
                yield from ((spelling, _NO_CASE) for spelling in (stem, *latin_spellings(stem)))
        case _ if _is_russian(name.text):
            yield from russian_forms(name)
        case _:
            yield name.text, _NO_CASE


def _spellings(text: str, name: Name) -> Iterator[str]:
    yield text
    if "ё" in text:
        yield text.replace("ё", "е")
    for straight, curly in (("'", "’"), ("-", "‑")):
        if straight in text:
            yield text.replace(straight, curly)
    if name.way in (Way.NAME, Way.CAPITAL) and len(text) >= SHORTEST_IN_CAPITALS:
        yield text.upper()
    if name.way is Way.NAME and LATIN_CAPITALS.fullmatch(text) and text not in ALSO_WORDS:
        yield text.capitalize()
    if text[0].islower() and (name.way in OPENING_SENTENCES or " " in text):
        yield text[0].upper() + text[1:]
    if name.way in (Way.NAME, Way.SEAT) and LOWER_PHRASE.fullmatch(text):
        yield text[0].lower() + text[1:]
    if name.way is Way.OFFICE and name.language == "en":
        yield _titled(text)


def _titled(text: str) -> str:
    """Minister of Foreign Affairs."""
    return " ".join(word if word in ENGLISH_LINKS else word[0].upper() + word[1:] for word in text.split(" "))


def _plain(name: Name, capital_demonyms: bool = False) -> Iterator[Form]:
    yield name.text, _NO_CASE
    if capital_demonyms and name.way is Way.DEMONYM:
        yield name.text[0].upper() + name.text[1:], _NO_CASE


def _english(name: Name) -> Iterator[Form]:
    yield name.text, _NO_CASE
    if name.way in (Way.ADJECTIVE, Way.DEMONYM, Way.OFFICE) and not ENGLISH_WITHOUT_S.search(name.text):
        yield (f"{name.text[:-1]}ies" if ENGLISH_IN_Y.search(name.text) else f"{name.text}s"), _NO_CASE


def _german(name: Name) -> Iterator[Form]:
    yield name.text, _NO_CASE
    if name.way is Way.ADJECTIVE:
        yield from ((name.text + ending, _NO_CASE) for ending in GERMAN_ENDINGS if name.text[0].islower())
        return
    stems, noun, rest = ([], name.text, "") if name.way is Way.PERSON else _german_group(name.text)
    for ending in GERMAN_ENDINGS if stems else ():
        yield _inflected(stems, ending, noun + rest), _NO_CASE
    for inflected, case in _german_noun(noun, name.way):
        yield _inflected(stems, "en", inflected + rest), frozenset({case})
    if name.way is Way.OFFICE:
        yield noun + ("nen" if noun.endswith("in") else "n" if noun[-1] in "er" else "en") + rest, _NO_CASE
    if name.way is Way.SEAT and " " not in name.text:
        yield from ((name.text + part, _NO_CASE) for part in GERMAN_COMPOUNDS)


def _german_group(text: str) -> tuple[list[str], str, str]:
    """The stems of the adjectives before the noun, the noun, and what follows it and does not change."""
    words = text.split(" ")
    stems: list[str] = []
    while len(words) > 1 and (adjective := GERMAN_ADJECTIVE.fullmatch(words[0])):
        stems.append(adjective[1])
        words.pop(0)
    joints = (at for at, word in enumerate(words) if at and word in GERMAN_JOINTS)
    size = 1 if stems else next(joints, len(words))
    return stems, " ".join(words[:size]), "".join(f" {word}" for word in words[size:])


def _inflected(stems: list[str], ending: str, noun: str) -> str:
    return " ".join([*(stem + ending for stem in stems), noun])


def _german_noun(noun: str, way: Way) -> Iterator[tuple[str, Case]]:
    """The noun with the endings that show its case: genitive, and dative plural."""
    if noun[-1] not in "sxzß":
        yield noun + "s", Case.GENITIVE
    if GERMAN_GENITIVE_IN_ES.search(noun):
        yield noun + "es", Case.GENITIVE
    if noun.endswith("er" if way is Way.DEMONYM else ("e", "er")) and way in (Way.NAME, Way.SEAT, Way.DEMONYM):
        yield noun + "n", Case.DATIVE


def _softened(stem: str) -> Iterator[str]:
    """Kazakh stems in к, қ, п soften before a vowel: қазақ → қазағы."""
    if (soft := {"к": "г", "қ": "ғ", "п": "б"}.get(stem[-1])) and stem[0].islower():
        yield stem[:-1] + soft


def _is_russian(text: str) -> bool:
    return bool(re.search("[а-яё]", text)) and not re.search("[әіңғүұқөһӘІҢҒҮҰҚӨҺ]", text)
