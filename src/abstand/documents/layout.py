"""Tables and lists that only lay out a page: cells that are columns, as was usual until about 2008, and list items that
hold whole paragraphs, as in live reports."""

from __future__ import annotations

from lxml.html import HtmlElement

# characters; a cell with so much running text is a column of the page
MIN_COLUMN = 300
_TABLE_TAGS = ("table", "tbody", "thead", "tfoot", "tr", "td", "th", "center", "font")


def without_layout_tables(tree: HtmlElement) -> HtmlElement:
    """The same tree, changed: tables around a column of text, and the cells in them, are divisions."""
    for table in list(tree.iter("table")):
        if any(len(cell.text_content().strip()) >= MIN_COLUMN for cell in table.iter("td", "th")):
            for part in _own(table):
                part.tag = "div"
    return tree


def without_layout_lists(tree: HtmlElement) -> HtmlElement:
    """The same tree, changed: lists whose items hold paragraphs, and these items, are divisions."""
    for items in list(tree.iter("ul", "ol")):
        if any(child.tag == "li" and next(child.iter("p"), None) is not None for child in items):
            for child in items:
                child.tag = "div" if child.tag == "li" else child.tag
            items.tag = "div"
    return tree


def _own(table: HtmlElement) -> list[HtmlElement]:
    """The table with its rows and cells, without those of tables in it."""
    nearest = ((part, next(part.iterancestors("table"), None)) for part in table.iter(*_TABLE_TAGS))
    return [part for part, around in nearest if part is table or (around is table and part.tag != "table")]
