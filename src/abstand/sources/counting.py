"""About how many texts a path holds: for a progress bar, and to choose the number of processes."""

from __future__ import annotations

from pathlib import Path

from abstand.sources.files import ARCHIVE_ENDINGS, JSONL_ENDINGS
from abstand.sources.streams import inner_name, opened

# bytes that a page may take in an archive as it lies there, packed: a guess, and nothing but the bar and the number of
# processes rests on it
BYTES_IN_ARCHIVE = 25_000


def count_texts(path: Path) -> int:
    """A JSONL file counts its lines, an archive is estimated by its size, any other file is one text."""
    return sum(map(_texts_in, path.rglob("*") if path.is_dir() else [path]))


def _texts_in(file: Path) -> int:
    if file.is_dir():
        return 0
    try:
        if inner_name(file).endswith(JSONL_ENDINGS):
            with opened(file) as stream:
                return sum(1 for line in stream if line.strip())
        if inner_name(file).endswith(ARCHIVE_ENDINGS):
            return max(1, file.stat().st_size // BYTES_IN_ARCHIVE)
    except OSError:
        pass  # the source will say what is wrong with it
    return 1
