"""Saved feeds: entries with full texts are given, teasers counted, broken XML told."""

from datetime import date
from pathlib import Path

from abstand.model import Problem
from abstand.sources import LeftOut, Raw, Reason
from abstand.sources.saved_feeds import read_feed

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Steppenblatt</title>
<entry><title>Besuch in &lt;b&gt;Astana&lt;/b&gt;</title><link rel="alternate" href="https://s.example/1"/>
<published>2022-08-20T01:30:00+06:00</published><updated>2023-01-01T00:00:00Z</updated>
<content type="html">&lt;p&gt;Der Minister reiste nach Astana.&lt;/p&gt;</content></entry>
<entry><title>Teaser</title><link href="https://s.example/2"/><summary>Nur ein Anriss.</summary></entry>
<entry><title>Ohne Tag</title><link href="https://s.example/3"/><updated>2023-01-01T00:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Zweiter Text.</p></div></content></entry>
</feed>"""
RSS = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Вестник</title><language>ru</language>
<item><title>Визит</title><link>https://v.example/1</link><pubDate>Fri, 19 Aug 2022 23:30:00 +0600</pubDate>
<description>Анонс.</description><content:encoded><![CDATA[<p>Министр прибыл в Ташкент.</p>]]></content:encoded></item>
<item><title>Длинное</title><link>https://v.example/2</link><description>{long}</description></item>
</channel></rss>""".replace("{long}", "Министр прибыл в Ташкент и встретился с коллегой. " * 20)


def put(file: Path, content: str) -> Path:
    file.write_text(content, encoding="utf-8")
    return file


def test_an_atom_feed_gives_its_full_texts(tmp_path: Path) -> None:
    file = put(tmp_path / "a.atom", ATOM)
    first, teaser, undated = read_feed(file)
    assert isinstance(first, Raw)
    assert (first.title, first.url, first.outlet) == ("Besuch in Astana", "https://s.example/1", "Steppenblatt")
    assert first.published == date(2022, 8, 20), "the day at the place of publication"
    assert first.source == f"{file}, entry 1"
    assert b"<p>Der Minister reiste nach Astana.</p>" in first.content
    assert teaser == LeftOut(Reason.TEASER)
    assert isinstance(undated, Raw)
    assert undated.published is None, "the day of a change is none"
    assert b"Zweiter Text." in undated.content


def test_an_rss_feed_gives_contents_and_long_descriptions(tmp_path: Path) -> None:
    first, second = read_feed(put(tmp_path / "a.rss", RSS))
    assert isinstance(first, Raw)
    assert isinstance(second, Raw)
    assert first.published == date(2022, 8, 19)
    assert "Министр прибыл в Ташкент." in first.content.decode()
    assert "Анонс" not in first.content.decode()
    assert b'lang="ru"' in first.content
    assert second.content.decode().count("Ташкент") == 20


def test_a_feed_that_breaks_off_gives_what_came_before(tmp_path: Path) -> None:
    *found, problem = read_feed(put(tmp_path / "a.rss", RSS[:700]), named=True)
    assert [type(item) for item in found] == [Raw]
    assert isinstance(problem, Problem)
    assert "after entry 1" in problem.source
    assert not problem.named


def test_other_xml_is_told(tmp_path: Path) -> None:
    for content in ("<urlset><url/></urlset>", "<entry>x</entry>", "no xml", ""):
        (problem,) = read_feed(put(tmp_path / "a.xml", content), named=True)
        assert isinstance(problem, Problem)
        assert problem.named


def test_entities_of_its_own_are_not_expanded(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "boom"><!ENTITY b "&a;&a;&a;">]>' + RSS.replace("Министр прибыл", "&b; прибыл", 2)
    found = list(read_feed(put(tmp_path / "a.rss", bomb)))
    assert all(b"boomboom" not in item.content for item in found if isinstance(item, Raw))
