"""Layouts: the columns of another data set's files, in their order, and what may stand in them (``data/*.toml``)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from importlib import resources
from typing import Any

TAB = "\t"
SOURCES = ("gdelt", "icews", "polecat")  # the tab-separated ones, each with a layout file


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``kind``: integer, number, day, code (few different values) or text; an empty field is no value.

    Numbers lie in [low, high]; codes match ``pattern`` as a whole, and ``right`` says so in words; days are written as
    ``form`` (strptime).
    """

    name: str
    kind: str
    low: float | None = None
    high: float | None = None
    pattern: str = ""
    right: str = ""
    form: str = ""
    required: bool = False

    def fault(self, value: str) -> str:
        """What is wrong with a value, without the column's name; empty if nothing is. ``value`` is not empty."""
        if self.kind in ("integer", "number"):
            return self._number_fault(value)
        if self.kind == "day":
            return "" if self.day(value) else f"{value!r:.40} is no day written as {self.form}"
        if self.pattern and not re.fullmatch(self.pattern, value):
            return f"{value!r:.40} is not {self.right}"
        return ""

    def _number_fault(self, value: str) -> str:
        if not re.fullmatch(r"-?\d+" if self.kind == "integer" else r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?", value):
            return f"{value!r:.40} is no {'whole ' if self.kind == 'integer' else ''}number"
        outside = (self.low is not None and float(value) < self.low) or (
            self.high is not None and float(value) > self.high
        )
        return f"{value:.40} lies outside {self.range}" if outside else ""

    @property
    def whole_pattern(self) -> str:
        """The pattern of a whole value, for Arrow (RE2)."""
        return rf"\A(?:{self.pattern})\z"

    @property
    def range(self) -> str:
        low = "" if self.low is None else f"{self.low:g}"
        high = "" if self.high is None else f"{self.high:g}"
        return f"{low} … {high}".strip()

    def day(self, value: str) -> date | None:
        return _day(value, self.form)


@lru_cache(maxsize=100_000)
def _day(value: str, form: str) -> date | None:
    try:
        return datetime.strptime(value, form).date()
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one edition of a data set's files. ``nulls`` are words that stand for no value."""

    source: str
    title: str
    edition: str
    has_header: bool
    nulls: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def faults(self, fields: Sequence[str]) -> list[str]:
        """What is wrong with a line's fields: their number alone, or each field that is wrong."""
        if len(fields) != len(self.columns):
            return [f"{len(fields)} columns instead of {len(self.columns)}"]
        found = []
        for number, (column, value) in enumerate(zip(self.columns, fields, strict=True), start=1):
            if fault := self.fault(column, value):
                found.append(f"column {number}, {column.name}: {fault}")
        return found

    def fault(self, column: Column, value: str) -> str:
        """What is wrong with a value, which may be none; empty if nothing is."""
        if not value or value in self.nulls:
            return "is empty" if column.required else ""
        return column.fault(value)

    def fit(self, fields: Sequence[str]) -> float:
        """Which share of a line's fields can stand where they stand, in [0, 1]; 0 with another number of fields."""
        if len(fields) != len(self.columns):
            return 0.0
        return 1 - len(self.faults(fields)) / len(self.columns)


@lru_cache(maxsize=len(SOURCES))
def layouts(source: str) -> tuple[Layout, ...]:
    """The editions of a source's files, the present one first."""
    data = tomllib.loads((resources.files("abstand.sources.tables") / "data" / f"{source}.toml").read_text("utf-8"))
    return tuple(_layout(source, edition, data) for edition in data["editions"])


def _layout(source: str, edition: str, data: Mapping[str, Any]) -> Layout:
    columns = tuple(
        Column(**{key: value for key, value in column.items() if key != "editions"})
        for column in data["columns"]
        if edition in column.get("editions", data["editions"])
    )
    has_header = edition in data.get("header", ())
    return Layout(source, data["title"], edition, has_header, tuple(data.get("nulls", ())), columns)
