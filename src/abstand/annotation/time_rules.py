"""A language's words for times, read from ``times_data/<lang>.toml``; ``de.toml`` explains the form of these files."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib import resources
from itertools import count
from typing import Any, NamedTuple

from ahocorasick_rs import AhoCorasick

from abstand.annotation.holidays import Holiday
from abstand.annotation.tenses import Tenses
from abstand.errors import DataError, InputError
from abstand.model import LANGUAGES, Span

KINDS = (
    "stated", "event", "weekday", "dayword", "unit", "ago", "window", "holiday", "after", "part", "apart", "known",
    "running", "none",
)  # fmt: skip
TABLES = (
    "moment", "event", "holiday", "season", "month", "weekday", "dayword", "unit", "that_year", "number", "day",
    "ordinal", "century", "decade", "shift", "nth_week",
)  # fmt: skip
COUNTED = (  # tables of plain numbers
    "dayword", "that_year", "number", "day", "ordinal", "century", "decade", "shift", "nth_week",
)  # fmt: skip
COMPOUND = ("number", "day")  # tables whose words add up: "twenty-third"
FITS = ("near", "past", "coming", "due", "by")
DIGITS = {
    "number": r"\d\d?\d?",
    "century": r"(?:\d\d|[ivxіх]{2,5})",
    "day": r"(?:0?[1-9]|[12]\d|3[01])(?!\d)",
    "mm": r"(?:0?[1-9]|1[0-2])(?!\d)",
    "yy": r"\d\d(?!\d)",
    "year": r"(?:1[89]|20)\d\d(?!\d|[.,]\d)",
    "decade": r"(?:(?:1[89]|20)\d0|[3-9]0)",
}
MOST_TRIED = 20_000  # sets of signs whose rules are remembered
NOTHING = "(?!)"  # matches nowhere
NO_EARLY_YEAR = r"(?!,? 1[0-7]\d\d(?!\d))"  # "in October 1777" is no October of ours
_DIGITS = tuple("0123456789")
DIGIT_SIGNS: dict[str, tuple[str, ...]] = {
    "day": _DIGITS,
    "mm": _DIGITS,
    "year": tuple(century + digit for century in ("18", "19", "20") for digit in _DIGITS),
    "decade": tuple(digit + "0" for digit in _DIGITS),
    "numeric": tuple(one + sign + other for one in _DIGITS for sign in "./-" for other in _DIGITS),
}
_CYRILLIC_ROMAN = str.maketrans("іх", "ix")
_ROMAN = {"i": 1, "v": 5, "x": 10}
# What differs in writing but not in sense; one character for one, so that offsets stay.
_ALIKE = {" ": "\n\t\u00a0\u2009\u202f", "-": "‐‑‒–—−", "'": "’‘ʼ`´", "е": "ё"}
_PLAIN = {variant: common for common, variants in _ALIKE.items() for variant in variants}
_VARIANT = re.compile(f"[{''.join(_PLAIN)}]")
_PLACE = re.compile(r"\{([a-z_]+)(2?)\}")
_MARK = re.compile(r"\{([a-z_]+2?):([^{}]*)\}")
_NAME = re.compile(r"\(\?P<(\w+)>")
_CHARACTER = re.compile(r"\\.|\[[^\]]*\]")
_GROUP = re.compile(
    r"\((?:\?P<(?P<name>[a-z_]+)2?_\d+>|\?:|(?P<around>\?<?[=!]))(?P<body>[^()]*)\)(?P<optional>[?*]|\{0,)?"
)


class Unit(NamedTuple):
    """A length of time: so many days, or so many calendar months."""

    days: int = 0
    months: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of saying when.

    ``places`` says what the pattern's groups are; ``needs`` are signs (of the lexicon) without which it cannot match;
    ``shift`` counts units from the publication; ``fit`` (one of FITS) says which week or year is meant where the text
    does not.
    """

    kind: str
    pattern: re.Pattern[str]
    places: Sequence[tuple[str, int]]
    needs: frozenset[str]
    shift: int
    fit: str

    def find(self, text: str) -> Iterator[tuple[dict[str, str], Span]]:
        """The words by the places they fill, and where they stand."""
        for match in self.pattern.finditer(text):
            groups = {place: group for place, group in self.places if match[group] is not None}
            yield {place: match[group] for place, group in groups.items()}, Span(*match.span(groups.get("time", 0)))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words with their values, and the rules in their order. All is held against ``plain_text``."""

    tables: Mapping[str, Mapping[re.Pattern[str], Any]]
    signs: Sequence[str]
    stems: AhoCorasick
    rules: tuple[Rule, ...]
    joints: re.Pattern[str]
    tenses: Tenses
    _tried: dict[frozenset[int], tuple[Rule, ...]] = field(default_factory=dict, repr=False)

    def value(self, place: str, word: str) -> Any:
        """What the word means in its place: a number, the table's value (None if it has none), else the word itself."""
        if word.isdecimal() or place not in self.tables:
            return int(word) if word.isdecimal() else word
        if place == "century" and set(word) <= set("ivxіх"):
            return _roman(word)
        value = self._known(place, word)
        return self._sum(place, word) if value is None and place in COMPOUND else value

    def _known(self, place: str, word: str) -> Any:
        return next((value for pattern, value in self.tables[place].items() if pattern.fullmatch(word)), None)

    def _sum(self, place: str, word: str) -> int | None:
        """What a compound of two words adds up to: "five and twenty", the last of them of its own table."""
        for joint in self.joints.finditer(word):
            one, other = word[: joint.start()], word[joint.end() :]
            tens, rest = self._known("number", one), self._known(place, other)
            if tens and rest:
                return int(tens + rest)
        return None

    def rules_for(self, text: str) -> tuple[Rule, ...]:
        """The rules that may match in ``text``."""
        found = frozenset(stem for stem, _, _ in self.stems.find_matches_as_indexes(text, overlapping=True))
        if found not in self._tried:
            if len(self._tried) >= MOST_TRIED:
                self._tried.clear()
            present = {self.signs[stem] for stem in found}
            self._tried[found] = tuple(rule for rule in self.rules if rule.needs <= present)
        return self._tried[found]


