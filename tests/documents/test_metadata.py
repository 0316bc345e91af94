from __future__ import annotations

from datetime import date

import lxml.html
import pytest

from abstand.documents import pruning
from abstand.documents.metadata import read_metadata
from abstand.documents.pruning import paragraph_letters, pruned
from abstand.errors import DataError

TODAY = date(2026, 1, 1)


def stated(head, body="", lang=""):
    tree = lxml.html.document_fromstring(f"<html lang='{lang}'><head>{head}</head><body>{body}<p>x</p></body></html>")
    return read_metadata(tree, TODAY)


def ld(json):
    return f'<script type="application/ld+json">{json}</script>'


def test_json_ld_in_a_list_in_a_graph():
    found = stated(ld('[{"@graph":[[{"@type":"Article","headline":"Titel","inLanguage":{"name":"de-AT"}}]]}]'))
    assert (found.title, found.language, found.is_article) == ("Titel", "de", True)


@pytest.mark.parametrize("json", ["{", "null", '"x"', "[1, 2]", "", "{'a': 1}", "[" * 5000])
def test_broken_json_ld_does_not_hide_meta_tags(json):
    assert stated(ld(json) + "<meta property='og:title' content='Titel'>").title == "Titel"


def test_json_ld_in_cdata_and_comments():
    assert stated(ld('<!-- {"@type":"Article","headline":"Titel"} -->')).title == "Titel"


@pytest.mark.parametrize(
    ("json", "authors"),
    [
        ('"Anna Beispiel"', ("Anna Beispiel",)),
        ('["Anna Beispiel", {"name": "Otto Muster"}]', ("Anna Beispiel", "Otto Muster")),
        ('{"name": "By Anna Beispiel and Otto Muster"}', ("Anna Beispiel", "Otto Muster")),
        ('{"name": ["Anna Beispiel"]}', ("Anna Beispiel",)),
        ('{"name": "Blatt"}', ()),
        ('"https://a.example/anna"', ()),
        ("null", ()),
        ("7", ()),
        ('"anna &amp; otto"', ("anna & otto",)),
    ],
)
def test_authors_in_json_ld(json, authors):
    found = stated(ld(f'{{"@type":"NewsArticle","publisher":"Blatt","author":{json}}}'))
    assert found.authors == authors


@pytest.mark.parametrize(
    ("body", "authors"),
    [
        ('<span itemprop="author">Anna Beispiel</span>', ("Anna Beispiel",)),
        ('<div itemprop="author"><span itemprop="name">Anna Beispiel</span></div>', ("Anna Beispiel",)),
        ('<a rel="author" href="/a">Anna Beispiel</a>', ("Anna Beispiel",)),
    ],
)
def test_authors_in_markup(body, authors):
    assert stated("", body).authors == authors


@pytest.mark.parametrize(
    "meta",
    [
        "<meta property='article:published_time' content='2022-10-05T01:00:00+06:00'>",
        "<meta name='DC.date.issued' content='2022-10-05'>",
        "<meta itemprop='datePublished' content='2022-10-05'>",
        "<meta name='date' content='2033-01-01'><meta name='pubdate' content='20221005'>",
        ld('{"@type":"WebPage","datePublished":"2022-10-05"}'),
        ld('{"@type":"NewsArticle","datePublished":"2022-10-05","dateModified":"2023-01-01"}')
        + "<meta name='date' content='2021-01-01'>",
    ],
)
def test_days(meta):
    assert stated(meta).published == date(2022, 10, 5)


def test_days_in_markup():
    assert stated("", "<time itemprop='datePublished' datetime='2022-10-05'>x</time>").published == date(2022, 10, 5)
    assert stated("", "<time pubdate>2022-10-05</time>").published == date(2022, 10, 5)
    two = "<article><time datetime='2022-10-05'>x</time><time datetime='2022-10-06'>y</time></article>"
    assert stated("", two).published is None


def test_a_day_that_cannot_be_is_still_stated():
    found = stated("<meta name='date' content='1970-01-01'>")
    assert (found.published, found.states_day) == (None, True)


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>Minsk sagt ab – Blatt</title><meta property='og:site_name' content='Blatt'>", "", "Minsk sagt ab"),
        ("<title>Minsk sagt ab | Politik | Blatt</title>", "<h1>Minsk sagt ab</h1>", "Minsk sagt ab"),
        (
            "<meta property='og:title' content='Minsk – ein Besuch'><meta property='og:site_name' content='Blatt'>",
            "",
            "Minsk – ein Besuch",
        ),
        ("<title>Blatt</title>", "<h1>Eins</h1><h1>Zwei</h1>", "Blatt"),
        (ld('{"@type":"Article","headline":"A &quot;B&quot; C"}'), "", 'A "B" C'),
        ("", "", ""),
    ],
)
def test_titles(head, body, title):
    assert stated(head, body).title == title


@pytest.mark.parametrize(
    ("head", "lang", "language"),
    [
        ("<meta property='og:locale' content='ru_RU'>", "", "ru"),
        ("", "kk-KZ", "kk"),
        (ld('{"@type":"Article","inLanguage":"fr"}'), "en", "fr"),
        ("<meta name='language' content='deutsch'>", "", ""),
    ],
)
def test_languages(head, lang, language):
    assert stated(head, lang=lang).language == language


def test_outlet_address_and_translation():
    found = stated(
        "<link rel='canonical' href='/relativ'><meta property='og:url' content='https://a.example/x'>"
        + ld('{"@type":"Article","publisher":{"@id":"#o"},"translationOfWork":{"inLanguage":"fr-FR"}}')
        + ld('{"@type":"Organization","@id":"#o","name":"Blatt"}')
    )
    assert (found.outlet, found.url, found.translated_from) == ("Blatt", "https://a.example/x", "fr")


def test_pruning_takes_boxes_and_leaves_the_article():
    tree = lxml.html.document_fromstring(
        "<body class='has-newsletter'><nav>n</nav><div class='article-related-wrap'><p>" + "a" * 100 + "</p></div>"
        "<div id='post-share-bar'>s</div><p class='teaser'>t</p><aside><p>b</p></aside><!-- c -->end</body>"
    )
    assert pruned(tree).text_content() == "a" * 100 + "tend"


def test_paragraph_letters_counts_paragraphs_only():
    assert paragraph_letters(lxml.html.fromstring("<div>abc<p>de<b>f</b></p></div>")) == 3


def test_pruning_names_a_wrong_data_file(monkeypatch):
    monkeypatch.setattr(pruning.tomllib, "loads", lambda text: {"tags": []})
    pruning._prunings.cache_clear()
    try:
        with pytest.raises(DataError, match=r"html\.toml: words: is missing"):
            pruning._prunings()
    finally:
        pruning._prunings.cache_clear()
