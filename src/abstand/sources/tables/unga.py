"""Votes in the UN General Assembly: the R files of ``unvotes``, and Voeten's table in CSV.

A vote is yes, abstain or no. Who was absent, or not yet a member, has no row.
"""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa

from abstand.errors import InputError
from abstand.model import Problem, content_id
from abstand.sources.tables.blocks import blocks
from abstand.sources.tables.parties import Parties
from abstand.sources.tables.rfiles import Frame, is_r_file, r_objects
from abstand.sources.tables.schema import VOTES, Chunk, Issue, LeftOut
from abstand.sources.tables.weis import COLUMNS, EPOCH

SOURCE = "unga"
WORDS = {"1": "yes", "2": "abstain", "3": "no", "yes": "yes", "abstain": "abstain", "no": "no"}
ABSENT = frozenset({"8", "9"})  # Voeten: absent, not a member
NEEDED = frozenset({"rcid", "vote", "session"})
NAMING = ("Countryname", "CountrynameCOW", "country", "Country")
R_OBJECTS = ("un_votes", "un_roll_calls", "un_roll_call_issues")
LARGEST_SESSION = 500
BATCH = 200_000  # votes a chunk


@dataclass(frozen=True, slots=True)
class RollCall:
    """What is known of one vote of the Assembly."""

    id: str
    session: int
    day: date
    issues: tuple[str, ...]
    resolution: str
    title: str


@dataclass(slots=True)
class _Votes:
    """Collects votes, and the reasons why rows give none."""

    parties: Parties
    rows: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_out: Counter[LeftOut] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    read: int = 0

    def take(self, call: RollCall, name: str, vote: str) -> None:
        """Raises ValueError for a vote that is none."""
        if vote in ABSENT:
            self.left_out[LeftOut.ABSENT] += 1
            return
        if vote not in WORDS:
            raise ValueError(f"vote {vote!r:.40} is none of 1 (yes), 2 (abstain), 3 (no), 8 (absent), 9 (no member)")
        state = self.parties.country(name)
        if isinstance(state, LeftOut):
            self.left_out[state] += 1
            self.unknown[name] += 1
            return
        self.rows.append(
            {
                "id": content_id(SOURCE, call.id, state),
                "roll_call": call.id,
                "session": call.session,
                "day": call.day,
                "state": state,
                "vote": WORDS[vote],
                "issues": list(call.issues),
                "resolution": call.resolution,
                "title": call.title,
            }
        )

    def chunk(self) -> Chunk:
        """What was collected since the last chunk."""
        table = pa.Table.from_pylist(self.rows, VOTES)
        done = Chunk(self.read, table, tuple(self.problems), self.left_out, self.unknown)
        self.rows, self.problems, self.read = [], [], 0
        self.left_out, self.unknown = Counter(), Counter()
        return done


def read_r(files: Iterable[Path], parties: Parties) -> Iterator[Chunk]:
    """The votes of the three R files; those that are not named are looked for beside the first. Raises InputError."""
    frames = _frames(list(files))
    calls = _r_calls(frames)
    votes, frame = _Votes(parties), frames["un_votes"]
    for number, (call, name, vote) in enumerate(zip(frame["rcid"], frame["country"], frame["vote"], strict=True), 1):
        votes.read += 1
        try:
            votes.take(calls[_call_id(call)], str(name), str(vote))
        except KeyError:
            votes.problems.append(Problem("import", f"un_votes, row {number}", f"no roll call {call} is known"))
        except ValueError as error:
            votes.problems.append(Problem("import", f"un_votes, row {number}", str(error)))
        if len(votes.rows) >= BATCH:
            yield votes.chunk()
    yield votes.chunk()


def _frames(files: list[Path]) -> dict[str, Frame]:
    frames: dict[str, Frame] = {}
    for file in files:
        frames |= r_objects(file)
    for name in R_OBJECTS:
        beside = files[0].with_name(f"{name}.rda")
        if name not in frames and beside.is_file():
            frames |= r_objects(beside)
    missing = [name for name in R_OBJECTS[:2] if name not in frames]
    if any({*COLUMNS} <= {*frame} for frame in frames.values()):
        raise InputError(f"{files[0]}: holds no UN votes; it looks like weis, try ‘abstand import weis {files[0]}’")
    if missing:
        raise InputError(
            f"{files[0]}: holds no {' and no '.join(missing)}, and no such file lies beside it; "
            "name un_votes.rda, un_roll_calls.rda and un_roll_call_issues.rda"
        )
    return frames


