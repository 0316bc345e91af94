"""Which of its meanings a form has: by the kind of name, by terms of office, by what else the text names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from abstand.entities.scanning import Sense
from abstand.entities.sources import ALWAYS, Term
from abstand.entities.table import Reading, Thing
from abstand.model import Way

# where one form has several meanings, the first of these wins
PRECEDENCE = (
    Way.NAME, Way.SEAT, Way.CAPITAL, Way.ADJECTIVE, Way.DEMONYM, Way.OFFICE,
    Way.OUTLET, Way.FIRM, Way.PERSON, Way.CITY, Way.DESCRIPTION,
)  # fmt: skip
# of several who serve, the one with the first of these is meant by a bare surname; any other office comes after them
OFFICE_RANKS = (
    "head-of-state", "head-of-government", "foreign-minister", "defence-minister", "secretary-general", "spokesperson",
    "speaker",
)  # fmt: skip


class Chooser:
    """Chooses between readings. What neither the day nor the rest of the text decides stays open: None."""

    def __init__(self, things: Sequence[Thing]) -> None:
        self._things = things
        self._former = {thing.code for thing in things if thing.kind == "former-state"}

    def sense_of(self, readings: tuple[Reading, ...]) -> Sense:
        sure = tuple(reading for reading in readings if not reading.ambiguous)
        dated = any(reading.period != ALWAYS for reading in sure)
        contested = sum(reading.way is Way.PERSON for reading in sure) > 1
        is_fixed = not dated and not contested and not self.is_shared(readings)
        fixed = self._best(sure, None)[0] if is_fixed and sure else None
        is_reference = fixed is not None and self._things[fixed.thing].kind == "reference"
        return Sense(readings, sure, is_fixed, fixed, is_reference, any(r.unless or r.near for r in readings))

    def is_shared(self, readings: Iterable[Reading]) -> bool:
        """Whether several states have a body of this name, so that only the text can tell whose is meant."""
        seats = [reading for reading in readings if reading.way is Way.SEAT]
        is_name = any(reading.way is Way.NAME and not reading.ambiguous for reading in readings)
        return not is_name and any(reading.ambiguous for reading in seats) and len(self.codes(seats)) > 1

    def codes(self, readings: Iterable[Reading]) -> set[str]:
        return {self._things[reading.thing].code for reading in readings}

    def sure(self, sense: Sense, when: date | None) -> Reading | None:
        """The meaning that the form has whatever else the text names."""
        if sense.is_fixed:
            return sense.fixed
        best = self._best(sense.sure, when)
        if not best or self.is_shared(sense.readings):
            return None
        if best[0].way is Way.PERSON and len(self.codes(best)) > 1:
            return None  # the rest of the text may tell
        return self._person(best, when, ()) if best[0].way is Way.PERSON else best[0]

    def supported(self, sense: Sense, named: Collection[str], when: date | None) -> Reading | None:
        """The meaning that the codes ``named`` in the text leave, where the form by itself leaves several."""
        if self.is_shared(sense.readings):
            return None
        best = self._best(sense.sure, when)
        if not best:
            doubtful = [reading for reading in sense.readings if reading.ambiguous]
            best = self._best((r for r in doubtful if self._things[r.thing].code in named), when)
        if not best or best[0].way is not Way.PERSON:
            return best[0] if best else None
        return self._person(best, when, named)

    def _best(self, readings: Iterable[Reading], when: date | None) -> list[Reading]:
        """Those of the kind that comes first."""
        valid = [reading for reading in readings if reading.period.covers(when)]
        first = min((PRECEDENCE.index(reading.way) for reading in valid), default=None)
        return [reading for reading in valid if PRECEDENCE.index(reading.way) == first]

    def _person(self, readings: Sequence[Reading], when: date | None, named: Collection[str]) -> Reading | None:
        """Of persons with one name who serves on the day, else the one whose state is named, else the highest.

        Of one state's the one who served last before the day; without a day, of all the one who served last.
        """
        persons = self._homes(readings, when, named)
        serving = [person for person in persons if self._terms(person, when)]
        if not serving and when is None:
            latest = max(self._end(person) for person in persons)
            serving = [person for person in persons if self._end(person) == latest]
        left = serving or persons
        if len(self.codes(left)) > 1:
            left = [person for person in left if self._things[person.thing].code in named] or left
        ranks = [self._rank(person, when) for person in left]
        if len(self.codes(left)) > 1 and (not serving or ranks.count(min(ranks)) > 1):
            return None
        return left[ranks.index(min(ranks))]

    def _homes(self, readings: Sequence[Reading], when: date | None, named: Collection[str]) -> list[Reading]:
        """A reading a person: of one in several files that of the term, outside any that of the first file.

        Without a day that of whom the text names, else that of the last term.
        """
        by_person: defaultdict[str, list[Reading]] = defaultdict(list)
        for reading in readings:
            by_person[self._things[reading.thing].id].append(reading)
        if when is None:
            told = {id_: [r for r in same if self._things[r.thing].code in named] for id_, same in by_person.items()}
            by_person.update({id_: same for id_, same in told.items() if same})
        return [self._home(same, when) for same in by_person.values()]

    def _home(self, readings: Sequence[Reading], when: date | None) -> Reading:
        serving = [reading for reading in readings if self._terms(reading, when)]
        if serving:
            return max(serving, key=lambda reading: max(_begin(term) for term in self._terms(reading, when)))
        if when is None:
            return max(readings, key=self._end)
        lasting = [reading for reading in readings if self._things[reading.thing].code not in self._former]
        return min(lasting or readings, key=lambda reading: reading.thing)

    def _terms(self, reading: Reading, when: date | None) -> list[Term]:
        return [term for term in self._things[reading.thing].terms if term.period.covers(when)]

    def _end(self, reading: Reading) -> date:
        return max((term.period.last or date.max for term in self._things[reading.thing].terms), default=date.min)

    def _rank(self, reading: Reading, when: date | None) -> tuple[int, int]:
        """Lower is likelier: who holds a high office, else who left one a short time before, else who is to come."""
        serving = self._terms(reading, when)
        if serving or when is None:
            terms = serving or self._things[reading.thing].terms
            return min((_office_rank(term) for term in terms), default=len(OFFICE_RANKS)), 0
        ends = [(when - (term.period.last or when)).days for term in self._things[reading.thing].terms]
        past = [days for days in ends if days >= 0]
        return (len(OFFICE_RANKS) + 1, min(past)) if past else (len(OFFICE_RANKS) + 2, -max(ends, default=0))


def _begin(term: Term) -> date:
    return term.period.first or date.min


def _office_rank(term: Term) -> int:
    return OFFICE_RANKS.index(term.office) if term.office in OFFICE_RANKS else len(OFFICE_RANKS)
