"""Options that several verbs share, and the reading of their values."""

from __future__ import annotations

import os
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from abstand.entities import OWN_FOLDER, resolve
from abstand.errors import StoreError
from abstand.store import DeltaStore, Point, open_store
from abstand.store.place import Place

DEFAULT_STORE = "abstand-store"


class Language(StrEnum):
    DE = "de"
    FR = "fr"
    EN = "en"
    RU = "ru"
    KK = "kk"


def day(text: str) -> date:
    """A day as YYYY-MM-DD."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no day; write it as 2022-08-19") from error


def use_entities(folder: Path | None) -> Path | None:
    """Lets this process and its workers read a user's own names."""
    if folder is not None:
        os.environ[OWN_FOLDER] = str(folder.resolve())
    return folder


EntitiesOption = Annotated[
    Path | None,
    typer.Option(
        "--entities",
        metavar="DIR",
        exists=True,
        file_okay=False,
        callback=use_entities,
        is_eager=True,
        help=f"A folder of your own names, added to the shipped ones. Also by the variable {OWN_FOLDER}.",
    ),
]
StoreOption = Annotated[
    str,
    typer.Option(
        "--store", metavar="DIR", help="The folder of the store, or s3://bucket/path.", show_default="./abstand-store"
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print rows as JSON lines and nothing else.")]
LangOption = Annotated[Language, typer.Option("--lang", help="The language of what is told.")]
SinceOption = Annotated[date | None, typer.Option(parser=day, metavar="DATE", help="First day, YYYY-MM-DD.")]
UntilOption = Annotated[date | None, typer.Option(parser=day, metavar="DATE", help="Last day, YYYY-MM-DD.")]
SourceOption = Annotated[str, typer.Option("--source", help="Whose rows: own, or a source that was imported.")]
DatedOption = Annotated[bool, typer.Option("--dated-only", help="Leave out acts dated by their publication alone.")]
OneState = Annotated[str, typer.Argument(metavar="A", help="A state or organisation, by code or any name.")]
OtherState = Annotated[str, typer.Argument(metavar="B", help="The other state or organisation.")]


def point(text: str) -> Point:
    """A version's number, or a day."""
    try:
        return int(text) if text.isdecimal() else date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is neither the number of a version nor a day as 2022-08-19") from error


AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", metavar="VERSION|DATE", help="The store as it was: a version's number, or a day's end."),
]


def two_states(a: str, b: str) -> tuple[str, str]:
    """The codes of two names. Raises UnknownEntity, and BadParameter if both name the same."""
    one, other = resolve(a), resolve(b)
    if one == other:
        raise typer.BadParameter(f"{a!r} and {b!r} are both {one}; name two states")
    return one, other


def existing_store(folder: str | Path, as_of: str | None = None) -> DeltaStore:
    """The store in ``folder``, or as it was; reading commands do not create one."""
    if not Place.of(folder).names():
        raise StoreError(f"{folder}: there is no store; make one with `abstand code PATH --store {folder}`")
    return open_store(folder, None if as_of is None else point(as_of))
