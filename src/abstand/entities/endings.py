"""Kazakh suffix chains: what may follow a stem, and which case it shows."""

from __future__ import annotations

import re
from functools import lru_cache

from abstand.entities.latin import cyrillic_suffix
from abstand.model import Case

_PLURAL = "(?:лар|лер|дар|дер|тар|тер)"
_POSSESSIVE = "(?:сы|сі|ы|і|ымыз|іміз|мыз|міз|ыңыз|іңіз|ңыз|ңіз|ым|ім)"
_MAKER = "(?:дық|дік|тық|тік|лық|лік|шыл|шіл)"
_CASES = {
    Case.GENITIVE: "ның|нің|дың|дің|тың|тің",
    Case.DATIVE: "ға|ге|қа|ке|на|не|а|е",
    Case.ACCUSATIVE: "ны|ні|ды|ді|ты|ті|н",
    Case.LOCATIVE: "да|де|та|те|нда|нде",
    Case.ABLATIVE: "дан|ден|тан|тен|нан|нен",
    Case.INSTRUMENTAL: "мен|бен|пен",
}
_ATTRIBUTE = "(?:дағы|дегі|тағы|тегі|ндағы|ндегі)"
_COMPARISON = "(?:сыз|сіз|дай|дей|тай|тей)"
_CASE = "|".join(f"(?P<{case}>{suffixes})" for case, suffixes in _CASES.items())
_CHAIN = re.compile(
    f"[-‑]?{_MAKER}?{_PLURAL}?{_POSSESSIVE}?"
    f"(?:{_CASE}|(?P<attribute>{_ATTRIBUTE}{_PLURAL}?)|(?P<comparison>{_COMPARISON}))?"
)
_NOMINATIVE = frozenset({Case.NOMINATIVE})
_LATIN = re.compile("[a-zà-ɏ]")
_LETTERS = re.compile(r"[-‑]?[^\W\d_]*")


def kazakh_ending(text: str, at: int) -> tuple[int, frozenset[Case]] | None:
    """The end of the word whose stem ends at ``at`` and the case its suffixes show; None if they are no Kazakh chain.

    No case is shown by -сыз (without) and -дай (like).

    >>> kazakh_ending("Қазақстанның елшісі", 9)
    (12, frozenset({<Case.GENITIVE: 'genitive'>}))
    """
    if at == len(text) or text[at] in " ,.;:!?»)":  # most words: no suffix
        return at, _NOMINATIVE
    tail = _LETTERS.match(text, at)
    read = _read(tail.group() if tail else "")
    return None if read is None else (at + read[0], read[1])


@lru_cache(maxsize=10_000)
def _read(suffix: str) -> tuple[int, frozenset[Case]] | None:
    """How many letters of a suffix belong to the word, and the case."""
    if suffix in ("", "-", "‑"):
        return 0, _NOMINATIVE
    chain = _CHAIN.fullmatch(cyrillic_suffix(suffix) if _LATIN.search(suffix) else suffix)
    if chain is None:
        # a hyphen may begin another word: Қазақстан-Ресей
        return (0, frozenset()) if suffix[0] in "-‑" else None
    cases = frozenset(case for case in _CASES if chain[case])
    if chain["attribute"]:
        cases = frozenset({Case.LOCATIVE})
    elif not cases and not chain["comparison"]:
        cases = _NOMINATIVE
    return len(suffix), cases
