"""One pair's part of a store, read once: measuring asks for it again and again."""

from __future__ import annotations

from collections.abc import Sequence

from abstand.model import Entry, Question
from abstand.store import MemoryStore


class PairStore(MemoryStore):
    """Holds the entries of a pair; of anything else it is empty."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__()
        self._held = list(entries)

    def entries(
        self, question: Question | None = None, *, limit: int | None = None, offset: int = 0, newest: bool = False,
        texts: bool = True, lead: int | None = None,
    ) -> list[Entry]:  # fmt: skip
        """All entries of the pair, whatever is asked: it is asked for nothing else."""
        return self._held
