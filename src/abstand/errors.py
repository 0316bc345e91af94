"""Everything Abstand raises on purpose.

::

    AbstandError
    ├── InputError          a named input cannot be read: what, where, what would be right
    │   ├── UnknownEntity   no state or organisation has this name; carries the nearest names
    │   ├── NotText         the bytes are no text in any encoding we read
    │   ├── NoArticle       a page holds no article: a front page, a gallery, a login
    │   ├── OtherLanguage   the text is in none of the languages that we read
    │   └── NotFetched      an address cannot be had from the network; whether it is worth trying again
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
        super().__init__(name, nearest)  # as given, so that it can be pickled
        self.name = name
        self.nearest = nearest

    def __str__(self) -> str:
        hint = f"; did you mean {', '.join(self.nearest)}?" if self.nearest else ""
        return f"no state or organisation is called {self.name!r}{hint}"


class NotText(InputError):
    """The bytes are no text in any encoding that Abstand reads."""


class NoArticle(InputError):
    """A page holds no article."""


class OtherLanguage(InputError):
    """The text is in none of the languages that Abstand reads."""


class NotFetched(InputError):
    """An address cannot be had. ``temporary``: it may be had later; ``wait_s``: not before so many seconds."""

    def __init__(self, reason: str, *, temporary: bool = False, wait_s: float = 0.0) -> None:
        super().__init__(reason)
        self.temporary = temporary
        self.wait_s = wait_s


class DataError(AbstandError):
    """One of Abstand's own data files is wrong."""

    def __init__(self, file: str, key: str, reason: str) -> None:
        super().__init__(file, key, reason)  # as given, so that it can be pickled

    def __str__(self) -> str:
        return ": ".join(map(str, self.args))


class StoreError(AbstandError):
    """The store cannot be opened, read or written."""


class NoData(AbstandError):
    """Nothing is stored that answers the question."""