@lru_cache(maxsize=len(LANGUAGES))
def lexicon_of(language: str) -> Lexicon:
    """Raises InputError for a language that Abstand does not read, DataError for a data file with a mistake."""
    if language not in LANGUAGES:
        raise InputError(f"no words for times in language {language!r}; there are some for {', '.join(LANGUAGES)}")
    file = f"{language}.toml"
    return read_lexicon((resources.files("abstand.annotation") / "times_data" / file).read_text("utf-8"), file)


def plain_text(text: str) -> str:
    """The text as patterns expect it: in lower case, with plain signs; as long as it was (``i̇`` for ``İ`` is not)."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(character.lower()[0] for character in text)
    return _VARIANT.sub(lambda variant: _PLAIN[variant[0]], lowered)


def read_lexicon(text: str, file: str) -> Lexicon:
    """The lexicon that a data file's text holds; ``file`` is its name in what DataError says."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataError(file, "", f"no TOML: {error}") from error
    if unknown := data.keys() - {*TABLES, "endings", "joints", "words", "signs", "tense", "rule"}:
        raise DataError(file, ", ".join(sorted(unknown)), "is no table of words for times")
    stems = [(sign, stem) for given in (DIGIT_SIGNS, data.get("signs", {})) for sign in given for stem in given[sign]]
    signs = [sign for sign, _ in stems]
    tables = {table: _table(data, table, file) for table in TABLES}
    automaton = AhoCorasick([stem for _, stem in stems])
    joints = _compiled(data.get("joints", NOTHING), file, "joints")
    return Lexicon(tables, signs, automaton, tuple(_rules(data, set(signs), file)), joints, _tenses(data, file))


def _tenses(data: Mapping[str, Any], file: str) -> Tenses:
    given = data.get("tense", {})
    said, coming, past, failed = ("|".join(given.get(name, [NOTHING])) for name in ("said", "coming", "past", "failed"))
    words = rf"(?<!\w)(?:(?P<said>{said})|(?P<coming>{coming})|(?P<past>{past}))(?!\w)"
    return Tenses(_compiled(words, file, "tense"), _compiled(rf"(?<!\w)(?:{failed})(?!\w)", file, "tense.failed"))


def _table(data: Mapping[str, Any], table: str, file: str) -> dict[re.Pattern[str], Any]:
    ending = data.get("endings", {}).get(table, "")
    return {
        _compiled(f"(?:{key}){ending}", file, f"{table}.{key}"): _value(table, value, file, key)
        for key, value in data.get(table, {}).items()
    }


