"""The gate before the extraction: it may let too much pass, but drops no page with a report."""

import pytest
from saved_pages import TODAY, Page, pages

from abstand import coding
from abstand.annotation import annotate
from abstand.coding import Coder
from abstand.documents import read_document, why_unread
from abstand.entities import default
from abstand.errors import NotText
from abstand.sources import Raw, Reason

SPORT = "Nach dem Spiel lobte der Trainer die Abwehr, die in der zweiten Hälfte kaum etwas zuließ. "
ACT = "Kasachstan hat den russischen Botschafter einbestellt und gegen die Äußerungen protestiert. "


def html(body: str, language: str = "de", head: str = "") -> Raw:
    return Raw("page", f'<html lang="{language}"><head>{head}</head><body>{body}</body></html>'.encode())


def unread(raw: Raw) -> str | None:
    return why_unread(raw, default())


def reports(page: Page, coder: Coder) -> int:
    document = page.read()
    return len(coding.code(annotate(document, default()), "", coder, lambda problem: None)) if document else 0


@pytest.mark.parametrize("page", [page for page in pages() if page.holds_article], ids=lambda page: page.name)
def test_no_page_with_a_report_is_dropped(page: Page) -> None:
    passes = unread(Raw(page.name, page.content, charset=page.right.get("charset", ""))) is None
    assert passes or reports(page, Coder.CUES) == 0


@pytest.mark.slow
@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_the_reader_finds_nothing_on_dropped_pages(page: Page) -> None:
    passes = unread(Raw(page.name, page.content, charset=page.right.get("charset", ""))) is None
    assert passes or reports(page, Coder.READER) == 0


def test_pages_that_name_fewer_than_two_parties_are_dropped() -> None:
    assert unread(html(f"<p>{SPORT * 5}</p>")) == Reason.GATE
    assert unread(html(f"<p>{SPORT * 5} Berlin und Deutschland, die Bundesregierung.</p>")) == Reason.GATE
    assert unread(html(f"<p>{SPORT * 5}</p><p>{ACT}</p>")) is None


def test_menus_and_scripts_do_not_open_the_gate() -> None:
    menu = "<ul><li><a>Russland</a></li><li><a>Ukraine</a></li><li><a>USA</a></li></ul>"
    assert unread(html(f"{menu}<p>{SPORT * 5}</p>")) == Reason.GATE
    assert unread(html(f"<script>var a = 'Russland, China'</script><p>{SPORT * 5}</p>")) == Reason.GATE
    assert unread(html(f"<nav>Russland China Iran</nav><p>{SPORT * 5}</p>")) == Reason.GATE


@pytest.mark.parametrize(
    "text",
    [
        "Die Vereinigten\n   Staaten warnten Nordkorea vor einem Angriff.",
        "Die Vereinigten&nbsp;Staaten warnten Nord&shy;korea vor einem Angriff.",
        "Die Vereinigten <b>Staaten</b> warnten Nord<i>korea</i> vor einem Angriff.",
        "Die Vereinigten Staaten<br>Nordkorea",
        "Die VEREINIGTEN STAATEN warnten NORDKOREA.",
        "<b>Vereinigte Staaten</b></p><p>Nordkorea schwieg.",
    ],
)
def test_names_are_found_however_they_are_set(text: str) -> None:
    assert unread(html(f"<p>{SPORT * 5}</p><p>{text}</p>")) is None


def test_a_text_that_only_json_states_is_looked_through() -> None:
    stated = f'{{"@type": "NewsArticle", "articleBody": "{ACT * 3}"}}'
    assert unread(html("<div></div>", head=f'<script type="application/ld+json">{stated}</script>')) is None


def test_a_name_over_the_end_of_a_line_of_plain_text_is_found() -> None:
    assert unread(Raw("text", f"{SPORT}\nDie Vereinigten\nStaaten warnten Nord\u00adkorea.".encode())) is None


def test_other_languages_are_told() -> None:
    polish = (
        "Prezydent Kazachstanu spotkał się w Moskwie z prezydentem Rosji i rozmawiał z nim o gazie i ropie. Iran USA "
    )
    assert unread(html(f"<p>{polish * 5}</p>", "pl")) == Reason.LANGUAGE
    assert unread(html(f"<p>{polish * 5}</p>", "de")) is None, "the page says otherwise: the extraction will tell"


def test_kazakh_in_a_russian_frame_passes() -> None:
    text = "Тоқаев Бакуде Әлиевпен кездесіп, мұнай тасымалын арттыруға келісті. "
    assert unread(html(f"<p>{text * 5}</p>", "ru")) is None


def test_what_is_no_text_is_refused_as_ever() -> None:
    with pytest.raises(NotText):
        unread(Raw("a", b"%PDF-1.7"))


def test_the_charset_of_the_server_is_used() -> None:
    raw = Raw("a", "<p>Россия предупредила Китай.</p>".encode("koi8-r"), charset="KOI8-R")
    assert unread(raw) is None
    text = "<p>Россия предупредила Китай о новых санкциях против банков.</p>" * 4
    assert "Россия" in read_document(text.encode("koi8-r"), source="a", today=TODAY, charset="KOI8-R").text
