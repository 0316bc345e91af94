"""Every table of the pages as a file: CSV to open anywhere, Parquet with its types, JSON as rows."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from enum import StrEnum
from typing import Any, Literal

import pyarrow as pa
import pyarrow.parquet as parquet
from fastapi import APIRouter
from fastapi.responses import Response
from pyarrow import csv

from abstand.entities import default, resolve
from abstand.errors import InputError, NoData
from abstand.measuring.weights import plover
from abstand.store import Store
from abstand.telling.counting import month_counts, outlet_counts
from abstand.telling.listing import listed
from abstand.telling.told import tell_listed
from abstand.telling.views.compare import pairs_of
from abstand.telling.views.sensitivity import sensitivity_page
from abstand.telling.views.step import shown_steps
from abstand.telling.words import words
from abstand.web.asking import Language, TheStore
from abstand.web.measured import Measured, TheMeasured

router = APIRouter(responses={404: {"description": "Nothing of the kind is stored."}})
Form = Literal["json", "csv", "parquet"]
Rows = list[dict[str, Any]]
MEDIA = {"json": "application/json", "csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
MOST_EVENTS = 5_000  # of a chronicle in one file; `abstand store export` writes all


class Table(StrEnum):
    """The tables of the pages."""

    PAIRS = "pairs"
    OUTLETS = "outlets"
    MONTHS = "months"
    PROBLEMS = "problems"
    SCORES = "scores"
    WEIGHTS = "weights"
    PARTNERS = "partners"
    CHRONICLE = "chronicle"
    STEPS = "steps"
    SENSITIVITY = "sensitivity"


@router.get("/tables/{name}.{form}", response_class=Response)
def table(
    name: Table, form: Form, language: Language, store: TheStore, measured: TheMeasured, state: str = "", pair: str = ""
) -> Response:
    """A table; that of partners asks for ``state=KAZ``, those of a pair for ``pair=KAZ/RUS``."""
    if name is Table.PARTNERS:
        found = _rows(measured.state(store, resolve(state), language).partners)
    elif name in OF_PAIR:
        found = OF_PAIR[name](store, measured, _one_pair(pair), language)
    else:
        found = OF_STORE[name](store, measured)
    if not found:
        raise NoData(f"the table {name} has no rows")
    return written(pa.Table.from_pylist([_flat(row) for row in found]), form)


def written(rows: pa.Table, form: Form) -> Response:
    """The table as a file; lists are joined by ``;`` in CSV."""
    file = io.BytesIO()
    if form == "json":
        file.write(json.dumps(rows.to_pylist(), default=str, ensure_ascii=False).encode())
    elif form == "csv":
        csv.write_csv(pa.Table.from_pylist([_joined(row) for row in rows.to_pylist()]), file)
    else:
        parquet.write_table(rows, file)
    return Response(file.getvalue(), media_type=MEDIA[form])


def _one_pair(asked: str) -> tuple[str, str]:
    pairs = pairs_of(asked)
    if len(pairs) != 1:
        raise InputError(f"{asked!r} is not one pair; ask as ?pair=KAZ/RUS")
    return pairs[0]


def _rows(items: Iterable[Any]) -> Rows:
    return [asdict(item) for item in items]


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    """A sentence in one piece, not cut at what is marked in it."""
    if "sentence" in row:
        row["sentence"] = "".join(part["text"] for part in row["sentence"])
    return row


def _joined(row: dict[str, Any]) -> dict[str, Any]:
    return {name: ";".join(map(str, value)) if isinstance(value, list) else value for name, value in row.items()}


def _scores(store: Store, measured: Measured) -> Rows:
    return [{"type": type_.value, "score": score} for type_, score in plover().scores.items()]


def _weights(store: Store, measured: Measured) -> Rows:
    return [{"status": status.value, "weight": weight} for status, weight in plover().precision.items()]


def _chronicle(store: Store, measured: Measured, pair: tuple[str, str], language: str) -> Rows:
    events = listed(measured.rows_of(store, *pair), pair)[:MOST_EVENTS]
    return _rows(tell_listed(store, pair, events, words(language), default()))


def _steps(store: Store, measured: Measured, pair: tuple[str, str], language: str) -> Rows:
    return _rows(shown_steps(store, pair, words(language), default(), measured.steps))


def _sensitivity(store: Store, measured: Measured, pair: tuple[str, str], language: str) -> Rows:
    return _rows(sensitivity_page(measured.sensitivity(store, *pair), language, default()).choices)


OF_STORE: dict[Table, Callable[[Store, Measured], Rows]] = {
    Table.PAIRS: lambda store, measured: _rows(measured.pairs(store)),
    Table.OUTLETS: lambda store, measured: _rows(outlet_counts(store)),
    Table.MONTHS: lambda store, measured: _rows(month_counts(store)),
    Table.PROBLEMS: lambda store, measured: _rows(store.problems()),
    Table.SCORES: _scores,
    Table.WEIGHTS: _weights,
}
OF_PAIR: dict[Table, Callable[[Store, Measured, tuple[str, str], str], Rows]] = {
    Table.CHRONICLE: _chronicle,
    Table.STEPS: _steps,
    Table.SENSITIVITY: _sensitivity,
}
