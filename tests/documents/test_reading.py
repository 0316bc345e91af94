from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from abstand.documents import read_document
from abstand.documents.body import refine
from abstand.documents.plain import read_plain
from abstand.errors import InputError, NotText
from abstand.model import Basis

TODAY = date(2026, 1, 1)
PROSE = "Die Regierung hat das Treffen mit dem Nachbarland abgesagt, wie sie am Montag in der Hauptstadt mitteilte."
MORE = "Ein neuer Termin steht nicht fest. Beide Seiten wollen zuerst den Bericht der Kommission abwarten und prüfen."
LAST = "Die Kommission tagt im Mai zum ersten Mal. Sie besteht aus zwölf Fachleuten, sechs aus jedem der beiden Länder."


def read(text, **given):
    return read_document(text.encode(), source="a.txt", today=TODAY, **given)


def paragraphs(text, **given):
    return read(text, **given).text.split("\n\n")


def html(body, head=""):
    return f"<!DOCTYPE html><html lang='de'><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("text", "title", "first"),
    [
        (f"Minsk sagt ab\n\n{PROSE}", "Minsk sagt ab", PROSE),
        (f"Sagt Minsk ab?\n{PROSE}\n{MORE}", "Sagt Minsk ab?", PROSE),
        (f"Startseite      Minsk sagt wieder ab\n\n{PROSE}", "Minsk sagt wieder ab", PROSE),
        (f"Startseite > Politik > Minsk sagt wieder ab\n\n{PROSE}", "Minsk sagt wieder ab", PROSE),
        (f"Startseite Minsk sagt ab\n\nMinsk sagt ab\n\n{PROSE}", "Minsk sagt ab", PROSE),
        (f"Minsk sagt wieder ab | Beispielblatt\n\n{PROSE}", "Minsk sagt wieder ab", PROSE),
        (f"Teilen\nVon Anna Beispiel\nMinsk sagt ab\n\n{PROSE}", "Minsk sagt ab", PROSE),
        (f"MINSK SAGT AB\n\nMinsk sagt ab\n\n{PROSE}", "MINSK SAGT AB", PROSE),
        (f"{PROSE}\n\n{MORE}", "", PROSE),
        (f"Die Lage:\n\n{PROSE}", "", "Die Lage:"),
        ("Minsk sagt das Treffen ab", "", "Minsk sagt das Treffen ab"),
    ],
)
def test_title_of_plain_text(text, title, first):
    document = read(text)
    assert (document.title, document.text.split("\n\n")[0]) == (title, first)


def test_lines_are_paragraphs_unless_wrapped():
    assert paragraphs(f"{PROSE}\n{MORE}\n{LAST}") == [PROSE, MORE, LAST]
    wrapped = (
        "Die Regierung hat das Treffen mit dem Nachbarland abgesagt, wie\nsie am Montag in der Hauptstadt sagte.\n\n"
        + MORE
    )
    assert (
        paragraphs(wrapped)[0]
        == "Die Regierung hat das Treffen mit dem Nachbarland abgesagt, wie sie am Montag in der Hauptstadt sagte."
    )


def test_a_paragraph_printed_twice_is_kept_once():
    assert paragraphs(f"{PROSE}\n\n{MORE}\n\n{PROSE}") == [PROSE, MORE]


def test_a_teaser_that_breaks_off_goes():
    assert paragraphs(f"{PROSE[:70]}…\n\n{PROSE}\n\n{MORE}") == [PROSE, MORE]
    assert paragraphs(f"{PROSE}\n\nUnd dann kam der lange Winter, und niemand sprach mehr davon …\n\n{MORE}")[
        1
    ].endswith("…")


def test_the_text_ends_where_comments_begin():
    assert paragraphs(f"{PROSE}\n\n{MORE}\n\nKommentare\n\n{LAST}") == [PROSE, MORE]


