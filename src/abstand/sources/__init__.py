"""Sources: where raw texts come from. Each gives Raw items, or a Problem where one cannot be had."""

from abstand.sources.files import LARGEST_BYTES, STORE_MARK, Raw, read_paths

__all__ = ["LARGEST_BYTES", "STORE_MARK", "Raw", "read_paths"]
