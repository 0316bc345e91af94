"""Pages: they answer, in each language, keep their address, escape what documents say, and know what is not there."""

import re

import pytest
from fastapi.testclient import TestClient

from abstand.model import LANGUAGES
from abstand.store import Store

PAGES = ("/", "/pair/KAZ/RUS", "/coverage", "/method", "/compare?pairs=KAZ/RUS,KAZ/CHN", "/document/d-a")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_each_page_is_told_in_each_language(client: TestClient, path: str, language: str) -> None:
    answer = client.get(path, params=None if "?" in path else {"lang": language})
    if "?" in path:
        answer = client.get(f"{path}&lang={language}")
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text
    assert answer.text.count("<h1") == 1


def test_the_browsers_language_is_taken_where_none_is_asked_for(client: TestClient) -> None:
    answer = client.get("/", headers={"Accept-Language": "it, kk;q=0.9, en;q=0.5"})
    assert '<html lang="kk">' in answer.text


def test_the_two_reports_of_a_meeting_are_one_event(client: TestClient) -> None:
    page = client.get("/pair/KAZ/RUS?lang=en").text
    assert "2 events" in page
    assert "2 reports" in page


def test_what_stands_in_a_row_is_parted_by_spaces(client: TestClient, store: Store) -> None:
    event = store.events()[0].id
    for path in ("/pair/KAZ/RUS", "/document/d-a", f"/event/{event}", "/search?q=met"):
        page = client.get(path).text
        assert "·" in page
        assert not re.search(r"\S·|·\S", page), path


def test_a_pair_is_found_by_any_name(client: TestClient) -> None:
    assert "Kazakhstan</a> – " in client.get("/pair/Казахстан/Russie?lang=en").text


@pytest.mark.parametrize(
    ("query", "events"),
    [
        ("type=CONSULT", 1), ("status=denied", 0), ("domain=military", 0), ("direction=there", 1),
        ("direction=back", 2), ("since=2022-09-01", 1), ("until=2022-08-31", 1), ("type=&status=", 2),
    ],
)  # fmt: skip
def test_the_chronicle_is_filtered_by_the_address(client: TestClient, query: str, events: int) -> None:
    page = client.get(f"/pair/KAZ/RUS?lang=en&{query}").text
    assert re.search(r'class="count">(\d+) event', page)[1] == str(events)  # type: ignore[index]


def test_the_words_of_the_act_are_marked(client: TestClient) -> None:
    assert re.search(r'<mark class="act"[^>]*>met</mark>', client.get("/pair/KAZ/RUS?lang=en").text)


def test_nothing_that_a_document_says_becomes_markup(client: TestClient, store: Store) -> None:
    event = next(event.id for event in store.events() if "r-c" in event.reports)
    for path in ("/pair/KAZ/RUS", "/document/d-c", f"/event/{event}", "/coverage"):
        page = client.get(path).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "javascript:" not in page
        assert "<b>at all" not in page


def test_other_languages_lead_to_the_same_page(client: TestClient) -> None:
    page = client.get("/pair/KAZ/RUS?lang=en&status=denied").text
    assert 'href="/pair/KAZ/RUS?status=denied&amp;lang=kk"' in page


def test_silence_is_told_as_silence(client: TestClient) -> None:
    assert "not evidence of quiet" in client.get("/pair/FRA/BRA?lang=en").text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/event/none", 404), ("/document/none", 404), ("/pair/KAZ/Nowhereland", 404), ("/pair/KAZ/Kasachstan", 422),
        ("/pair/KAZ/RUS?type=HUG", 422), ("/pair/KAZ/RUS?since=soon", 422), ("/pair/KAZ/RUS?lang=it", 422),
        ("/pair/KAZ/RUS?page=0", 422), ("/compare?pairs=KAZ", 422), ("/compare?pairs=" + ",".join(
            f"KAZ/{code}" for code in ("RUS", "CHN", "FRA", "DEU", "USA", "GBR", "JPN")), 422),
        ("/static/../app.py", 404), ("/nothing", 404), ("/chart/pair/FRA/BRA.svg", 404),
    ],
)  # fmt: skip
def test_what_is_not_there_or_cannot_be_meant_is_said(client: TestClient, path: str, status: int) -> None:
    assert client.get(path).status_code == status
