"""The app in a real browser: what a reader does, without errors in the console and without barriers that axe finds."""

from __future__ import annotations

import functools
import http.server
import re
import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect, sync_playwright

from abstand.store import Store
from abstand.telling.site import publish
from abstand.web import create_app
from abstand.web.desk import Desk, reviewers

pytestmark = pytest.mark.slow
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
AXE = Path(__file__).with_name("axe.min.js")  # axe-core 4.14.1, Mozilla Public License 2.0
PAGES = (
    "",
    "pair/KAZ/RUS",
    "state/KAZ",
    "document/d-a",
    "signin",
    "wrong/r-a",
    "nowhere",
    "compare?pairs=KAZ/RUS,KAZ/CHN",
    "search?q=met",
    "coverage",
    "method",
)
PASSWORD = "correct horse"
PHONE, DESK = {"width": 390, "height": 800}, {"width": 1200, "height": 900}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed: `apt-get install chromium`, then run this again")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def app(store: Store) -> Iterator[str]:
    yield from served(store, Desk())


@pytest.fixture
def reviewed(fresh_store: Store) -> Iterator[tuple[str, Store]]:
    """An app in which anna may review, and its store."""
    desk = Desk()
    reviewers.add(desk, "anna", PASSWORD)
    for address in served(fresh_store, desk):
        yield address, fresh_store


def served(store: Store, desk: Desk) -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(create_app(store, desk=desk), port=free_port(), log_level="warning"))
    running = threading.Thread(target=server.run, daemon=True)
    running.start()
    while not server.started:
        assert running.is_alive()
    yield f"http://127.0.0.1:{server.config.port}/"
    server.should_exit = True
    running.join()


@pytest.fixture(scope="module")
def site(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The published site, served as plain files."""
    folder = tmp_path_factory.mktemp("site")
    publish(store, folder, languages=("en", "ru"))
    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: Any) -> None:
        """Nothing: the tests' output is not a server's log."""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page whose console must stay empty: a policy broken, a script or a file missing would be told there."""
    context = browser.new_context(viewport=DESK, locale="en")  # type: ignore[arg-type]
    opened, said = context.new_page(), list[str]()
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    yield opened
    context.close()
    assert said == []


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def test_from_the_first_page_to_an_event_in_another_language(page: Page, app: str) -> None:
    page.goto(app)
    page.click("text=Kazakhstan – Russia")
    page.wait_for_selector("#steps")  # asked for when the page stands
    page.click("li.event >> nth=1 >> text=2 reports")
    assert page.inner_text("main h1").startswith("Kazakhstan ⇄ Russia")
    page.click("text=қазақ тілі")
    assert page.get_attribute("html", "lang") == "kk"
    assert page.locator("li.event").count() == 2


def test_a_filter_changes_the_chronicle_and_the_address(page: Page, app: str) -> None:
    page.goto(f"{app}pair/KAZ/RUS?lang=en")
    with page.expect_response(lambda answer: "type=ACCUSE" in answer.url):
        page.select_option("select[name=type]", "ACCUSE")
    page.wait_for_url("**/pair/KAZ/RUS?type=ACCUSE&lang=en")
    assert page.inner_text("p.count") == "1 event"
    page.go_back()
    expect(page.locator("p.count")).to_have_text("2 events")


def test_a_span_marked_in_the_chart_filters(page: Page, app: str) -> None:
    page.goto(f"{app}pair/KAZ/RUS?lang=en")
    page.click("button.interactive")
    canvas = page.wait_for_selector("canvas")
    box = canvas.bounding_box() if canvas else None
    assert box
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.55, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.99, y, steps=8)
    page.mouse.up()
    page.wait_for_url("**since=2022-08-*")
    expect(page.locator("p.count")).to_have_text("1 event")


