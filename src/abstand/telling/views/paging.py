"""A long list, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Paging:
    """``page`` of ``pages``, both counted from 1; ``total`` items on all of them."""

    page: int
    pages: int
    total: int


def page_of(items: Sequence[Item], page: int, size: int) -> tuple[Sequence[Item], Paging]:
    """The items of a page; a page past the last is empty."""
    pages = max(1, -(-len(items) // size))
    return items[(page - 1) * size : page * size], Paging(page, pages, len(items))
