"""``abstand store``: what the store holds, whether it is whole, and how it is kept in order."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from abstand import pipeline
from abstand.cli.options import DEFAULT_STORE, AsOfOption, JsonOption, StoreOption, existing_store
from abstand.cli.output import console, errors, print_rows
from abstand.store.compacting import compact as put_in_order
from abstand.store.describing import Described, describe
from abstand.store.exporting import Format, Rights
from abstand.store.exporting import export as export_table
from abstand.store.migrations import migrate as bring_up_to_date
from abstand.store.vacuuming import KEPT_DAYS
from abstand.store.vacuuming import vacuum as vacuum_store
from abstand.store.verifying import Verified
from abstand.store.verifying import repair as repair_store
from abstand.store.verifying import verify as verify_store

app = typer.Typer(
    name="store", help="The store: what it holds, whether it is whole, how it is kept.", no_args_is_help=True
)
MILLION = 1_000_000


@app.command("info")
def info(store: StoreOption = DEFAULT_STORE, as_of: AsOfOption = None, as_json: JsonOption = False) -> None:
    """How many rows, files and bytes each table has, and the latest versions."""
    found = describe(existing_store(store, as_of))
    if as_json:
        print_rows([asdict(found)])
        return
    _print_info(found)


def _print_info(found: Described) -> None:
    out = console()
    out.print(
        f"layout {found.layout}, version {found.version}"
        + (f" of {found.moment:%Y-%m-%d %H:%M} UTC" if found.moment else "")
    )
    tables = Table("table", box=None, pad_edge=False)
    for name in ("rows", "files", "MB"):
        tables.add_column(name, justify="right")
    for held in found.tables:
        tables.add_row(held.table, f"{held.rows:,}", f"{held.files:,}", f"{held.bytes / MILLION:,.1f}")
    out.print(tables)
    if found.new:
        out.print(f"{found.new:,} documents are not yet in order; `abstand store compact` makes reading quicker")
    if found.forgotten:
        out.print(f"{found.forgotten:,} documents were forgotten and are not coded again")
    for version in found.recent:
        out.print(f"version {version.number}  {version.moment:%Y-%m-%d %H:%M:%S} UTC  {version.action}")


@app.command("compact")
def compact(store: StoreOption = DEFAULT_STORE, as_json: JsonOption = False) -> None:
    """Put new documents in order, so that reading is quick; others may read and write meanwhile."""
    moved = put_in_order(existing_store(store))
    if as_json:
        print_rows([{"documents": moved}])
    else:
        console().print(f"{moved:,} documents put in order")


@app.command("vacuum")
def vacuum(
    store: StoreOption = DEFAULT_STORE,
    keep: Annotated[
        float, typer.Option("--keep", min=0, metavar="DAYS", help="Days of history that stay.")
    ] = KEPT_DAYS,
    as_json: JsonOption = False,
) -> None:
    """Delete from disk what only earlier versions need; they cannot be read any more then."""
    done = vacuum_store(existing_store(store), keep)
    if as_json:
        print_rows([asdict(done)])
        return
    console().print(f"{done.files:,} files deleted; versions of more than {keep:g} days ago can not be read any more")
    if done.unfinished:
        console().print(f"rows of {done.unfinished:,} documents that were never finished deleted")


@app.command("verify")
def verify(
    store: StoreOption = DEFAULT_STORE,
    repair: Annotated[
        bool, typer.Option("--repair", help="Take out what is damaged, so that coding the texts again restores it.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 for what is harmless, too.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Read everything and say what is whole: files, documents with all their reports, sentences in their texts."""
    kept = existing_store(store)
    found = verify_store(kept)
    if as_json:
        print_rows([asdict(found) | {"whole": found.is_whole}])
    else:
        _print_verified(found)
    if repair and not found.is_whole:
        found = repair_store(kept)
        errors().print("repaired; now:")
        _print_verified(found, to_errors=True)
    raise typer.Exit(1 if not found.is_whole or (strict and found.findings) else 0)


def _print_verified(found: Verified, to_errors: bool = False) -> None:
    out = errors() if to_errors else console()
    if found.readable:
        counted = f"{found.documents:,} documents, {found.reports:,} reports, {found.events:,} events"
        out.print(
            f"{'whole' if found.is_whole else 'not whole'}: version {found.version}, {found.files:,} files, {counted}"
        )
    else:
        out.print(f"not whole: of {found.files:,} files {len(found.findings):,} cannot be read")
    for finding in found.findings:
        where = "/".join(filter(None, (finding.table, finding.file)))
        errors().print(f"{'damage' if finding.damage else 'note'}: {where}: {finding.reason}", style="yellow")


@app.command("migrate")
def migrate(store: StoreOption = DEFAULT_STORE, as_json: JsonOption = False) -> None:
    """Bring a store that an earlier version of Abstand has made up to date; the old folder stays beside it."""
    done = bring_up_to_date(store)
    if as_json:
        print_rows([{"before": done.before, "after": done.after, "kept": list(map(str, done.kept))}])
        return
    if not done.kept:
        console().print(f"the store has layout {done.after}; there is nothing to do")
    for folder in done.kept:
        console().print(
            f"layout {done.before} → {done.after}; the earlier store is kept as {folder}, delete it when you like"
        )


@app.command("forget")
def forget(
    what: Annotated[str, typer.Argument(metavar="URL", help="The document's address, or its id.")],
    store: StoreOption = DEFAULT_STORE,
    as_json: JsonOption = False,
) -> None:
    """Delete a document: its text, its sentences, its reports; it is never coded again."""
    gone = pipeline.forget(existing_store(store), what)
    if as_json:
        print_rows([{"document": item.id, "url": item.url, "title": item.title} for item in gone])
        return
    for item in gone:
        console().print(f"forgotten: {item.id}  {item.url}  {item.title}")
    errors().print(
        "A tombstone (the id, and a hash of the address) stays, so that it is not coded again. Earlier versions of the "
        "store still hold it: `abstand store vacuum --keep 0` deletes them. Exports, backups and folders that a "
        "migration kept are yours to delete.",
        style="yellow",
    )


@app.command("export")
def export(
    table: Annotated[str, typer.Option("--table", help="Which table: reports, events, documents …")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The file to write.")],
    format_: Annotated[Format, typer.Option("--format", help="The form of the file.")] = Format.JSONL,
    rights: Annotated[
        Rights, typer.Option("--rights", help="quote: one sentence a report; all: full texts, for your own machine.")
    ] = Rights.QUOTE,
    store: StoreOption = DEFAULT_STORE,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write a table to a file; docs/data.md says what each column is."""
    rows = export_table(existing_store(store, as_of), table, format_, out, rights)
    if as_json:
        print_rows([{"table": table, "format": format_.value, "rows": rows, "out": str(out)}])
    else:
        console().print(f"{rows:,} rows → {out}")
