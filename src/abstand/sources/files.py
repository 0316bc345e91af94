"""Files and folders: text, HTML and JSONL; ``-`` is standard input."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from abstand.model import Problem

LARGEST_BYTES = 20_000_000  # no article is longer; what is, is an archive or a mistake
STDIN = "-"
STORE_MARK = "abstand-layout"  # the file that tells a store's folder: stores are not read as texts
STAGE = "sources"
_ENDINGS = frozenset({".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".jsonl", ""})


@dataclass(frozen=True, slots=True)
class Raw:
    """Bytes as they were found, with what is known of them from outside. ``source`` names them in messages.

    ``named`` says that the user named this very file, rather than a folder or a collection that holds it.
    """

    source: str
    content: bytes
    named: bool = False
    url: str = ""
    outlet: str = ""
    title: str = ""
    language: str | None = None
    published: date | None = None
    rights: str = "quote"


def read_paths(paths: Iterable[str], stdin: BinaryIO) -> Iterator[Raw | Problem]:
    """The items of all paths in order; folders are walked in the order of their names, hidden files left out."""
    for path in paths:
        if not path:
            yield Problem(STAGE, "''", "the empty path names no file", named=True)
        elif path == STDIN:
            yield Raw("standard input", stdin.read(LARGEST_BYTES + 1), named=True)
        elif Path(path).is_dir():
            yield from _folder(Path(path))
        else:
            yield from _file(Path(path), named=True)


def _folder(folder: Path) -> Iterator[Raw | Problem]:
    stores = {mark.parent for mark in folder.rglob(STORE_MARK)}
    files = sorted(
        file
        for file in folder.rglob("*")
        if file.is_file() and not _hidden(file.relative_to(folder)) and stores.isdisjoint(file.parents)
    )
    if not files:
        yield Problem(STAGE, str(folder), "the folder holds no file", named=True)
    for file in files:
        if file.suffix.lower() in _ENDINGS:
            yield from _file(file, named=False)
        else:
            yield Problem(STAGE, str(file), f"files ending in {file.suffix} are not read; text, HTML and JSONL are")


def _hidden(file: Path) -> bool:
    return any(part.startswith(".") for part in file.parts)


def _file(file: Path, named: bool) -> Iterator[Raw | Problem]:
    try:
        with file.open("rb") as stream:
            if file.suffix.lower() == ".jsonl":
                yield from _records(file, stream)
            else:
                yield Raw(str(file), stream.read(LARGEST_BYTES + 1), named)
    except FileNotFoundError:
        yield Problem(STAGE, str(file), "there is no such file", named=named)
    except OSError as error:
        yield Problem(STAGE, str(file), f"cannot be read: {error.strerror}", named=named)


def _records(file: Path, stream: BinaryIO) -> Iterator[Raw | Problem]:
    """One document a line: ``text``, and what is known of ``title``, ``published``, ``lang``, ``outlet``, ``url``."""
    for number, line in enumerate(stream, start=1):
        if line.strip():
            source = f"{file}, line {number}"
            try:
                yield _record(source, json.loads(line))
            except (ValueError, TypeError, RecursionError) as error:
                yield Problem(STAGE, source, f"is no record: {error}")


def _record(source: str, record: Mapping[str, Any]) -> Raw:
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise ValueError("a record is a JSON object with a `text`")
    published = record.get("published")
    return Raw(
        source,
        record["text"].encode(),
        url=record.get("url") or "",
        outlet=record.get("outlet") or "",
        title=record.get("title") or "",
        language=record.get("lang"),
        published=date.fromisoformat(published[:10]) if published else None,
    )
