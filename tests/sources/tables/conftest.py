"""Small files written by hand; the tests import their makers from ``conftest_tables``."""

from conftest_tables import write

__all__ = ["write"]
