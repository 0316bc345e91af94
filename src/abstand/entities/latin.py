"""Kazakh in Latin letters: the official alphabets of 2018 (acutes, digraphs) and 2021 (umlauts, cedillas)."""

from __future__ import annotations

_SHARED = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "io", "ж": "j", "з": "z", "к": "k", "қ": "q",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "ф": "f", "х": "h", "һ": "h",
    "ц": "ts", "ч": "ch", "ы": "y", "э": "e", "ъ": "", "ь": "",
}  # fmt: skip
_OF_2018 = _SHARED | {
    "ә": "á", "ғ": "ǵ", "и": "ı", "й": "ı", "ң": "ń", "ө": "ó", "у": "ý", "ұ": "u", "ү": "ú", "ш": "sh", "щ": "shch",
    "і": "i", "ю": "ıý", "я": "ıa",
}  # fmt: skip
_OF_2021 = _SHARED | {
    "ә": "ä", "ғ": "ğ", "и": "i", "й": "i", "ң": "ñ", "ө": "ö", "у": "u", "ұ": "ū", "ү": "ü", "ш": "ş", "щ": "şş",
    "і": "ı", "ю": "iu", "я": "ia",
}  # fmt: skip
_ALPHABETS = tuple(
    str.maketrans(table | {letter.upper(): latin.capitalize() for letter, latin in table.items()})
    for table in (_OF_2018, _OF_2021)
)
# back again, for suffixes: there э does not stand, and i is і in both
_LETTERS = [pair for table in (_OF_2018, _OF_2021) for pair in table.items() if len(pair[1]) == 1 and pair[0] != "э"]
_BACK = str.maketrans({latin: letter for letter, latin in _LETTERS} | {"i": "і"})


def latin_spellings(text: str) -> tuple[str, ...]:
    """A Cyrillic text in each alphabet; nothing for one that has no Cyrillic letter.

    >>> latin_spellings("Шымкент")
    ('Shymkent', 'Şymkent')
    """
    spelt = dict.fromkeys(text.translate(alphabet) for alphabet in _ALPHABETS)
    return tuple(spelling for spelling in spelt if spelling != text)


def cyrillic_suffix(suffix: str) -> str:
    """A Kazakh suffix in Latin letters as it is in Cyrillic ones.

    >>> cyrillic_suffix("nyń"), cyrillic_suffix("dağy")
    ('ның', 'дағы')
    """
    return suffix.replace("sh", "ш").translate(_BACK)
