"""The published site's index of sentences: files by the first letters of a word, so that few need be loaded."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from unicodedata import normalize

from abstand.telling.told import Told

PREFIX = 2  # letters of a word that name its file
SHELF = 200  # sentences a file
_WORD = re.compile(r"[^\W_]{2,}")


def index_files(events: Iterable[Told]) -> Iterator[tuple[str, bytes]]:
    """``words/<letters>.json``: word → numbers of sentences; ``shelves/<n>.json``: the sentences by number.

    ``page.js`` folds what a reader types as ``folded`` does.
    """
    words: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    shelf: list[dict[str, str]] = []
    number = 0
    for number, told in enumerate(events):
        text = "".join(part.text for part in told.sentence)
        for word in dict.fromkeys(_WORD.findall(folded(f"{told.line} {text}"))):
            words[word[:PREFIX]][word].append(number)
        shelf.append({"event": told.event, "line": told.line, "days": told.days, "text": text, "lang": told.language})
        if len(shelf) == SHELF:
            yield f"shelves/{number // SHELF}.json", _json(shelf)
            shelf = []
    if shelf:
        yield f"shelves/{number // SHELF}.json", _json(shelf)
    for letters, held in words.items():
        name = "-".join(f"{ord(letter):x}" for letter in letters)  # any alphabet, on any file system
        yield f"words/{name}.json", _json(held)


def folded(text: str) -> str:
    """Without case and marks: ``Élysée`` is found as ``elysee``."""
    return "".join(sign for sign in normalize("NFD", text.casefold()) if not "̀" <= sign <= "ͯ")


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
