"""Offices: a state's name or adjective and a word for an office beside it become one mention, resolved by date."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from abstand.entities.marks import OWNING_CASES, PARTY_KINDS, Mark
from abstand.entities.namesakes import same_surname
from abstand.entities.sources import BODIES, DATA
from abstand.entities.table import Thing
from abstand.model import LANGUAGES, Case, Mention, Problem, Way

OWNERS_BEFORE = (Way.NAME, Way.ADJECTIVE, Way.CAPITAL, Way.OFFICE)
OWNERS_AFTER = (*OWNERS_BEFORE, Way.SEAT)
OFFICE_KINDS = ("office", "office-tail")
WIDEST_GAP = 20  # code points between an office and its state
LOOK_BACK = 16  # code points before a mention in which "former" and the like may stand
ABBREVIATIONS = re.compile(r"[A-ZА-ЯЁ.]{2,}")
BEFORE_NAME = re.compile(r",? ")


@dataclass(frozen=True, slots=True)
class Gap:
    """What may stand between an office and its state in a language, and what tells of somebody else than the holder."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    void: re.Pattern[str]


@cache
def gaps() -> Mapping[str, Gap]:
    table = tomllib.loads((DATA / "offices.toml").read_text(encoding="utf-8"))["gap"]
    return {language: _gap(table[language]) for language in LANGUAGES}


def _gap(row: Mapping[str, str | list[str]]) -> Gap:
    void = f"(?:{'|'.join(map(re.escape, row['void']))})"
    before = rf"(?:{row['before']})(?:{void}\w*[-\s]?)?"
    return Gap(re.compile(before), re.compile(str(row["after"])), re.compile(rf"(?<!\w){void}", re.IGNORECASE))


class Offices:
    """Who held which office when, and how offices are told in each language."""

    def __init__(self, things: Iterable[Thing]) -> None:
        self._things: dict[tuple[str, str], Thing] = {}
        self._holders: defaultdict[tuple[str, str], list[Thing]] = defaultdict(list)
        for thing in things:
            if thing.terms:
                self._things[thing.id, thing.code] = thing
                for office in {term.office for term in thing.terms}:
                    self._holders[thing.code, office].append(thing)

    def holders(self, code: str, office: str, when: date) -> list[str]:
        """The ids of those who held a state's office on a day; none or several where the data leave it open."""
        return [thing.id for thing in self._holders[code, office] if held(thing, office, when)]

    def compose(
        self, text: str, lang: str, when: date | None, mentions: Sequence[Mention], marks: Sequence[Mark]
    ) -> tuple[list[Mention], list[Problem]]:
        """``mentions`` with those that an office stands beside widened over it; and the terms that contradict ``when``.

        A mention of an office carries its state's code; its entity is the holder on ``when``, or the state where the
        day, the text ("former") or the data leave it open.
        """
        offices = [mark for mark in marks if mark.kind in OFFICE_KINDS]
        if not offices:
            return list(mentions), []
        items: list[_Item] = [*mentions, *offices]
        items.sort(key=lambda item: item.start)
        return self._resolved(text, lang, when, _Chain(text, gaps()[lang], lang == "kk", items).composed())

    def _resolved(
        self, text: str, lang: str, when: date | None, composed: Sequence[_Office | Mention]
    ) -> tuple[list[Mention], list[Problem]]:
        found: list[Mention] = []
        problems: list[Problem] = []
        for index, item in enumerate(composed):
            if isinstance(item, Mention):
                found.append(item)
                continue
            named = self._named_after(text, when, item, composed[index + 1 : index + 2])
            entity, problem = self._holder(text, lang, when, item, named)
            found.append(item.mention(entity))
            problems += [problem] if problem else []
        return found, problems

    def _named_after(
        self, text: str, when: date | None, office: _Office, following: Sequence[_Office | Mention]
    ) -> Thing | None:
        """The person named right after an office: "British prime minister Truss"; by a surname the holder has it."""
        for item in following:
            if isinstance(item, Mention) and item.way is Way.PERSON and item.code == office.owner.code:
                if not BEFORE_NAME.fullmatch(text, office.end, item.start):
                    return None
                surname = text[item.start : item.end]
                holders = self._holders[item.code, office.sort] if when else []
                called = (p for p in holders if when and held(p, office.sort, when) and _is_called(p, surname))
                return next(called, self._things.get((item.entity, item.code)))
        return None

    def _holder(
        self, text: str, lang: str, when: date | None, office: _Office, named: Thing | None
    ) -> tuple[str, Problem | None]:
        code = office.owner.code
        if when is None or office.sort in BODIES or office.is_void(text, gaps()[lang]):
            return code, None
        if named is None:
            holders = self.holders(code, office.sort, when)
            return (holders[0] if len(holders) == 1 else code), None
        terms = [term for term in named.terms if term.office == office.sort]
        if not terms or held(named, office.sort, when):
            return named.id if terms else code, None
        words = text[office.start : office.end]
        reason = f"“{words}”: {named.names.get('en', named.id)} was not {office.sort} of {code} on {when}"
        return code, Problem("entities", words, reason)


