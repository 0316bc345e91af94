"""Every table of the pages as CSV, Parquet and JSON with the same rows; the sensitivity of a pair."""

import csv
import io

import pyarrow.parquet as parquet
import pytest
from fastapi.testclient import TestClient

from abstand.web.tables import Table

ASKED = {Table.PARTNERS: "state=KAZ", Table.CHRONICLE: "pair=KAZ/RUS", Table.SENSITIVITY: "pair=KAZ/RUS"}
TABLES = [table for table in Table if table is not Table.STEPS]  # the small store has no step


@pytest.mark.parametrize("table", TABLES)
def test_a_table_in_three_forms(client: TestClient, table: Table) -> None:
    def file(form: str) -> bytes:
        answer = client.get(f"/api/tables/{table}.{form}?{ASKED.get(table, '')}&lang=en")
        assert answer.status_code == 200
        return answer.content

    rows = list(csv.DictReader(io.StringIO(file("csv").decode())))
    held = parquet.read_table(io.BytesIO(file("parquet")))
    assert len(rows) == held.num_rows == file("json").count(b'": ') // len(held.column_names) > 0
    assert list(rows[0]) == held.column_names


def test_lists_are_joined_and_sentences_are_whole(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/api/tables/chronicle.csv?pair=KAZ/RUS").text)))
    assert rows[1]["languages"] == "en;ru"
    assert rows[0]["sentence"].startswith("<script>alert(1)</script> Russia accused")


@pytest.mark.parametrize(
    ("asked", "status"),
    [("steps.csv?pair=KAZ/RUS", 404), ("steps.csv", 422), ("chronicle.csv?pair=KAZ/RUS,KAZ/CHN", 422),
     ("partners.csv?state=Nowhereland", 404), ("hugs.csv", 422), ("pairs.xls", 422)],
)  # fmt: skip
def test_what_is_no_table(client: TestClient, asked: str, status: int) -> None:
    answer = client.get(f"/api/tables/{asked}")
    assert (answer.status_code, bool(answer.json()["detail"])) == (status, True)


def test_how_much_depends_on_our_choices(client: TestClient) -> None:
    found = client.get("/api/sensitivity/KAZ/RUS").json()
    assert found["choices"][0]["name"] == "plover"
    assert {"Издание", "The Outlet"} <= {choice["outlet"] for choice in found["choices"]}
    page = client.get("/sensitivity/KAZ/RUS?lang=en").text
    assert "Goldstein" in page
    assert "without The Outlet" in page


def test_pages_offer_their_tables(client: TestClient) -> None:
    for path, table in (("/", "pairs"), ("/coverage", "outlets"), ("/method", "scores"), ("/state/KAZ", "partners")):
        assert f"/api/tables/{table}.csv?" in client.get(path).text
