"""Measures the extraction on the saved pages of tests/pages, beside plain trafilatura; holds the committed floors.

    python bench/extraction.py [--pages]

Figures, for the half of the pages on which the extractor was mended (a), the other (b) and all: token-level F1 of the
text, and the share of pages whose day, title, language, authors and outlet are right; pages on which plain trafilatura
does better. A page without an article counts as 1 where the reader says so, as 0 where it gives a text.
The example page, which is under press copyright and not in the repository, is read beside them where it is there.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import trafilatura

from abstand.documents import read_document

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests" / "documents"))

from saved_pages import TODAY, Page, f1, mean, pages  # noqa: E402

FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))["extraction"]
EXAMPLE = HERE.resolve().parents[1] / "shared" / "examples" / "kasachstan-2022"
FACTS = ("day", "title", "language", "authors", "outlet")


@dataclass(frozen=True)
class Score:
    """What became of one page: ours and plain trafilatura's F1, and which facts are right."""

    page: Page
    ours: float
    plain: float
    right: dict[str, bool]
    plain_day: bool


def score(page: Page) -> Score:
    document = page.read()
    text, day = _plain(page)
    ours = f1(document.text if document else "", page.text)
    if not page.holds_article or document is None:
        right = dict.fromkeys(FACTS, (document is None) == (not page.holds_article))
    else:
        right = {
            "day": document.published_on == page.right.get("published"),
            "title": document.title == page.right["title"],
            "language": document.language == page.right["language"],
            "authors": list(document.authors) == page.right["authors"],
            "outlet": document.outlet == page.right["outlet"],
        }
    return Score(page, ours, f1(text, page.text), right, day == page.right.get("published"))


def _plain(page: Page) -> tuple[str, date | None]:
    """What trafilatura reads by itself, of the bytes as they are."""
    found = trafilatura.bare_extraction(page.content, url=page.right.get("url"), with_metadata=True)
    text = str(found.text or "") if found else ""
    return text, date.fromisoformat(found.date) if found and found.date else None


def row(name: str, scores: list[Score]) -> str:
    facts = "".join(f"{mean(score.right[fact] for score in scores):>10.3f}" for fact in FACTS)
    plain_day = mean(score.plain_day for score in scores)
    texts = f"{mean(score.ours for score in scores):>8.3f}{mean(score.plain for score in scores):>12.3f}"
    return f"{name:<10}{len(scores):>6}{texts}{facts}{plain_day:>12.3f}"


def example() -> str:
    """How well the real page is read, a plain text with all that stands around it."""
    if not EXAMPLE.is_dir():
        return "example page: not here"
    document = read_document((EXAMPLE / "article.txt").read_bytes(), source="article.txt", today=TODAY)
    title, *paragraphs = (EXAMPLE / "main.txt").read_text("utf-8").strip().split("\n\n")
    right = "right" if document.title == title else "wrong"
    return f"example page: text F1 {f1(document.text, chr(10).join(paragraphs)):.3f}, title {right}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", action="store_true", help="print each page, and what is wrong of it")
    args = parser.parse_args()
    scores = [score(page) for page in pages()]
    if args.pages:
        for one in scores:
            wrong = ", ".join(fact for fact in FACTS if not one.right[fact])
            print(f"{one.page.half} {one.page.name:<28}{one.ours:>7.3f}{one.plain:>8.3f}  {wrong}")
    heads = "".join(f"{fact:>10}" for fact in FACTS)
    print(f"{'pages':<10}{'':>6}{'text F1':>8}{'plain F1':>12}{heads}{'plain day':>12}")
    for name, half in (("a", "a"), ("b", "b"), ("all", "ab")):
        print(row(name, [one for one in scores if one.page.half in half]))
    print(example())
    worse = [one.page.name for one in scores if one.ours < one.plain]
    print(f"plain trafilatura better on: {', '.join(worse) or 'none'}")
    text, day = mean(one.ours for one in scores), mean(one.right["day"] for one in scores)
    future = sum(
        (document := one.page.read()) is not None and (document.published_on or date.min) > TODAY for one in scores
    )
    print(f"text F1 {text:.3f}, day right {day:.3f}, days in the future {future}, worse than trafilatura {len(worse)}")
    return int(text < FLOORS["text"] or day < FLOORS["day"] or bool(worse) or bool(future))


if __name__ == "__main__":
    raise SystemExit(main())
