"""Small files of every format, written by hand, and the gazetteer to read them with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest

from abstand.entities import default
from abstand.sources.tables import Chunk, read_file
from abstand.sources.tables.layouts import layouts

EVENT = {
    "GLOBALEVENTID": "1000000001", "SQLDATE": "20220819", "MonthYear": "202208", "Year": "2022",
    "FractionDate": "2022.6301",
    "Actor1Code": "KAZGOV", "Actor1Name": "KAZAKHSTAN", "Actor1CountryCode": "KAZ", "Actor1Type1Code": "GOV",
    "Actor2Code": "RUS", "Actor2Name": "RUSSIA", "Actor2CountryCode": "RUS", "IsRootEvent": "1", "EventCode": "042",
    "EventBaseCode": "042", "EventRootCode": "04", "QuadClass": "1", "GoldsteinScale": "1.9", "NumMentions": "10",
    "NumSources": "2", "NumArticles": "9", "AvgTone": "-1.5", "Actor1Geo_Type": "1", "Actor1Geo_FullName": "Kazakhstan",
    "Actor1Geo_CountryCode": "KZ", "Actor1Geo_ADM1Code": "KZ", "Actor1Geo_Lat": "48", "Actor1Geo_Long": "68",
    "DATEADDED": "20220820121500", "SOURCEURL": "https://example.org/a",
}  # fmt: skip


def gdelt(edition: int = 0, **changed: str) -> str:
    """A line of an edition (0: 2.0, 1: 1.0, 2: 1.0 without link) with some fields changed."""
    fields = {**EVENT, **({"DATEADDED": "20220820"} if edition else {}), **changed}
    return "\t".join(fields.get(name, "") for name in layouts("gdelt")[edition].names) + "\n"


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    def written(name: str, content: str | bytes) -> Path:
        file = tmp_path / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    return written


def whole(source: str, file: Path) -> Chunk:
    """All chunks of a file as one."""
    chunks = list(read_file(source, file, default()))
    total = Chunk(sum(chunk.read for chunk in chunks), pa.concat_tables([chunk.rows for chunk in chunks]))
    for chunk in chunks:
        total.left_out.update(chunk.left_out)
        total.unknown.update(chunk.unknown)
    return Chunk(total.read, total.rows, tuple(p for c in chunks for p in c.problems), total.left_out, total.unknown)
