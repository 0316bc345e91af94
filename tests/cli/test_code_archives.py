"""``abstand code`` with web archives, dumps and saved feeds."""

import gzip

from cli_texts import MEETING

from abstand.store import open_store

SPORT = "After the match the coach praised the defence, which gave away hardly anything. "


def response(address: str, page: str, status: str = "200 OK", kind: str = "text/html; charset=utf-8") -> bytes:
    """A record of a WARC file, packed by itself, fetched on 6 May 2023."""
    block = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n{page}".encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:x:{address}>\r\nWARC-Target-URI: {address}\r\n"
        "WARC-Date: 2023-05-06T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + block + b"\r\n\r\n")


def page(text: str, day: str = "2023-05-05") -> str:
    head = f'<meta property="article:published_time" content="{day}"><title>News of the day</title>'
    body = f"<article><h1>News of the day</h1><p>{text}</p></article>"
    return f'<html lang="en"><head>{head}</head><body>{body}</body></html>'


def test_a_web_archive_is_coded_and_what_is_left_out_is_counted(abstand, file):
    polish = "Prezydent Kazachstanu spotkał się w Moskwie z prezydentem Rosji i rozmawiał z nim o gazie. " * 5
    records = [
        response("https://a.example/1", page(f"{MEETING} {SPORT}")),
        response("https://a.example/2", page(SPORT * 5)),
        response("https://a.example/3", page(polish).replace('lang="en"', 'lang="pl"')),
        response("https://a.example/4", "", "302 Found"),
        response("https://a.example/5", page("Gone"), "404 Not Found"),
        response("https://a.example/6", "%PDF", kind="application/pdf"),
        response("https://a.example/7", page("Russia, China.")),
        response("https://a.example/8", page(f"{MEETING} {SPORT} Again.", day="2023-06-01")),
    ]
    damaged = records[2][:40] + b"\x00" * 20 + records[2][60:]
    file("news.warc.gz", b"".join((*records[:2], damaged, *records[2:])))
    said = abstand("code", "news.warc.gz", "--jobs", "1", "--json", "--coder", "cues")
    (row,) = said.rows
    assert said.status == 0
    assert (row["read"], row["coded"], row["reports"]) == (5, 2, 2)
    assert row["left out"] == {
        "names fewer than two parties": 1, "another language": 1, "redirects": 1, "HTTP errors": 1, "no HTML": 1,
        "no article on the page": 1,
    }  # fmt: skip
    (problem,) = row["problems"]
    assert problem["source"] == "news.warc.gz, after record 2"
    days = {document.url: document.published_on for document in open_store("abstand-store").documents()}
    assert str(days["https://a.example/1"]) == "2023-05-05"
    assert days["https://a.example/8"] is None, (
        "a day after the page was fetched is wrong, and that of fetching is none"
    )


def test_the_closing_table_names_what_was_left_out(abstand, file):
    file("news.warc.gz", response("https://a.example/4", "", "302 Found"))
    assert "left out: redirects  1" in abstand("code", "news.warc.gz", "--jobs", "1").out


def test_columns_of_a_dump_are_mapped(abstand, file):
    file("dump.csv", f"nr;body;day\n1;{MEETING};23/08/2022\n2;{MEETING} Twice.;yesterday\n")
    mapped = ["--columns", "text=body,published=day", "--day-format", "%d/%m/%Y"]
    said = abstand("code", "dump.csv", *mapped, "--jobs", "1", "--json", "--lang-in", "en")
    assert said.rows[0]["coded"] == 1
    assert [problem["source"] for problem in said.rows[0]["problems"]] == ["dump.csv, row 3"]
    (document,) = open_store("abstand-store").documents()
    assert str(document.published_on) == "2022-08-23"


def test_a_dump_without_the_column_of_texts_says_which_it_has(abstand, file):
    file("dump.csv", "nr,body\n1,x\n")
    said = abstand("code", "dump.csv", "--jobs", "1")
    assert said.status == 1
    assert "`text`" in said.err
    assert "nr, body" in said.err


def test_a_wrong_mapping_is_wrong_use(abstand, file):
    file("dump.csv", "text\nx\n")
    for options in (["--columns", "words=body"], ["--columns", "text"]):
        said = abstand("code", "dump.csv", *options)
        assert said.status == 2
        assert "FIELD=COLUMN" in said.err
    assert abstand("code", "--jsonl", "-", "--columns", "text=body", stdin=b"").status == 2


def test_a_saved_feed_is_coded(abstand, file):
    entry = f"<entry><title>News</title><published>2022-08-23T10:00:00Z</published><content>{MEETING}</content></entry>"
    file("a.atom", f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Paper</title>{entry}</feed>')
    assert abstand("code", "a.atom", "--jobs", "1", "--json", "--lang-in", "en").rows[0]["types"] == {"CONSULT": 1}
    (document,) = open_store("abstand-store").documents()
    assert (document.outlet, str(document.published_on)) == ("Paper", "2022-08-23")
