"""Sources: where raw texts come from. Each gives Raw items, or a Problem where one cannot be had."""

from abstand.sources.counting import count_texts
from abstand.sources.dumps import AS_NAMED, Columns
from abstand.sources.files import STORE_MARK, read_paths
from abstand.sources.raw import LARGEST_BYTES, LeftOut, Raw, Reason

__all__ = [
    "AS_NAMED",
    "LARGEST_BYTES",
    "STORE_MARK",
    "Columns",
    "LeftOut",
    "Raw",
    "Reason",
    "count_texts",
    "read_paths",
]
