"""Everything Abstand raises on purpose.

::

    AbstandError
    ├── InputError          a named input cannot be read: what, where, what would be right
    │   ├── UnknownEntity   no state or organisation has this name; carries the nearest names
    │   └── NotText         the bytes are no text in any encoding we read
    ├── DataError           one of our data files is wrong: file, key, reason
    ├── StoreError          the store cannot be opened, read or written
    └── NoData              the question is right, but nothing is stored for it
"""

from __future__ import annotations


class AbstandError(Exception):
    """The root: catch this to catch all that Abstand raises on purpose."""


class InputError(AbstandError):
    """A named input cannot be read."""


class UnknownEntity(InputError):
    """No entity has this name. ``nearest`` are names that come close, best first."""

    def __init__(self, name: str, nearest: tuple[str, ...] = ()) -> None:
        hint = f"; did you mean {', '.join(nearest)}?" if nearest else ""
        super().__init__(f"no state or organisation is called {name!r}{hint}")
        self.name = name
        self.nearest = nearest


class NotText(InputError):
    """The bytes are no text in any encoding that Abstand reads."""


class DataError(AbstandError):
    """One of Abstand's own data files is wrong."""

    def __init__(self, file: str, key: str, reason: str) -> None:
        super().__init__(f"{file}: {key}: {reason}")


class StoreError(AbstandError):
    """The store cannot be opened, read or written."""


class NoData(AbstandError):
    """Nothing is stored that answers the question."""