def _is_called(person: Thing, surname: str) -> bool:
    return any(same_surname(surname, word) for name in person.names.values() for word in name.split())


def held(thing: Thing, office: str, when: date) -> bool:
    return any(term.office == office and term.period.covers(when) for term in thing.terms)


@dataclass(frozen=True, slots=True)
class _Office:
    """An office with its state, before its holder is known."""

    sort: str
    owner: Mention
    start: int
    end: int
    cases: frozenset[Case]

    @property
    def code(self) -> str:
        return self.owner.code

    @property
    def way(self) -> Way:
        return Way.OFFICE

    def is_void(self, text: str, gap: Gap) -> bool:
        return bool(gap.void.search(text, max(0, self.start - LOOK_BACK), self.end))

    def mention(self, entity: str) -> Mention:
        is_holder = entity != self.owner.code
        kind = "person" if is_holder else "body" if self.owner.kind in PARTY_KINDS else self.owner.kind
        return Mention(self.owner.code, self.start, self.end, Way.OFFICE, entity, kind, self.cases)


_Item = Mention | Mark | _Office


@dataclass(frozen=True, slots=True)
class _Chain:
    """Mentions and marks in the order of the text, being joined."""

    text: str
    gap: Gap
    by_place: bool  # whether any name right before an office owns it
    items: list[_Item]

    def composed(self) -> list[_Office | Mention]:
        """The states before their offices ("French president", then "Russian foreign ministry spokeswoman") …

        … and then those behind, from the end, so that "spokesman of the president of France" joins twice.
        """
        before = _chained(self.items, self._owns)
        after = _chained(before[::-1], self._follows)[::-1]
        return [item for item in after if not isinstance(item, Mark)]

    def _owns(self, owner: Mention | _Office, mark: Mark) -> bool:
        if owner.way not in OWNERS_BEFORE or not _belongs(mark, owner.code):
            return False
        gap = self.text[owner.end : mark.start]
        if len(gap) > WIDEST_GAP or not self.gap.before.fullmatch(gap):
            return False
        if self.by_place:  # "Сеулдегі елшілік" is somebody else's embassy
            return _may_chain(owner, mark) and (not owner.cases or bool(owner.cases & OWNING_CASES))
        return owner.way is not Way.NAME or self._shows_owner(owner, gap)

    def _shows_owner(self, owner: Mention | _Office, gap: str) -> bool:
        """A name owns what follows by a hyphen, a genitive or as an abbreviation ("US president")."""
        name = self.text[owner.start : owner.end]
        return gap[0] in "-‑'’" or name.endswith(("s", "'s", "’s")) or bool(ABBREVIATIONS.fullmatch(name))

    def _follows(self, owner: Mention | _Office, mark: Mark) -> bool:
        gap = self.text[mark.end : owner.start]
        return (
            owner.way in OWNERS_AFTER
            and _belongs(mark, owner.code)
            and mark.kind == "office"
            and _may_chain(owner, mark)
            and len(gap) <= WIDEST_GAP
            and bool(self.gap.after.fullmatch(gap))
        )


def _chained(items: Iterable[_Item], joins: Callable[[Mention | _Office, Mark], bool]) -> list[_Item]:
    """The items with every mark joined to the mention before it that ``joins`` allows."""
    joined: list[_Item] = []
    for item in items:
        last = joined[-1] if joined else None
        if isinstance(item, Mark) and isinstance(last, Mention | _Office) and joins(last, item):
            joined[-1] = _joined(last, item)
        else:
            joined.append(item)
    return joined


def _may_chain(owner: Mention | _Office, mark: Mark) -> bool:
    """An office has its ministries and spokesmen, but no president of its own."""
    return owner.way is not Way.OFFICE or mark.sort in BODIES


def _belongs(mark: Mark, code: str) -> bool:
    return mark.code in ("", code)


def _joined(owner: Mention | _Office, mark: Mark) -> _Office:
    """The owner widened over the office. A tail completes the office before it ("ministre russe de la Défense")."""
    inner = owner.owner if isinstance(owner, _Office) else owner
    sort = owner.sort if isinstance(owner, _Office) and mark.sort == "minister" else mark.sort
    if inner.way is Way.SEAT:
        sort = "body"  # the president of the Commission is not the Union's
    start, end = min(owner.start, mark.start), max(owner.end, mark.end)
    return _Office(sort, inner, start, end, mark.cases or inner.cases)