def test_a_count_of_comments_under_the_title_does_not_end_the_text():
    assert paragraphs(f"Minsk sagt ab\n\n3 Kommentare\n\n{PROSE}\n\n{MORE}") == [PROSE, MORE]
    assert paragraphs(f"{PROSE}\n\n3 Kommentare\n\n{MORE}\n\n{LAST}") == [PROSE, MORE, LAST]


def test_links_under_a_heading_go_and_the_text_goes_on():
    assert paragraphs(f"{PROSE}\n\nMehr zum Thema\n\nRiga zögert\n\nOslo kürzt\n\n{MORE}") == [PROSE, MORE]


def test_bylines_at_both_ends():
    document = read(
        f"Minsk sagt ab\n\nVon Anna Beispiel\n\n{PROSE}\n\n{MORE}\n\n{LAST}\n\nMit Ergänzungen von Otto Muster"
    )
    assert document.authors == ("Anna Beispiel", "Otto Muster")
    assert document.text == f"{PROSE}\n\n{MORE}\n\n{LAST}"


def test_bylines_amid_the_text_are_text():
    quoted = f"{PROSE}\n\n{MORE}\n\nVon Anna Beispiel\n\n{LAST}"
    assert read(quoted).authors == ()


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        ("15. Oktober 2022", date(2022, 10, 15)),
        ("15. Oktober 2022\n\n15.10.2022, 12:00 Uhr", date(2022, 10, 15)),
        ("15. Oktober 2022\n\n16. Oktober 2022", None),
        ("15. Oktober 2036", None),
        ("Im Oktober 2022", None),
    ],
)
def test_dateline(lines, day):
    document = read(f"Minsk sagt ab\n\n{lines}\n\n{PROSE}")
    assert document.published_on == day
    assert document.published is None or document.published.basis is Basis.STATED


def test_a_day_to_come_from_the_caller_is_refused():
    with pytest.raises(InputError, match=r"^a\.txt: published on 2026-01-02, which is after today \(2026-01-01\)$"):
        read(PROSE, published=date(2026, 1, 2))


def test_a_day_to_come_on_the_page_is_dropped():
    page = html(
        f"<article><p>{PROSE}</p><p>{MORE}</p></article>",
        "<meta property='article:published_time' content='2026-01-02'>",
    )
    assert read(page).published is None


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "empty"),
        (b"a" * 20_000_001, "no article is so long"),
        ("这是一篇中文文章。".encode(), "CJK script"),
        (b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "no article text"),
        (b"<html></html>", "no article text"),
        (b"<p>Hallo</p>", "no article text"),
        (b"<!-- -->", "no article text"),
        (b'<?xml version="1.0"?><rss><channel><title>x</title></channel></rss>', "XML"),
        (b"<rss version='2.0'><channel/></rss>", "XML"),
        (b"Teilen\n\nDrucken", "no article text"),
    ],
)
def test_refusals_name_the_source_in_one_line(raw, message):
    with pytest.raises(InputError, match=rf"^a\.bin: [^\n]*{message}[^\n]*$"):
        read_document(raw, source="a.bin", today=TODAY)


def test_binary_is_no_text():
    with pytest.raises(NotText, match=r"a\.pdf: a PDF file"):
        read_document(b"%PDF-1.4", source="a.pdf", today=TODAY)


def test_a_language_that_is_none_of_ours():
    with pytest.raises(InputError, match="language 'tr'; Abstand reads de, fr, en, ru, kk"):
        read(PROSE, language="tr")


def test_the_text_is_clean():
    document = read("Minsk sagt ab\n\nDie Re\u00adgierung hat\u00a0das  Treffen abgesagt\u200b. U\u0308bung!")
    assert document.text == "Die Regierung hat das Treffen abgesagt. Übung!"


