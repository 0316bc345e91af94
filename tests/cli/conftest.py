"""The command line in this process, as a user would type it, and a small store whose reports are written by hand."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from cli_texts import MEETING

from abstand.cli import main
from abstand.merging import assemble
from abstand.model import (
    Basis,
    Coded,
    Document,
    Domain,
    EventType,
    Evidence,
    Report,
    Role,
    Run,
    Sentence,
    Span,
    Status,
    When,
)
from abstand.store import open_store

SOURCE = Path(__file__).parents[2] / "src"
RUN = Run("run1", "coding", datetime(2022, 9, 1, tzinfo=UTC), "0.1.0", "cues", "by hand")


@dataclass(frozen=True)
class Said:
    """What a command answered. ``out`` and ``err`` are kept apart."""

    status: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Command = Callable[..., Said]


@pytest.fixture
def abstand(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    """``abstand("code", "a.txt", stdin=b"")`` in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: str | Path, stdin: bytes = b"") -> Said:
        monkeypatch.setattr(sys, "argv", ["abstand", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", "backslashreplace", write_through=True) for _ in "oe")
        with redirect_stdout(out), redirect_stderr(err):
            try:
                main()
                status = 0
            except SystemExit as ended:
                status = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        told, complained = (stream.buffer.getvalue().decode() for stream in (out, err))  # type: ignore[attr-defined]
        return Said(status, told, complained)

    return run


@pytest.fixture
def shell(tmp_path: Path) -> Command:
    """As ``abstand``, in a process of its own."""

    def run(*arguments: str | Path, stdin: bytes = b"") -> Said:
        command = [sys.executable, "-c", "from abstand.cli import main; main()", *map(str, arguments)]
        environment = {**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONUTF8": "1"}
        done = subprocess.run(command, input=stdin, capture_output=True, cwd=tmp_path, env=environment, check=False)
        return Said(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three documents on Kazakhstan and Russia, one on Kazakhstan and France."""
    folder = tmp_path_factory.mktemp("made") / "store"
    kept = open_store(folder)
    kept.add_run(RUN)
    kept.add(
        [
            told("a1", MEETING, "met", EventType.CONSULT, "meet", ("RUS", "KAZ"), (), date(2022, 8, 19)),
            told("b2", "Kasachstan verurteilte Russland.", "verurteilte", EventType.ACCUSE, "disapprove",
                 ("KAZ",), ("RUS",), date(2022, 9, 2), "de"),
            told("b3", "Moskau dementiert den Abzug.", "Abzug", EventType.RETREAT, None, ("KAZ",), ("RUS",),
                 date(2022, 9, 20), "de", Status.DENIED, ("RUS",)),
            told("c4", "Paris et Astana ont signé.", "signé", EventType.AGREE, None, ("FRA", "KAZ"), (),
                 date(2022, 10, 1), "fr"),
        ]
    )  # fmt: skip
    kept.replace_events(assemble(kept.entries()))
    return folder


def told(
    id_: str, text: str, trigger: str, type_: EventType, mode: str | None, actors: tuple[str, ...],
    recipients: tuple[str, ...], day: date, language: str = "en", status: Status = Status.ASSERTED,
    speakers: tuple[str, ...] = (),
) -> Coded:  # fmt: skip
    """A document of one sentence and one report, published on the day of the act; its title looks like markup."""
    when = When(day, day, Basis.STATED)
    at = text.index(trigger)
    document = Document(f"d-{id_}", text, language, "[/Video] Title", "The Outlet", "https://example.org/a", when)
    span = Span(0, len(text))
    evidence = (Evidence(Role.ACT, Span(at, at + len(trigger)), f"cues: {trigger}"),)
    report = Report(
        f"{id_}00ff", document.id, span, type_, mode, actors, recipients, status, speakers, when,
        Domain.DIPLOMATIC, trigger, 0.9, evidence, RUN.id,
    )  # fmt: skip
    return Coded(document, (Sentence(span, text),), (report,))


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Writes a file in the test's folder."""

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write
