"""What is kept between requests: a pair is measured from its own rows, anew when something is judged."""

from datetime import UTC, datetime

import pyarrow as pa

from abstand import measuring, pipeline
from abstand.judging import making
from abstand.judging.making import By
from abstand.measuring.rows import report_rows
from abstand.store import Store
from abstand.telling.selection import Selection
from abstand.web.measured import Measured, places_of


def test_a_code_is_found_in_all_its_rows() -> None:
    texts = pa.list_(pa.string())
    sides = {"actors": [["KAZ", "RUS"], ["RUS"], []], "recipients": [[], ["KAZ", "RUS"], []]}
    rows = pa.table({name: pa.array(values, texts) for name, values in sides.items()})
    assert {code: places.tolist() for code, places in places_of(rows).items()} == {"KAZ": [0, 1], "RUS": [0, 1]}
    assert places_of(rows.slice(0, 0)) == {}


def test_the_rows_of_a_pair_measure_it_as_all_rows_do(fresh_store: Store) -> None:
    measured = Measured()
    assert measured.rows_of(fresh_store, "KAZ", "RUS").num_rows == 3
    assert measured.rows_of(fresh_store, "KAZ", "BRA").num_rows == 0
    prior = measured._prior(fresh_store, (fresh_store.version, fresh_store.stamp("judgements")))
    whole = measuring.distance(fresh_store, "KAZ", "RUS", rows=report_rows(fresh_store), prior=prior)
    assert measured.distance(fresh_store, "KAZ", "RUS") == whole


def test_what_is_kept_ends_with_a_judgement(fresh_store: Store) -> None:
    measured = Measured()
    before = measured.pair(fresh_store, ("KAZ", "RUS"), Selection(), "en")
    assert measured.pair(fresh_store, ("KAZ", "RUS"), Selection(), "en") is before
    coded = fresh_store.coded_entry("r-c")
    assert coded is not None
    pipeline.judge(fresh_store, [making.reject(coded, fresh_store.docket(["d-c"]), By("x", datetime.now(UTC)))])
    assert measured.pair(fresh_store, ("KAZ", "RUS"), Selection(), "en").paging.total == before.paging.total - 1
