"""``abstand judge``: people's verdicts on reports, pairs of reports and mentions."""

from __future__ import annotations

import getpass
import json
import os
import sys
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from abstand import pipeline
from abstand.cli.options import (
    DEFAULT_STORE,
    AsOfOption,
    EntitiesOption,
    JsonOption,
    LangOption,
    Language,
    SinceOption,
    StoreOption,
    UntilOption,
    existing_store,
    two_states,
)
from abstand.cli.output import console, errors, print_rows
from abstand.cli.review import review
from abstand.cli.verdicts import judgement_line, judgement_table
from abstand.errors import InputError, NoData
from abstand.judging import Docket, State, making, moment
from abstand.judging.corpus import corpus_records
from abstand.judging.docket import documents_of
from abstand.judging.making import By
from abstand.judging.nouns import Judgement, Naming
from abstand.judging.readings import uses
from abstand.judging.wording import says
from abstand.model import Entry, Question
from abstand.store import Store

AUTHOR = "ABSTAND_AUTHOR"
ON_ONE = ("accept", "reject", "correct")


class Rights(StrEnum):
    QUOTE = "quote"
    ALL = "all"


class ReportFirst(TyperGroup):
    """Lets the report stand before the verdict too: ``abstand judge 46de3e accept``."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args[0] not in self.commands and len(args) > 1 and args[1] in ON_ONE:
            args = [args[1], args[0], *args[2:]]
        elif args[0] not in self.commands:
            ctx.fail(f"{args[0]!r} is no verb; of a report say: abstand judge {args[0]} {'|'.join(ON_ONE)}")
        return super().resolve_command(ctx, args)


def _author(given: str) -> str:
    try:
        name = (given or os.environ.get(AUTHOR) or getpass.getuser()).strip()
    except (OSError, KeyError):
        name = ""
    if not name:
        raise typer.BadParameter(f"who says so? give --author NAME or set {AUTHOR}")
    return name


AuthorOption = Annotated[
    str, typer.Option("--author", callback=_author, help=f"Who says so; else {AUTHOR}, else the login name.")
]
ReasonOption = Annotated[str, typer.Option("--reason", help="Why; kept with the judgement.")]
ReportArgument = Annotated[str, typer.Argument(metavar="ID", help="A report's id, or how it begins.")]
OtherArgument = Annotated[str, typer.Argument(metavar="OTHER", help="The other report's id.")]
ListOption = Annotated[list[str] | None, typer.Option(help="Codes or names, with commas or given again; or none.")]
app = typer.Typer(cls=ReportFirst, help="People's verdicts on what was coded.", invoke_without_command=True)


@app.callback()
def judge(
    ctx: typer.Context,
    next_: Annotated[bool, typer.Option("--next", help="Review in the terminal, the least certain first.")] = False,
    pair: Annotated[str, typer.Option("--pair", metavar="A/B", help="With --next: only reports of these two.")] = "",
    since: SinceOption = None,
    until: UntilOption = None,
    store: StoreOption = DEFAULT_STORE,
    author: AuthorOption = "",
    lang: LangOption = Language.EN,
    entities: EntitiesOption = None,
) -> None:
    """People's verdicts on what was coded: `abstand judge ID accept`, or `abstand judge --next` to go through them."""
    if ctx.invoked_subcommand:
        if any(_is_given(ctx, name) for name in ctx.params):
            raise typer.BadParameter(f"give the options behind `{ctx.invoked_subcommand}`; --next stands alone")
        return
    if not next_:
        typer.echo(ctx.get_help())
        raise typer.Exit
    question = Question(_pair(pair) if pair else None, since, until)
    review(existing_store(store), question, author, lang.value)


def _is_given(ctx: typer.Context, name: str) -> bool:
    source = ctx.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


def _pair(text: str) -> tuple[str, str]:
    one, slash, other = text.partition("/")
    if not slash:
        raise typer.BadParameter(f"{text!r} is no pair; write KAZ/RUS")
    return two_states(one, other)


