"""The lead between headline and text, which trafilatura leaves out where it is marked up unlike the paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from abstand.documents.boilerplate import is_ended, is_foreign
from abstand.documents.cleaning import one_line, same

# characters; a shorter line under a headline may be a kicker or a label
MIN_LEAD = 60
# blocks between the headline and the text that are looked at; a page with more has something else there
MAX_BLOCKS = 12
_BLOCKS = ("p", "div", "h2", "h3", "section", "blockquote")


def with_lead(tree: HtmlElement, lines: list[str]) -> list[str]:
    """``lines`` of an article with what stands as whole sentences between its headline and the first of them."""
    headline = next(tree.iter("h1"), None)
    if headline is None or not lines:
        return lines
    known = {same(line) for line in lines}
    leads: list[str] = []
    for number, text in enumerate(_blocks_after(headline)):
        if same(text) in known:
            return [*leads, *lines]
        if number == MAX_BLOCKS:
            break
        if len(text) >= MIN_LEAD and is_ended(text) and not is_foreign(text):
            leads.append(text)
    return lines


def _blocks_after(headline: HtmlElement) -> Iterator[str]:
    """The texts of the innermost blocks behind an element, in the order of the page."""
    for element in headline.xpath("following::*"):
        if element.tag in _BLOCKS and not any(child.tag in _BLOCKS for child in element.iterdescendants()):
            text = one_line(element.text_content())
            if text:
                yield text
