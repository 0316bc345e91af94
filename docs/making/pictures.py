"""Takes the pictures of the web app that the documents show: each page, light and dark, on a desk and on a phone.

    python docs/making/pictures.py --store demo/store [--out docs/images/web] [--page pair …]

Needs a store (`abstand demo` makes one) and the system's Chromium. Every picture is checked to stay below 150 kB.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, sync_playwright

from abstand.model import Question
from abstand.store import Store, open_store
from abstand.web import create_app

LIMIT = 150_000  # bytes a picture
SIZES = {"desk": (1000, 760), "phone": (390, 780)}
FLAGS = ["--no-sandbox", "--disable-gpu", "--hide-scrollbars"]


def pages(store: Store) -> dict[str, str]:
    """Addresses by the name of their picture."""
    entry = store.entries(Question(("KAZ", "RUS")), newest=True, limit=1)[0]
    return {
        "home": "?lang=en",
        "pair": "pair/KAZ/RUS?lang=en",
        "state": "state/KAZ?lang=en",
        "event": f"event/{entry.event}?lang=de",
        "document": f"document/{entry.document.id}?lang=en",
        "search": "search?q=Astana&lang=en",
        "compare": "compare?pairs=KAZ/RUS,KAZ/CHN,KAZ/UZB&lang=fr",
        "coverage": "coverage?lang=ru",
        "method": "method?lang=kk",
        "review": "review?lang=en",
    }


@contextmanager
def served(store: Store) -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(create_app(store), port=0, log_level="error"))
    running = threading.Thread(target=server.run, daemon=True)
    running.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/"
    server.should_exit = True
    running.join()


def take(browser: Browser, address: str, name: str, folder: Path) -> Iterator[Path]:
    """The upper part of a page in both themes and at both widths."""
    for size, (width, height) in SIZES.items():
        for theme in ("light", "dark"):
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme="dark" if theme == "dark" else "light"
            )
            page = context.new_page()
            page.goto(address, wait_until="networkidle", timeout=120_000)
            file = folder / f"{name}-{size}-{theme}.png"
            page.screenshot(path=file)
            context.close()
            yield file


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "images" / "web")
    parser.add_argument("--page", action="append", help="only this page; may be given several times")
    args = parser.parse_args()
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        sys.exit("no Chromium is installed: `apt-get install chromium`, then run this again")
    args.out.mkdir(parents=True, exist_ok=True)
    store = open_store(args.store)
    with served(store) as root, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for name, path in pages(store).items():
            if args.page and name not in args.page:
                continue
            for file in take(browser, f"{root}{path}", name, args.out):
                size = file.stat().st_size
                sys.stdout.write(f"{file} {size / 1000:.0f} kB\n")
                if size > LIMIT:
                    sys.exit(f"{file} has {size} bytes, more than {LIMIT}: take a smaller part of the page")


if __name__ == "__main__":
    main()
