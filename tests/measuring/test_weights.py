"""The table of weights: complete, of the right signs, modes near their types, doubt in its order."""

import numpy as np
import pytest

from abstand.measuring.weights import EQUAL, SCALE, equal, goldstein, plover
from abstand.model import Basis, EventType, Status

COOPERATIVE = {
    EventType.AGREE, EventType.CONSULT, EventType.SUPPORT, EventType.COOPERATE, EventType.AID, EventType.CONCEDE,
    EventType.RETREAT,
}  # fmt: skip
NEUTRAL = {EventType.REQUEST}
HOSTILE = set(EventType) - COOPERATIVE - NEUTRAL
FARTHEST_MODE = 3.5  # RETREAT, disarm: the widest gap of PLOVER's table; one lost sign would be wider
MODES = [(type_, mode) for type_, modes in plover().modes.items() for mode in modes]


@pytest.mark.parametrize("type_", EventType)
def test_every_type_has_a_score_on_the_scale(type_: EventType) -> None:
    assert -SCALE <= plover().score(type_, None) <= SCALE


@pytest.mark.parametrize("type_", sorted(COOPERATIVE))
def test_cooperative_types_are_positive(type_: EventType) -> None:
    assert plover().score(type_, None) > 0


@pytest.mark.parametrize("type_", sorted(HOSTILE))
def test_hostile_types_are_negative(type_: EventType) -> None:
    assert plover().score(type_, None) < 0


def test_the_lost_sign_of_accuse_is_put_right() -> None:
    assert plover().scores[EventType.ACCUSE] == -2.0


@pytest.mark.parametrize(("type_", "mode"), MODES)
def test_a_mode_lies_near_its_type(type_: EventType, mode: str) -> None:
    score, of_type = plover().score(type_, mode), plover().score(type_, None)
    assert abs(score - of_type) <= FARTHEST_MODE
    assert type_ in NEUTRAL or score * of_type > 0, "on its type's side"
    assert -SCALE <= score <= SCALE


@pytest.mark.parametrize("mode", [None, "", "unheard-of"])
def test_a_mode_without_a_score_has_its_types(mode: str | None) -> None:
    assert plover().score(EventType.SANCTION, mode) == plover().scores[EventType.SANCTION]


def test_a_mode_counts_only_for_its_type() -> None:
    assert plover().score(EventType.RETREAT, "withdraw") == 8.0
    assert plover().score(EventType.SANCTION, "withdraw") == -6.0
    assert plover().score(EventType.AID, "withdraw") == plover().scores[EventType.AID]


def test_the_worst_and_the_best_stand_at_the_ends() -> None:
    scores = plover().scores
    assert min(scores, key=scores.__getitem__) is EventType.ASSAULT
    assert max(scores, key=scores.__getitem__) is EventType.AID


def test_doubt_has_its_order() -> None:
    precision = plover().precision
    assert set(precision) == set(Status)
    assert precision[Status.ASSERTED] == 1.0
    assert precision[Status.ASSERTED] > precision[Status.PLANNED] > precision[Status.RUMOURED]
    assert precision[Status.RUMOURED] > precision[Status.HYPOTHETICAL] > 0
    assert precision[Status.DENIED] == precision[Status.NEGATED] == 0.0


def test_a_date_of_publication_counts_for_less() -> None:
    dating = plover().dating
    assert set(dating) == set(Basis)
    assert 0 < dating[Basis.PUBLISHED] < dating[Basis.STATED] == 1.0


def test_every_scale_scores_every_type_on_the_same_side() -> None:
    for type_, score in plover().scores.items():
        other = goldstein().scores[type_]
        assert -SCALE <= other <= SCALE
        assert type_ in NEUTRAL or score * other > 0
        assert equal().scores[type_] == EQUAL * np.sign(score)


def test_scales_differ_in_scores_alone() -> None:
    for other in (goldstein(), equal()):
        assert (other.precision, other.dating) == (plover().precision, plover().dating)


def test_goldsteins_modes_lie_on_the_scale() -> None:
    for type_, modes in goldstein().modes.items():
        assert all(-SCALE <= score <= SCALE for score in modes.values())
        assert type_ in EventType
    assert goldstein().score(EventType.CONSULT, "visit") != goldstein().scores[EventType.CONSULT]
    assert equal().score(EventType.CONSULT, "visit") == EQUAL
