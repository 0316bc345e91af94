"""Feeds are well-formed and escape what documents say; a chart may be framed, a page may not."""

import feedparser
from fastapi.testclient import TestClient


def test_the_newest_acts_of_a_pair(client: TestClient) -> None:
    answer = client.get("/feed/pair/KAZ/RUS.atom?lang=de")
    found = feedparser.parse(answer.content)
    assert answer.headers["content-type"].startswith("application/atom+xml")
    assert not found.bozo, "the feed is no well-formed XML"
    assert found.feed.title == "Kasachstan – Russland"
    assert found.feed.updated == "2022-09-02T00:00:00Z"
    assert len(found.entries) == 2
    assert "<script>alert(1)</script>" in found.entries[0].content[0].value, "quoted as text, not taken away"
    assert "javascript:" not in answer.text


def test_a_pair_without_reports_has_an_empty_feed(client: TestClient) -> None:
    assert feedparser.parse(client.get("/feed/pair/FRA/BRA.atom").content).entries == []


def test_a_chart_may_be_framed(client: TestClient) -> None:
    answer = client.get("/embed/pair/KAZ/RUS")
    assert "/chart/pair/KAZ/RUS.svg" in answer.text
    assert "frame-ancestors *" in answer.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in client.get("/pair/KAZ/RUS").headers["content-security-policy"]


def test_a_state_has_a_feed_of_its_newest_acts(client: TestClient) -> None:
    answer = client.get("/feed/state/KAZ.atom?lang=en")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    assert "urn:abstand:state:KAZ" in answer.text
    assert answer.text.index("China") < answer.text.index("Russia"), "the latest act comes first"
