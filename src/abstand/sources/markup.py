"""XML from strangers: without entities, without anything from elsewhere, in encodings that hide nothing."""

from __future__ import annotations

import re

from lxml import etree

from abstand.errors import NotFetched

# Entities are what makes small XML large or reads files of ours; no feed needs any but the five built in
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']")
# in all of these the signs of markup are their ASCII bytes, in UTF-16 with a zero byte beside each
_PLAIN = re.compile(rb"(utf-?(8|16(le|be)?)|us-ascii|ascii|iso-8859-\d+|latin-?1|(windows-|cp)125\d|koi8-[ru])$", re.I)
# feedparser's time grows with the square of the depth, and is 1 ms an entry
DEEPEST = 300  # elements in each other; lxml stops at 256
MOST_TAGS = 200_000
_CDATA = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)", re.DOTALL)
_TAG = re.compile(rb"<(/?)([A-Za-z]?)[^<>]*")


def refuse_entities(content: bytes) -> bytes:
    """The same bytes. Raises NotFetched if they declare an entity, or an encoding in which one could hide."""
    signs = content.replace(b"\0", b"")
    if _ENTITY.search(signs):
        raise NotFetched("declares entities of its own (<!ENTITY …>), which no feed or site map needs")
    declared = _DECLARED.search(signs[:1_000])
    if declared and not _PLAIN.match(declared[1]):
        raise NotFetched(f"declares the encoding {declared[1].decode()!r}, in which XML is not read")
    return content


def refuse_mazes(content: bytes) -> bytes:
    """The same bytes. Raises NotFetched for markup that would cost a parser of feeds minutes."""
    depth = 0
    for count, tag in enumerate(_TAG.finditer(_CDATA.sub(b"", content.replace(b"\0", b"")))):
        if tag[2] and not tag[0].endswith(b"/"):
            depth += -1 if tag[1] else 1
        if depth > DEEPEST or count > MOST_TAGS:
            raise NotFetched(f"has more than {MOST_TAGS:,} elements, or {DEEPEST} in each other, as no feed has")
    return content


def parse_xml(content: bytes) -> etree._Element:
    """The root. Raises NotFetched for what is no XML, or more than lxml's limits on depth and length allow."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(refuse_entities(content), parser)
    except (etree.LxmlError, ValueError) as error:
        raise NotFetched(f"is no XML: {error}") from error
