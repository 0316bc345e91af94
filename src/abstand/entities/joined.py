"""Many short texts held as one: an object each would take more than its letters."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Joined:
    """Text n lies between ``ends[n]`` and ``ends[n + 1]``. It is a ``str`` only while somebody looks at it."""

    text: str
    ends: array[int]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Joined:
        joined, ends = StringIO(), array("I", [0])
        for text in texts:
            ends.append(ends[-1] + joined.write(text))
        return cls(joined.getvalue(), ends)

    def __len__(self) -> int:
        return len(self.ends) - 1

    def __getitem__(self, place: int) -> str:
        return self.text[self.ends[place] : self.ends[place + 1]]

    def __iter__(self) -> Iterator[str]:
        return (self.text[start:end] for start, end in pairwise(self.ends))
