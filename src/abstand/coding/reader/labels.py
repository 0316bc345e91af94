"""What the reader's heads tell apart, in the order of their outputs."""

from __future__ import annotations

from abstand.model import Domain, EventType, Status

TYPES = tuple(EventType)
LABELS = 2 * len(TYPES)  # a type done by the first to the second, then the same types done by both together
STATUSES = tuple(Status)
DOMAINS = tuple(Domain)
# the modes of PLOVER (2021) by type
MODES_OF: dict[EventType, tuple[str, ...]] = {
    EventType.AGREE: ("assist", "meet", "multilateral", "visit", "yield"),
    EventType.CONSULT: ("meet", "multilateral", "phone", "third-party", "visit"),
    EventType.SUPPORT: (),
    EventType.COOPERATE: (),
    EventType.AID: ("asylum", "troops", "weapons"),
    EventType.CONCEDE: ("yield",),
    EventType.RETREAT: ("access", "ceasefire", "release", "return", "withdraw"),
    EventType.REQUEST: ("assist", "change", "meet", "yield"),
    EventType.ACCUSE: ("allege", "disapprove", "investigate"),
    EventType.REJECT: ("assist", "change", "meet", "yield"),
    EventType.THREATEN: ("relations", "restrict", "violence"),
    EventType.PROTEST: ("boycott", "demo", "obstruct", "riot", "strike"),
    EventType.SANCTION: ("discontinue", "expel", "withdraw"),
    EventType.MOBILIZE: ("troops", "weapons"),
    EventType.COERCE: ("arrest", "ban", "cyber", "deport", "restrict", "seize", "withhold"),
    EventType.ASSAULT: (
        "abduct", "beat", "drone", "explosives", "heavy-weapons", "sexual", "suicide-attack", "targeted", "torture",
    ),
}  # fmt: skip
MODES = ("", *sorted({mode for modes in MODES_OF.values() for mode in modes}))  # the first: no mode


def type_of(label: int) -> EventType:
    return TYPES[label % len(TYPES)]


def is_mutual(label: int) -> bool:
    return label >= len(TYPES)


def label_of(type_: EventType, mutual: bool) -> int:
    return TYPES.index(type_) + len(TYPES) * mutual
