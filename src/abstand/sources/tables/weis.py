"""KEDS/WEIS events in an R data file: a data frame of date (days since 1970), source, target, code."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from abstand.errors import InputError
from abstand.model import Problem
from abstand.sources.tables.codes import codes
from abstand.sources.tables.keeping import Dyads, kept
from abstand.sources.tables.parties import Parties
from abstand.sources.tables.rfiles import r_objects
from abstand.sources.tables.schema import Chunk

SOURCE = "weis"
COLUMNS = ("date", "source", "target", "code")
EPOCH = date(1970, 1, 1)  # R counts days from here


def read(file: Path, parties: Parties) -> Chunk:
    """The events of the first data frame with the four columns. Raises InputError if there is none."""
    frame = next((frame for frame in r_objects(file).values() if {*COLUMNS} <= {*frame}), None)
    if frame is None:
        raise InputError(f"{file}: holds no KEDS/WEIS events, a data frame with the columns {', '.join(COLUMNS)}")
    rows = list(zip(*(frame[name] for name in COLUMNS), strict=True))
    faults = {number: fault for number, row in enumerate(rows, start=1) if (fault := _fault(*row))}
    good = [row for number, row in enumerate(rows, start=1) if number not in faults]
    sides = [np.array([parties.weis(row[at]) for row in good], dtype=object) for at in (1, 2)]
    dyads = Dyads.of(sides[0], sides[1])
    table = kept(SOURCE, _columns([good[at] for at in dyads.keep], dyads), len(dyads.keep))
    unknown = Counter(good[row][at][:3] for at, rows_ in zip((1, 2), dyads.unknown, strict=True) for row in rows_)
    problems = tuple(Problem("import", f"{file}, row {number}", fault) for number, fault in faults.items())
    return Chunk(len(rows), table, problems, dyads.left_out, unknown)


def _fault(day: Any, actor: Any, target: Any, code: Any) -> str:
    if not isinstance(day, float) or not np.isfinite(day):
        return f"date is {day!r:.40}, no number of days since 1970"
    if not all(isinstance(party, str) and len(party) >= 3 for party in (actor, target)):
        return f"source {actor!r:.40} or target {target!r:.40} is no actor code of three letters or more"
    return "" if code in codes("weis") else f"code {code!r:.40} is no WEIS event code"


def _columns(rows: list[tuple[float, str, str, str]], dyads: Dyads) -> dict[str, pa.Array]:
    known = [codes("weis")[row[3]] for row in rows]
    return {
        "first": pa.array([EPOCH + timedelta(days=int(row[0])) for row in rows], pa.date32()),
        "actor": dyads.actors,
        "recipient": dyads.recipients,
        "actor_name": pa.array([row[1] for row in rows], pa.string()),
        "recipient_name": pa.array([row[2] for row in rows], pa.string()),
        "type": pa.array([code.type for code in known], pa.string()),
        "mode": pa.array([code.mode for code in known], pa.string()),
        "code": pa.array([row[3] for row in rows], pa.string()),
        "score": pa.array([code.score for code in known], pa.float64()),
    }