def _value(table: str, value: Any, file: str, key: str) -> Any:
    match table, value:
        case "unit", {"days": int()} | {"months": int()}:
            return Unit(**value)
        case "month" | "season" | "weekday", int():
            return value, value
        case "month" | "season" | "weekday", [int(), int()]:
            return tuple(value)
        case "holiday", dict():
            try:
                return Holiday.parse(value)
            except (ValueError, TypeError) as error:
                raise DataError(file, f"{table}.{key}", str(error)) from error
        case ("event" | "moment", date()):
            return value
        case _, int() if table in COUNTED:
            return value
    raise DataError(file, f"{table}.{key}", f"{value!r} is no value for a {table}")


def _rules(data: Mapping[str, Any], signs: set[str], file: str) -> Iterator[Rule]:
    words = {name: word if isinstance(word, str) else "|".join(word) for name, word in data.get("words", {}).items()}
    places = _places(data, words.get("quantity", NOTHING))
    for block in data.get("rule", ()):
        kind, fit = block.get("kind"), block.get("fit", FITS[0])
        if kind not in KINDS or fit not in FITS:
            raise DataError(file, "rule", f"kind {kind!r} or fit {fit!r} is none of {', '.join(KINDS + FITS)}")
        end = NO_EARLY_YEAR if kind == "stated" else ""
        for text in block["patterns"]:
            filled = _filled(text, words, places, file)
            pattern = _compiled(rf"(?<!\w)(?<!\d[.,:])(?:{filled})(?!\w){end}", file, f"rule {text!r}")
            places_of = [(name.rpartition("_")[0], group) for name, group in pattern.groupindex.items()]
            yield Rule(kind, pattern, places_of, frozenset(_needs(filled) & signs), block.get("shift", 0), fit)


def _places(data: Mapping[str, Any], quantity: str) -> dict[str, str]:
    """The patterns of what may stand for ``{day}``, ``{month}`` …"""
    endings = data.get("endings", {})
    words = {table: f"(?:{'|'.join(data.get(table, [NOTHING]))}){endings.get(table, '')}" for table in TABLES}
    if joints := data.get("joints"):
        words |= {table: f"(?:(?:{words['number']}(?:{joints}))?{words[table]})" for table in COMPOUND}
    digits = {
        place: f"(?:{pattern}|{words[place]})" if place in words else pattern for place, pattern in DIGITS.items()
    }
    return words | digits | {"year": rf"{DIGITS['year']}(?! (?:{quantity})(?!\w))"}


def _filled(text: str, words: Mapping[str, str], places: Mapping[str, str], file: str) -> str:
    """The pattern with [words], places and marks put in, all as groups with numbered names: ``(?P<day_0>…)``."""

    def fill(place: re.Match[str]) -> str:
        name, end = place.groups()
        if name in words:
            return f"(?P<{name}>{_PLACE.sub(fill, words[name])})"
        if name not in places:
            raise DataError(file, f"rule {text!r}", f"{{{name}}} is neither a place nor one of [words]")
        return f"(?P<{name}{end}>{places[name]})"

    filled, marks = _PLACE.sub(fill, text), 1
    while marks:
        filled, marks = _MARK.subn(r"(?P<\1>\2)", filled)
    numbers = count()
    return _NAME.sub(lambda group: f"(?P<{group[1]}_{next(numbers)}>", filled)


def _needs(filled: str) -> set[str]:
    """The names of the groups that take part in every match: not optional, and in all branches of an alternation."""

    def names(group: re.Match[str]) -> str:
        if group["around"] or group["optional"]:
            return ""
        return "".join(f"<{name}>" for name in _common(group["body"]) | ({group["name"]} - {None}))

    text, groups = _CHARACTER.sub(".", filled), 1
    while groups:
        text, groups = _GROUP.subn(names, text)
    return _common(text)


def _roman(word: str) -> int:
    values = [_ROMAN[letter] for letter in word.translate(_CYRILLIC_ROMAN)]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def _common(alternation: str) -> set[str]:
    return set.intersection(*(set(re.findall(r"<(\w+)>", branch)) for branch in alternation.split("|")))


def _compiled(pattern: str, file: str, key: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        raise DataError(file, key, f"no regular expression: {error}") from error
