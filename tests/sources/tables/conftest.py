"""Small files written by hand; the tests import their makers from ``table_files``."""

from table_files import write

__all__ = ["write"]
