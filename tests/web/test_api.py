"""The JSON interface says what the pages say; tables come as files, charts as pictures."""

import io

import pyarrow.parquet as parquet
import pytest
from fastapi.testclient import TestClient


def test_a_pair(client: TestClient) -> None:
    pair = client.get("/api/pair/KAZ/RUS", params={"lang": "de"}).json()
    assert (pair["a"], pair["b"], pair["name_b"]) == ("KAZ", "RUS", "Russland")
    assert [event["type"] for event in pair["events"]] == ["ACCUSE", "CONSULT"]
    assert pair["events"][1]["languages"] == ["en", "ru"]
    assert pair["paging"] == {"page": 1, "pages": 1, "total": 2}
    assert 0 <= pair["now"]["low"] <= pair["now"]["distance"] <= pair["now"]["high"] <= 1
    assert pair["events"][0]["url"] == "", "no address but those of the web"


def test_the_sentence_is_whole(client: TestClient) -> None:
    event = client.get("/api/pair/KAZ/CHN").json()["events"][0]
    assert "".join(part["text"] for part in event["sentence"]) == "Astana denied that China had threatened it."
    assert event["status"] == "denied"


def test_pages_past_the_last_are_empty(client: TestClient) -> None:
    assert client.get("/api/pair/KAZ/RUS?page=9").json()["events"] == []


def test_coverage_counts_what_was_read(client: TestClient) -> None:
    coverage = client.get("/api/coverage").json()
    assert sum(row["documents"] for row in coverage["outlets"]) == 4
    assert coverage["months"][0] == {"month": "2022-09", "documents": 2, "reports": 2}
    assert coverage["total"] == 1


def test_home_counts_events_and_reports(client: TestClient) -> None:
    pairs = {(pair["a"], pair["b"]): (pair["events"], pair["reports"]) for pair in client.get("/api/").json()["pairs"]}
    assert pairs == {("KAZ", "RUS"): (2, 3), ("CHN", "KAZ"): (1, 1)}


def test_errors_are_json(client: TestClient) -> None:
    answer = client.get("/api/event/none")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/json")
    assert "none" in answer.json()["detail"]


def test_the_series_as_files(client: TestClient) -> None:
    rows = client.get("/api/series/KAZ/RUS.json").json()
    lines = client.get("/api/series/KAZ/RUS.csv").text.splitlines()
    table = parquet.read_table(io.BytesIO(client.get("/api/series/KAZ/RUS.parquet").content))
    assert len(rows) == len(lines) - 1 == table.num_rows > 0
    assert rows[0]["day"].startswith("2022-08-19")


@pytest.mark.parametrize("path", ["/chart/pair/KAZ/RUS", "/chart/compare"])
@pytest.mark.slow
def test_charts_are_drawn(client: TestClient, path: str) -> None:
    query = "?pairs=KAZ/RUS" if "compare" in path else ""
    assert client.get(f"{path}.svg{query}").text.startswith("<svg")
    assert client.get(f"{path}.png{query}").content.startswith(b"\x89PNG")


def test_a_drawing_follows_the_readers_theme(client: TestClient) -> None:
    assert "prefers-color-scheme: dark" in client.get("/chart/pair/KAZ/RUS.svg").text


def test_the_chart_for_the_browser_names_no_other_host(client: TestClient) -> None:
    spec = client.get("/api/chart/pair/KAZ/RUS.json").json()
    assert spec["layer"]
    assert "url" not in str(spec["layer"])
