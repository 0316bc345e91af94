"""Russian surnames that the dictionary does not know, declined by their ending."""

from __future__ import annotations

# ending → what is cut off, and the endings of genitive, dative, accusative, instrumental, locative
_PARADIGMS: dict[tuple[str, ...], tuple[int, tuple[str, ...]]] = {
    ("ова", "ева", "ёва", "ина", "ына"): (1, ("ой", "ой", "у", "ой", "ой")),
    ("ская", "цкая"): (2, ("ой", "ой", "ую", "ой", "ой")),
    ("ский", "цкий"): (2, ("ого", "ому", "ого", "им", "ом")),
    ("ов", "ев", "ёв", "ин", "ын"): (0, ("а", "у", "а", "ым", "е")),
    ("й", "ь"): (1, ("я", "ю", "я", "ем", "е")),
    tuple("бвгдзклмнпрстфх"): (0, ("а", "у", "а", "ом", "е")),
    tuple("жчшщц"): (0, ("а", "у", "а", "ем", "е")),
}
_CASES = ("gent", "datv", "accs", "ablt", "loct")
_OF_WOMEN = ("а", "я")


def decline_surname(surname: str, grammeme: str, woman: bool) -> str:
    """The surname in a case (pymorphy3's grammeme); unchanged where it does not decline, as women's in consonants."""
    if grammeme not in _CASES or (woman and not surname.endswith(_OF_WOMEN)):
        return surname
    for endings, (cut, cases) in _PARADIGMS.items():
        if surname.endswith(endings):
            stem = surname[: len(surname) - cut]
            return stem + cases[_CASES.index(grammeme)]
    return surname
