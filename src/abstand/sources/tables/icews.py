"""ICEWS: the tables of Dataverse, and the rows of four columns made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from abstand.sources.tables.blocks import Block
from abstand.sources.tables.checking import Faults, checked
from abstand.sources.tables.codes import cameo_by_label, cameo_code, codes
from abstand.sources.tables.keeping import Dyads, day_column, kept, mapped
from abstand.sources.tables.layouts import Layout
from abstand.sources.tables.parties import Parties, Party
from abstand.sources.tables.schema import Chunk, LeftOut

SOURCE = "icews"
FOUR_COLUMNS = "four columns"


def read(block: Block, layout: Layout, parties: Parties) -> Chunk:
    """A block's events between two of our states or organisations."""
    good = checked(block, layout, no_known_label if layout.edition == FOUR_COLUMNS else _no_known_code)
    table = good.table
    sides = [_parties(table, who, layout, parties) for who in ("Source", "Target")]
    dyads = Dyads.of(sides[0], sides[1])
    rows = table.take(pa.array(dyads.keep))
    event = mapped(rows["Event Text"], _by_label) if layout.edition == FOUR_COLUMNS else _event_codes(rows)
    columns = {
        "first": day_column(rows["Event Date"], layout, "Event Date"),
        "actor": dyads.actors,
        "recipient": dyads.recipients,
        "actor_name": rows["Source Name"].cast(pa.string()),
        "recipient_name": rows["Target Name"].cast(pa.string()),
        "code": event,
        **_meanings(event),
    }
    if layout.edition != FOUR_COLUMNS:
        columns |= {
            "own_id": rows["Event ID"].cast(pa.string()),
            "score": rows["Intensity"],
            "outlet": rows["Publisher"].cast(pa.string()),
        }
    unknown = _unknown(table, dyads, layout)
    return Chunk(good.read, kept(SOURCE, columns, len(dyads.keep)), good.problems, dyads.left_out, unknown)


def _by_label(label: str) -> str | None:
    return cameo_by_label().get(label.strip().casefold())


def no_known_label(table: pa.Table) -> Faults:
    """Rows whose event name is none of CAMEO's: without a code they have neither type nor score."""
    return _unlike(table["Event Text"], lambda label: None if _by_label(label) else "is no event name of CAMEO")


def _no_known_code(table: pa.Table) -> Faults:
    return _unlike(
        table["CAMEO Code"], lambda code: None if cameo_code(code) in codes("cameo") else "is no CAMEO event code"
    )


def _unlike(column: pa.ChunkedArray, fault: Callable[[str], str | None]) -> Faults:
    faults = mapped(column, lambda word: f"{word!r} {why}" if (why := fault(word)) else None).to_pylist()
    return {row: reason for row, reason in enumerate(faults) if reason}


def _event_codes(rows: pa.Table) -> pa.Array:
    return mapped(rows["CAMEO Code"], cameo_code)


def _meanings(event: pa.Array) -> dict[str, pa.Array]:
    known = [codes("cameo")[code] for code in event.to_pylist()]
    return {
        "type": pa.array([code.type for code in known], pa.string()),
        "mode": pa.array([code.mode for code in known], pa.string()),
        "score": pa.array([code.score for code in known], pa.float64()),
    }


def _parties(table: pa.Table, who: str, layout: Layout, parties: Parties) -> NDArray[np.object_]:
    names = table[f"{who} Name"].to_pylist()
    if layout.edition == FOUR_COLUMNS:
        return _objects([parties.actor(name) for name in names])
    countries, sectors = table[f"{who} Country"].to_pylist(), table[f"{who} Sectors"].to_pylist()
    return _objects([_party(*row, parties) for row in zip(names, countries, sectors, strict=True)])


def _party(name: str, country: str | None, sectors: str | None, parties: Parties) -> Party:
    if not country:
        return parties.actor(name)
    if parties.is_armed(sectors or "") or parties.actor(name) is LeftOut.ARMED:
        return LeftOut.ARMED
    return parties.country(country)


def _objects(found: list[Party]) -> NDArray[np.object_]:
    array = np.empty(len(found), dtype=object)
    array[:] = found
    return array


def _unknown(table: pa.Table, dyads: Dyads, layout: Layout) -> Counter[str]:
    found: Counter[str] = Counter()
    for who, rows in zip(("Source", "Target"), dyads.unknown, strict=True):
        part = table.take(pa.array(rows))
        names = part[f"{who} Name"].to_pylist()
        places = names if layout.edition == FOUR_COLUMNS else part[f"{who} Country"].to_pylist()
        found.update(place or name for place, name in zip(places, names, strict=True))
    return found