@app.command("accept")
def accept(
    id_: ReportArgument, store: StoreOption = DEFAULT_STORE, author: AuthorOption = "", reason: ReasonOption = "",
    as_json: JsonOption = False,
) -> None:  # fmt: skip
    """A report is right as it stands."""
    kept = existing_store(store)
    coded = _coded(kept, id_)
    _keep(making.accept(coded, kept.docket([coded.document.id]), _by(kept, author, reason)), kept, as_json)


@app.command("reject")
def reject(
    id_: ReportArgument, store: StoreOption = DEFAULT_STORE, author: AuthorOption = "", reason: ReasonOption = "",
    as_json: JsonOption = False,
) -> None:  # fmt: skip
    """The sentence tells no such act: the report is left out from now on."""
    kept = existing_store(store)
    coded = _coded(kept, id_)
    _keep(making.reject(coded, kept.docket([coded.document.id]), _by(kept, author, reason)), kept, as_json)


@app.command("correct")
def correct(
    id_: ReportArgument,
    type_: Annotated[str | None, typer.Option("--type", help="One of PLOVER's types.")] = None,
    mode: Annotated[str | None, typer.Option("--mode", help="One of the type's modes, or none.")] = None,
    actors: ListOption = None,
    recipients: ListOption = None,
    status: Annotated[str | None, typer.Option("--status", help="asserted, planned, negated, denied, …")] = None,
    speakers: ListOption = None,
    when: Annotated[str | None, typer.Option("--when", help="2022-08-19, 2022-08-01..2022-08-31 or none.")] = None,
    domain: Annotated[str | None, typer.Option("--domain", help="diplomatic, military, economic, …")] = None,
    store: StoreOption = DEFAULT_STORE,
    author: AuthorOption = "",
    reason: ReasonOption = "",
    entities: EntitiesOption = None,
    as_json: JsonOption = False,
) -> None:
    """A report with other values in the fields that are given."""
    listed = {"actors": actors, "recipients": recipients, "speakers": speakers}
    given = {"type": type_, "mode": mode, "status": status, "when": when, "domain": domain}
    given |= {name: ",".join(names) for name, names in listed.items() if names}
    wanted = {name: text for name, text in given.items() if text is not None}
    if not wanted:
        raise typer.BadParameter("say what is right: --type, --mode, --actors, --recipients, --status, …")
    kept = existing_store(store)
    coded = _coded(kept, id_)
    _keep(making.correct(coded, kept.docket([coded.document.id]), wanted, _by(kept, author, reason)), kept, as_json)


@app.command("same")
def same(
    one: ReportArgument, other: OtherArgument, store: StoreOption = DEFAULT_STORE, author: AuthorOption = "",
    reason: ReasonOption = "", as_json: JsonOption = False,
) -> None:  # fmt: skip
    """Two reports tell of the same act."""
    _relate(existing_store(store), one, other, True, author, reason, as_json)


@app.command("different")
def different(
    one: ReportArgument, other: OtherArgument, store: StoreOption = DEFAULT_STORE, author: AuthorOption = "",
    reason: ReasonOption = "", as_json: JsonOption = False,
) -> None:  # fmt: skip
    """Two reports tell of different acts."""
    _relate(existing_store(store), one, other, False, author, reason, as_json)


def _relate(kept: Store, one: str, other: str, is_same: bool, author: str, reason: str, as_json: bool) -> None:
    first, second = _coded(kept, one), _coded(kept, other)
    docket = kept.docket([first.document.id, second.document.id])
    _keep(making.relate(first, second, docket, is_same, _by(kept, author, reason)), kept, as_json)


@app.command("entity")
def entity(
    id_: ReportArgument,
    mention: Annotated[str, typer.Argument(metavar="MENTION", help="Words of its evidence, or offsets: 12-17.")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="Whom they name, by code or any name.")],
    store: StoreOption = DEFAULT_STORE,
    author: AuthorOption = "",
    reason: ReasonOption = "",
    entities: EntitiesOption = None,
    as_json: JsonOption = False,
) -> None:
    """A mention in a report names somebody else; this goes for all reports that were read in it."""
    kept = existing_store(store)
    _keep(making.rename(_coded(kept, id_), mention, name, _by(kept, author, reason)), kept, as_json)