@pytest.mark.parametrize(
    ("around", "day"),
    [
        ("<h1>Minsk sagt ab</h1><span>15.10.2022</span>{}", date(2022, 10, 15)),
        ("<h1>Minsk sagt ab</h1><p>Veröffentlicht am 15. Oktober 2022</p>{}", date(2022, 10, 15)),
        (
            "<article><h1>Minsk sagt ab</h1><time datetime='2022-10-15T10:00'>gestern</time>{}</article>",
            date(2022, 10, 15),
        ),
        ("<h1>Minsk sagt ab</h1><span>15.10.2022</span><span>16.10.2022</span>{}", None),
        ("<div>15.10.2022</div>{}", None),
        ("<h1>Minsk sagt ab</h1>{}<footer>Stand 15.10.2022</footer>", None),
        ("<h1>Minsk sagt ab</h1>{}<aside><time datetime='2022-10-15'>15.10.</time></aside>", None),
        ("<h1>Minsk sagt ab</h1>{}", None),
    ],
)
def test_days_printed_on_pages(around, day):
    text = f"<p>{PROSE}</p><p>{MORE}</p><p>Am 3. März 2019 war es anders, zuletzt am 2019-08-01.</p>"
    assert read(html(around.format(text))).published_on == day


def test_the_address_dates_a_page():
    page = html(f"<h1>Minsk sagt ab</h1><p>{PROSE}</p><p>{MORE}</p>")
    assert read(page, url="https://a.example/2022/10/15/minsk").published_on == date(2022, 10, 15)


def test_printed_authors_of_a_page():
    page = html(f"<h1>Minsk sagt ab</h1><div>Von Anna Beispiel und Otto Muster</div><p>{PROSE}</p><p>{MORE}</p>")
    assert read(page).authors == ("Anna Beispiel", "Otto Muster")


def test_list_items_and_quotations_are_paragraphs():
    items = "<ul><li>Ein erster Punkt.</li><li>Ein zweiter.</li></ul>"
    page = html(f"<article><p>{PROSE}</p>{items}<blockquote><p>{MORE}</p></blockquote></article>")
    assert paragraphs(page) == [PROSE, "Ein erster Punkt.", "Ein zweiter.", MORE]


def test_text_that_speaks_of_html_is_plain():
    assert read(f"Was ist <p> eigentlich?\n\n{PROSE}").title == "Was ist <p> eigentlich?"


def test_markup_that_begins_without_a_head_is_html():
    assert paragraphs(f"<div><p>{PROSE}</p><p>{MORE}</p></div>") == [PROSE, MORE]


def test_plain_draft_states_nothing_but_its_title():
    draft = read_plain(f"Minsk sagt ab\n\n{PROSE}")
    assert (draft.title, draft.blocks, draft.language, draft.published) == ("Minsk sagt ab", [[PROSE]], "", None)


def test_refine_without_anything():
    assert refine([], "", "de").paragraphs == ()


BITS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div class='share'>",
        "</div>",
        "<h1>",
        "<br>",
        "<article>",
        "</article>",
        "<script type='application/ld+json'>",
        "</script>",
        '{"@type":"NewsArticle",',
        '"headline":',
        '"x\\ud800"',
        "}",
        "[",
        "]",
        "<time datetime='",
        "'>",
        "<meta property='og:title' content='",
        "&#27;",
        "&#xFFFF;",
        "\x0b",
        "\n\n",
        "\n",
        PROSE,
        MORE,
        "Von Anna Beispiel",
        "15.10.2022",
        "Kommentare",
        "…",
        "<!--",
        "-->",
        "<html>",
        "Startseite > ",
        "«",
    ]
)


@settings(deadline=None, max_examples=60)
@given(st.lists(BITS, max_size=25).map("".join))
def test_never_raises_anything_but_input_errors(text):
    message, clean = "a.txt: ", "text"
    try:
        clean = read(text).text
    except InputError as problem:
        message = str(problem)
    assert message.startswith("a.txt: ")
    assert clean == clean.strip() != ""
    assert "\n\n\n" not in clean
