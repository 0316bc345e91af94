"""The tables that other people's data and the estimates from UN votes are kept in, and what a stretch of a file gives.

Imported events stand apart from our own reports. Units: days; scores in [-10, 10], negative for conflict; ``mentions``,
``outlets`` and ``articles`` are the numbers that the data set gives for an event, null where it gives none.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

import pyarrow as pa

from abstand.model import Problem

IMPORTED = pa.schema(
    [
        ("id", pa.string()),  # made of what the row says
        ("source", pa.string()),  # gdelt, icews, polecat, weis, plover
        ("own_id", pa.string()),  # the data set's own id, null where it has none
        ("first", pa.date32()),
        ("last", pa.date32()),
        ("actor", pa.string()),  # our codes
        ("recipient", pa.string()),
        ("actor_name", pa.string()),  # as the data set names or codes it
        ("recipient_name", pa.string()),
        ("type", pa.string()),  # PLOVER's; null where the data set's code has no counterpart
        ("mode", pa.string()),
        ("code", pa.string()),  # the data set's own event code: CAMEO, WEIS; null for PLOVER data
        ("score", pa.float64()),  # the data set's own conflict-cooperation score (Goldstein's, or PLOVER's intensity)
        ("mentions", pa.int32()),
        ("outlets", pa.int32()),
        ("articles", pa.int32()),
        ("outlet", pa.string()),
        ("url", pa.string()),
        ("published", pa.date32()),
        ("run", pa.string()),
    ]
)
VOTES = pa.schema(
    [
        ("id", pa.string()),
        ("roll_call", pa.string()),  # Voeten's rcid
        ("session", pa.int16()),
        ("day", pa.date32()),
        ("state", pa.string()),  # our code
        ("vote", pa.string()),  # yes, abstain, no; who was absent has no row
        ("issues", pa.list_(pa.string())),  # the codes of Issue
        ("resolution", pa.string()),
        ("title", pa.string()),
        ("run", pa.string()),
    ]
)
POSITIONS = pa.schema(
    [
        ("key", pa.string()),  # of the votes that an estimate rests on
        ("session", pa.int16()),
        ("state", pa.string()),
        ("point", pa.float64()),
        ("low", pa.float64()),  # 95 % interval
        ("high", pa.float64()),
        ("votes", pa.int32()),
    ]
)


class Issue(StrEnum):
    """The issues of roll calls, by Voeten's codes."""

    PALESTINE = "me"
    NUCLEAR = "nu"
    DISARMAMENT = "di"
    HUMAN_RIGHTS = "hr"
    COLONIALISM = "co"
    ECONOMY = "ec"


class LeftOut(StrEnum):
    """Why a good row is no event between two states: counted, not kept."""

    ONE_PARTY = "names one party only"
    WITHIN = "within one state"
    UNKNOWN = "a party that stands for none of our states or organisations"
    ARMED = "an armed or criminal group, not its state"
    ABSENT = "absent or not a member"
    UNASSERTED = "planned, rumoured, hypothetical, negated or denied"


@dataclass(frozen=True, slots=True)
class Chunk:
    """What a stretch of a file gave: ``read`` rows (headers apart), of which ``rows`` are kept (IMPORTED or VOTES).

    ``unknown`` counts by name the parties (or event names) that we do not know.
    """

    read: int
    rows: pa.Table
    problems: tuple[Problem, ...] = ()
    left_out: Counter[LeftOut] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
