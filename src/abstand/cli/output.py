"""What the verbs share in printing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import typer
from rich.console import Console
from rich.text import Text

from abstand.model import Span

if TYPE_CHECKING:  # measuring comes with it, which most verbs have no use for
    from abstand.telling.chronicle import Line

MARK = "bold underline"
WIDE = 10_000  # columns: nothing is cut in a file or a pipe


def console() -> Console:
    """Standard output; plain text, in lines as long as they are, where it is no terminal."""
    out = Console(highlight=False, markup=False, soft_wrap=True)
    return out if out.is_terminal else Console(highlight=False, markup=False, soft_wrap=True, width=WIDE)


def errors() -> Console:
    return Console(stderr=True, highlight=False, markup=False, soft_wrap=True)


def print_rows(rows: Iterable[Mapping[str, Any]]) -> None:
    """One JSON line a row; half a character, which has no bytes, is written as JSON writes it: ``\\udcff``."""
    for row in rows:
        line = json.dumps(row, ensure_ascii=False, default=str)
        typer.echo(line.encode("utf-8", "backslashreplace").decode())


def marked(sentence: str, marks: Iterable[Span], out: Console) -> Text:
    """The sentence with the act's words set off: by style in a terminal, by brackets elsewhere."""
    text = Text()
    at = 0
    for span in sorted(set(marks)):
        if span.start < at:
            continue
        text.append(sentence[at : span.start])
        text.append(span.of(sentence) if out.is_terminal else f"[{span.of(sentence)}]", style=MARK)
        at = span.end
    return text.append(sentence[at:])


def print_line(line: Line, source_word: str, out: Console) -> None:
    """One line of a chronicle: day, act, status; source; sentence."""
    head = Text(f"{line.days}  ").append(line.told, style="bold").append(f"  [{line.status}]", style="cyan")
    if line.verdict:
        head.append(f"  ({line.verdict})", style="green")
    sources = [", ".join(line.speakers)] if line.speakers else []
    told = f"{source_word} {sources[0]}; " if sources else ""
    out.print(head)
    out.print(Text(f"  {told}{line.outlet or '–'}  {line.url}".rstrip(), style="dim").append(f"  {line.id}"))
    out.print(Text("  „").append_text(marked(line.sentence, line.marks, out)).append("“"))