def test_a_switch_changes_the_level_too(page: Page, app: str) -> None:
    page.goto(f"{app}pair/KAZ/RUS?lang=en")
    with page.expect_response(lambda answer: "direction=there" in answer.url and "/pair/" in answer.url):
        page.select_option("select[name=direction]", "there")
    expect(page.locator("p.count")).to_have_text("1 event")
    expect(page.locator("#level figure img")).to_have_attribute("src", re.compile("direction=there"))
    page.click("button.interactive")
    page.wait_for_selector("#level canvas")


def test_a_reviewer_goes_through_the_queue_with_keys(page: Page, reviewed: tuple[str, Store]) -> None:
    app, store = reviewed
    page.goto(f"{app}review?lang=en")
    page.fill("input[name=name]", "anna")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_selector("article.item")
    assert no_barrier(page) == []
    page.keyboard.press("a")
    page.wait_for_url("**done=*")
    assert [judgement.verdict.value for judgement in store.judgements()] == ["accept"]
    page.keyboard.press("u")
    page.wait_for_url("**/review/r-a**")
    page.goto(f"{app}review?lang=en")
    page.keyboard.press("s")
    page.wait_for_url("**at=1*")
    page.keyboard.press("c")
    page.select_option("#correction select[name=status]", "planned")
    assert no_barrier(page) == []
    page.click("#correction button[value=correct]")
    page.wait_for_url("**done=*")
    last = store.judgements()[-1]
    assert (last.verdict.value, last.fields, last.author) == ("correct", ("status",), "anna")


def test_a_reader_says_that_something_is_wrong(page: Page, reviewed: tuple[str, Store]) -> None:
    app, _ = reviewed
    page.goto(f"{app}pair/KAZ/RUS?lang=en")
    page.click("li.event >> nth=0 >> text=Something wrong?")
    page.check("input[value=parties]")
    page.fill("textarea", "It was <img src=x onerror=alert(1)> Belarus.")
    page.click("text=Send")
    expect(page.locator("[role=status]")).to_contain_text("A reviewer will look at it")


def test_search(page: Page, app: str) -> None:
    page.goto(app)
    page.fill("#search", "tokayev")
    page.press("#search", "Enter")
    page.wait_for_url("**/search?**")
    assert "Putin met Tokayev" in page.inner_text("li.event blockquote")


def test_hostile_text_stays_text(page: Page, app: str) -> None:
    page.on("dialog", lambda dialog: pytest.fail(f"a script of a document ran: {dialog.message}"))
    hostile = ("pair/KAZ/RUS", "document/d-c", "coverage", "search?q=accused", "wrong/r-c", "embed/pair/KAZ/RUS")
    for path in (*hostile, "chart/pair/KAZ/RUS.svg", "feed/pair/KAZ/RUS.atom", "api/pair/KAZ/RUS"):
        if path.startswith("feed/"):
            assert "<script" not in page.request.get(f"{app}{path}").text()
            continue
        page.goto(f"{app}{path}")
        assert page.locator("main script, main svg, main img[src=x], [href^='javascript:']").count() == 0


def test_the_published_site_from_a_plain_file_server(page: Page, site: str) -> None:
    page.goto(site)
    page.wait_for_url("**/en/")
    page.click("text=Kazakhstan – Russia")
    assert page.locator("li.event").count() == 2
    page.click("text=русский")
    assert page.get_attribute("html", "lang") == "ru"
    page.fill("#search", "токаев")
    page.press("#search", "Enter")
    page.wait_for_selector("#found li")
    page.click("#found a")
    assert page.locator("li.event").count() == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_no_barrier_for_anybody(browser: Browser, app: str, scheme: Any, size: Any) -> None:
    context = browser.new_context(viewport=size, color_scheme=scheme)
    opened = context.new_page()
    for path in PAGES:
        opened.goto(f"{app}{path}")
        opened.wait_for_load_state("networkidle")
        assert no_barrier(opened) == [], path
        wide = opened.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{path} is wider than the screen"
    context.close()


def no_barrier(page: Page) -> list[tuple[str, str]]:
    """What axe holds to be serious or critical: its rule, and where."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")["violations"]
    return [(item["id"], item["nodes"][0]["html"]) for item in found if item["impact"] in ("serious", "critical")]
