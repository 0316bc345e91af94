"""A user's own data files over the shipped table: names are added, and where they differ the user's hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from abstand.entities.joined import Joined
from abstand.entities.sources import Term, read_sources, source_files
from abstand.entities.table import Reading, Table, Thing, compile_table, table_of
from abstand.errors import InputError


def with_additions(table: Table, folder: Path) -> Table:
    """``table`` with the data files of ``folder`` (same format and folders as the shipped ones).

    What has a known id gets the names, the display names and the terms given there; a term that begins an office on the
    day of a known one takes its place. A form that stands there loses the meanings that it has for other codes in the
    same language. Raises InputError if there is no data file, DataError
    for one that is wrong.
    """
    if not source_files(folder):
        raise InputError(f"{folder}: no data files there (such as states/kaz.toml, groups/mine.toml, firms/rus.toml)")
    own = compile_table(read_sources(folder))
    things, places = _united(table.things, own.things)
    known = {form: index for index, form in enumerate(table.forms)}
    added: dict[str, list[Reading]] = {}
    for index, form in enumerate(own.forms):
        readings = [replace(reading, thing=places[reading.thing]) for reading in own.readings(index)]
        shipped = table.readings(known[form]) if form in known else ()
        added[form] = [*readings, *_left(shipped, readings, things)]
    return _overlaid(replace(table, things=things), table_of(things, added), known)


def _united(shipped: Sequence[Thing], own: Sequence[Thing]) -> tuple[tuple[Thing, ...], list[int]]:
    """All things, and the place among them of each of the user's."""
    things = list(shipped)
    places = {_key(thing): place for place, thing in enumerate(things)}
    for thing in own:
        place = places.setdefault(_key(thing), len(things))
        if place == len(things):
            things.append(thing)
        else:
            old = things[place]
            things[place] = replace(thing, names=old.names | thing.names, terms=_terms(old, thing))
    return tuple(things), [places[_key(thing)] for thing in own]


def _key(thing: Thing) -> tuple[str, str]:
    """A person may stand for several, each with terms of office."""
    return thing.id, thing.code if thing.kind == "person" else ""


def _terms(old: Thing, own: Thing) -> tuple[Term, ...]:
    new = {(term.office, term.period.first) for term in own.terms}
    return (*(term for term in old.terms if (term.office, term.period.first) not in new), *own.terms)


def _left(shipped: Sequence[Reading], own: Sequence[Reading], things: Sequence[Thing]) -> Iterator[Reading]:
    """The shipped meanings in the languages in which the user gives the form no other code."""
    for reading in shipped:
        others = (o.languages for o in own if things[o.thing].code != things[reading.thing].code)
        if languages := reading.languages.difference(*others):
            yield replace(reading, languages=languages)


def _overlaid(table: Table, own: Table, known: dict[str, int]) -> Table:
    forms, packed, languages = list(table.forms), list(table.packed), list(table.languages)
    for form, meanings, letters in zip(own.forms, own.packed, own.languages, strict=True):
        if form in known:
            packed[known[form]], languages[known[form]] = meanings, letters
        else:
            forms.append(form)
            packed.append(meanings)
            languages.append(letters)
    return Table(table.things, Joined.of(forms), tuple(packed), tuple(languages))
