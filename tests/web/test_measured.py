"""What is kept between requests: a pair is measured from its own rows, anew when something is judged."""

from dataclasses import replace
from datetime import UTC, datetime
from unittest.mock import Mock

import pyarrow as pa
import pytest
from fastapi.testclient import TestClient

from abstand import measuring, pipeline
from abstand.entities import default
from abstand.judging import making
from abstand.judging.making import By
from abstand.measuring.rows import report_rows
from abstand.store import Store
from abstand.telling.selection import Selection
from abstand.telling.views.event import event_view
from abstand.telling.words import words
from abstand.web import create_app
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


def test_the_pairs_most_written_about_wait_for_nobody(fresh_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    measured, measure = Measured(), Mock(side_effect=measuring.distance)
    monkeypatch.setattr(measuring, "distance", measure)
    measured.begin(fresh_store)
    pairs = [(count.a, count.b) for count in measured.pairs(fresh_store)]
    assert [call.args[1:] for call in measure.call_args_list] == pairs
    measured.distance(fresh_store, "KAZ", "RUS")
    assert ("KAZ", "RUS") in pairs
    assert measure.call_count == len(pairs)


def test_an_event_is_found_by_its_rows(fresh_store: Store) -> None:
    measured, client = Measured(), TestClient(create_app(fresh_store))
    for event in fresh_store.events():
        page = event_view(fresh_store, event.id, measured.rows(fresh_store), words("en"), default())
        assert (page.id, page.voices) == (event.id, event.voices)
        assert sorted(told.report for told in page.reports) == sorted(event.reports)
        assert client.get(f"/event/{event.id}").status_code == 200


def test_an_event_of_other_parties_and_days_is_whole_and_ends_with_its_reports(fresh_store: Store) -> None:
    """Its reports share neither a pair nor a day: nothing narrows where they are looked for."""
    one = next(event for event in fresh_store.events() if "r-c" in event.reports)
    fresh_store.replace_events([replace(one, reports=("r-c", "r-d"))])
    client = TestClient(create_app(fresh_store))
    assert [told["report"] for told in client.get(f"/api/event/{one.id}").json()["reports"]] == ["r-c", "r-d"]
    for id_ in ("r-c", "r-d"):
        coded = fresh_store.coded_entry(id_)
        assert coded is not None
        docket = fresh_store.docket([coded.document.id])
        fresh_store.add_judgements([making.reject(coded, docket, By("x", datetime.now(UTC)))])
    assert client.get(f"/api/event/{one.id}").status_code == 404, "all its reports were rejected"


def test_a_feed_is_kept_until_a_judgement(fresh_store: Store) -> None:
    measured = Measured()
    before = measured.newest(fresh_store, ("KAZ", "RUS"), "en")
    assert [told.report for told in before] == ["r-c", "r-a"]
    assert measured.newest(fresh_store, ("KAZ", "RUS"), "en") is before
    coded = fresh_store.coded_entry("r-c")
    assert coded is not None
    pipeline.judge(fresh_store, [making.reject(coded, fresh_store.docket(["d-c"]), By("x", datetime.now(UTC)))])
    assert [told.report for told in measured.newest(fresh_store, ("KAZ", "RUS"), "en")] == ["r-a"]


def test_what_is_kept_ends_with_a_judgement(fresh_store: Store) -> None:
    measured = Measured()
    before = measured.pair(fresh_store, ("KAZ", "RUS"), Selection(), "en")
    assert measured.pair(fresh_store, ("KAZ", "RUS"), Selection(), "en") is before
    coded = fresh_store.coded_entry("r-c")
    assert coded is not None
    pipeline.judge(fresh_store, [making.reject(coded, fresh_store.docket(["d-c"]), By("x", datetime.now(UTC)))])
    assert measured.pair(fresh_store, ("KAZ", "RUS"), Selection(), "en").paging.total == before.paging.total - 1