def _r_calls(frames: Mapping[str, Frame]) -> dict[str, RollCall]:
    issues: defaultdict[str, list[str]] = defaultdict(list)
    marked = frames.get("un_roll_call_issues", {"rcid": [], "short_name": []})
    for call, issue in zip(marked["rcid"], marked["short_name"], strict=True):
        issues[_call_id(call)].append(Issue(issue).value)
    frame = frames["un_roll_calls"]
    columns = (frame[name] for name in ("rcid", "session", "date", "unres", "short"))
    return {
        _call_id(call): RollCall(
            _call_id(call),
            int(session),
            EPOCH + timedelta(days=int(days)),
            tuple(sorted(issues[_call_id(call)])),
            resolution or "",
            title or "",
        )
        for call, session, days, resolution, title in zip(*columns, strict=True)
    }


def _call_id(number: Any) -> str:
    return str(int(float(number)))


def read_csv(file: Path, parties: Parties) -> Iterator[Chunk]:
    """The votes of a table in Voeten's layout, comma- or tab-separated, by the names in its header."""
    lines = _lines(file)
    header = next(lines)
    reader = csv.DictReader(_after(header, lines), delimiter="\t" if "\t" in header else ",")
    named = next((name for name in NAMING if name in (reader.fieldnames or ())), None)
    missing = NEEDED - {*(reader.fieldnames or ())}
    if missing or named is None or not {"date", "year"} & {*(reader.fieldnames or ())}:
        raise InputError(
            f"{file}: is no table of UN votes in Voeten's layout; its header needs rcid, session, vote, date (or year) "
            f"and one of {', '.join(NAMING)}"
        )
    votes = _Votes(parties)
    for row in reader:
        votes.read += 1
        try:
            votes.take(_csv_call(row), row[named] or "", (row["vote"] or "").strip())
        except (ValueError, TypeError) as error:
            votes.problems.append(Problem("import", f"{file}, line {reader.line_num}", str(error)))
        if len(votes.rows) >= BATCH:
            yield votes.chunk()
    yield votes.chunk()


def _csv_call(row: Mapping[str, Any]) -> RollCall:
    if None in row:
        raise ValueError("more columns than the header names")
    session = _whole(row, "session")
    if not 1 <= session <= LARGEST_SESSION:
        raise ValueError(f"session {session} lies outside 1 … {LARGEST_SESSION}")
    issues = tuple(sorted(issue.value for issue in Issue if (row.get(issue.value) or "").strip() in ("1", "1.0")))
    title = row.get("short") or row.get("descr") or ""
    return RollCall(str(_whole(row, "rcid")), session, _csv_day(row), issues, row.get("unres") or "", title[:200])


def _csv_day(row: Mapping[str, Any]) -> date:
    if not row.get("date"):
        return date(_whole(row, "year"), 12, 1)  # most votes are taken in December
    try:
        return date.fromisoformat(row["date"][:10])
    except ValueError as error:
        raise ValueError(f"date {row['date']!r:.40} is no day written as 1996-12-31") from error


def _whole(row: Mapping[str, Any], name: str) -> int:
    try:
        return int(float(row[name]))
    except (ValueError, TypeError, OverflowError) as error:
        raise ValueError(f"{name} {row[name]!r:.40} is no whole number") from error


def _lines(file: Path) -> Iterator[str]:
    for block in blocks(file):
        try:
            text = block.content.decode()
        except UnicodeDecodeError as error:
            line = block.first + block.content[: error.start].count(b"\n")
            raise InputError(
                f"{file}, line {line}: no valid UTF-8 (byte 0x{block.content[error.start]:02x}); save it as UTF-8"
            ) from error
        yield from io.StringIO(text)


def _after(header: str, lines: Iterator[str]) -> Iterator[str]:
    yield header
    yield from lines


def is_votes(file: Path) -> bool:
    """Whether a file looks like one of the two layouts, by its objects' or its columns' names."""
    if is_r_file(file):
        return file.stem in R_OBJECTS
    try:
        header = next(_lines(file), "")
    except InputError:
        return False
    return {*header.replace('"', "").strip().replace("\t", ",").split(",")} >= NEEDED