@app.command("undo")
def undo(
    judgement: Annotated[str, typer.Argument(metavar="JUDGEMENT", help="A judgement's id, or how it begins.")],
    store: StoreOption = DEFAULT_STORE,
    author: AuthorOption = "",
    reason: ReasonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Take a judgement back, by another one."""
    kept = existing_store(store)
    docket = kept.docket(())
    found = [known for known in docket.judgements if known.id.startswith(judgement)]
    if len(found) != 1:
        raise NoData(
            f"no judgement, or more than one, has an id that begins with {judgement!r}; `abstand judge list` shows them"
        )
    _keep(making.undo(found[0], docket, _by(kept, author, reason)), kept, as_json)


@app.command("list")
def list_(
    state: Annotated[list[State] | None, typer.Option("--state", help="Only judgements of this state.")] = None,
    store: StoreOption = DEFAULT_STORE,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
) -> None:
    """All judgements by time, and what has become of each."""
    docket = existing_store(store, as_of).docket()
    wanted = [judgement for judgement in docket.judgements if not state or docket.state(judgement) in state]
    if as_json:
        print_rows(judgement_line(judgement, docket) for judgement in wanted)
    elif wanted:
        console().print(judgement_table(wanted, docket))
    else:
        console().print("no judgements")


@app.command("export")
def export(
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="A file, not standard output.")] = None,
    rights: Annotated[
        Rights, typer.Option("--rights", help="`all`: with the sentences before, for use on one's own machine.")
    ] = Rights.QUOTE,
    store: StoreOption = DEFAULT_STORE,
    as_of: AsOfOption = None,
    entities: EntitiesOption = None,
) -> None:
    """Judged sentences as records of the corpus, to train the next model on."""
    kept = existing_store(store, as_of)
    docket = kept.docket()
    entries = kept.entries(Question(documents=docket.documents, with_rejected=True)) if docket.documents else []
    records, left_out = corpus_records(entries, docket, with_context=rights is Rights.ALL)
    text = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    if out is None:
        sys.stdout.write(text)
    else:
        try:
            out.write_text(text, encoding="utf-8")
        except OSError as error:
            raise InputError(f"{out}: cannot be written: {error.strerror}") from error
    for reason, number in sorted(left_out.items()):
        errors().print(f"left out: {number} sentence(s): {reason}", style="yellow")
    errors().print(f"{len(records)} record(s){f' → {out}' if out else ''}")


def _coded(kept: Store, id_: str) -> Entry:
    coded = kept.coded_entry(id_)
    if coded is None:
        raise NoData(
            f"no report, or more than one, has an id that begins with {id_!r}; `abstand chronicle` shows the ids"
        )
    return coded


def _by(kept: Store, author: str, reason: str) -> By:
    return By(author, moment(datetime.now(UTC), kept.judgements()), reason)


def _keep(judgement: Judgement, kept: Store, as_json: bool) -> None:
    pipeline.judge(kept, [judgement])
    docket = kept.docket(documents_of([judgement]))
    if as_json:
        print_rows([judgement_line(judgement, docket)])
        return
    told = f"{judgement.verdict} {says(judgement)}".rstrip()
    console().print(f"judgement {judgement.id} by {judgement.author}: {told}")
    if judgement.naming:
        _tell_reach(judgement.naming, docket)
    if docket.is_disputed(judgement):
        console().print("others have said otherwise; the last word counts. `abstand judge list` shows all")


def _tell_reach(naming: Naming, docket: Docket) -> None:
    """The reports that a mention's new name goes for, and those that it leaves without two parties."""
    used = sorted(report.id for report in docket.reports.values() if uses(report, naming))
    console().print(f"it goes for {len(used)} report(s): {', '.join(used)}")
    now = {id_: docket.read(docket.reports[id_])[0] for id_ in used}
    for id_, report in now.items():
        if {*report.actors} & {*report.recipients} or len(report.codes) < 2:
            console().print(f"{id_} is left without two parties; correct or reject it")
