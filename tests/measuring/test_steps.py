"""Steps: found where a level changes at once, not where it stands or rests on too little; and who carried them."""

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pytest

from abstand.errors import InputError, NoData
from abstand.measuring import steps
from abstand.measuring.change_points import search
from abstand.measuring.contrasts import Acts, contrasts, moved
from abstand.measuring.local_level import Variances, levels
from abstand.measuring.scanning import DECADE_DAYS, FIRMNESS, LIKENESS, chance, gathered, noises, ratios, seeded, whole
from abstand.measuring.variances import STATED
from abstand.model import Direction, Entry, EventType
from abstand.sources.watched import Watched
from abstand.store import MemoryStore

Told = Callable[..., Entry]
START = date(2015, 1, 1)
TURN = START + timedelta(days=500)


def acts(days: np.ndarray, scores: np.ndarray, precision: float = 1.0) -> Acts:
    count = len(days)
    names, empty = np.array([f"e{n}" for n in range(count)], dtype=object), np.full(count, "", dtype=object)
    told = Acts(names, days, scores.astype(float), np.full(count, precision), empty, empty)
    return told.where(np.lexsort((scores, days)))


def turning(seed: int = 1, count: int = 60) -> Acts:
    generator = np.random.default_rng(seed)
    days = np.sort(generator.integers(0, 1000, count))
    return acts(days, generator.choice([5.0, 2.5, 4.0], count) - 8 * (days >= 500))


def test_a_turn_is_found_on_its_day() -> None:
    told = turning()
    (change,) = search(told, STATED, np.random.default_rng(0)).changes
    assert change.day == told.day[told.day >= 500][0]
    assert change.chance <= 0.01


def test_the_same_seed_gives_the_same_steps() -> None:
    one, other = (search(turning(2), STATED, np.random.default_rng(5)).changes for _ in range(2))
    assert one == other


def test_two_turns_are_two_steps() -> None:
    generator = np.random.default_rng(4)
    days = np.sort(generator.integers(0, 1500, 150))
    scores = generator.choice([5.0, 2.5, 4.0], 150) - 9 * ((days >= 500) & (days < 900))
    found = search(acts(days, scores), STATED, np.random.default_rng(0)).changes
    assert [change.day // 100 for change in found] == [5, 9]


@pytest.mark.parametrize("count", [0, 1, 2, 5])
def test_a_handful_of_acts_makes_no_step(count: int) -> None:
    days = np.arange(count) * 30
    if count:
        assert search(acts(days, np.where(days < 60, 5, -9)), STATED, np.random.default_rng(0)).changes == ()


@pytest.mark.slow
def test_a_level_that_stands_has_no_step() -> None:
    generator = np.random.default_rng(11)
    found = 0
    for _ in range(8):
        told = acts(np.sort(generator.integers(0, 1000, 30)), generator.choice([5.0, 2.5, -2.0, -6.0], 30))
        found += len(search(told, STATED, generator).changes)
    assert found <= 1


def test_a_single_outlier_is_no_step() -> None:
    scores = np.full(40, 2.5)
    scores[::2] = 5.0
    scores[20] = -9.5
    assert search(acts(np.arange(40) * 20, scores), STATED, np.random.default_rng(0)).changes == ()


def test_the_contrast_is_what_two_separate_levels_differ_by() -> None:
    told = turning().split([])
    variances = Variances(np.array([0.01]), np.array([9.0]))
    found = contrasts(levels(told, variances))
    day = int(told.day[found.slot[20] + 1])
    parts = [turning().where(turning().day < day), turning().where(turning().day >= day)]
    ends = [levels(part.split([]), variances) for part in parts]
    before, after = (
        ends[at].smoothed(np.zeros(1, np.int64), np.array([edge]))
        for at, edge in ((0, int(parts[0].day[-1])), (1, int(parts[1].day[0])))
    )
    assert (found.before[20], found.after[20]) == (pytest.approx(before.mean[0]), pytest.approx(after.mean[0]))
    drift = 0.01 * (parts[1].day[0] - parts[0].day[-1])
    assert found.error[20] ** 2 == pytest.approx(before.variance[0] + after.variance[0] + drift)


def test_the_ratio_is_that_of_a_regression_with_a_step() -> None:
    """Against weighted least squares with a step as a regressor, and the drift's share in its estimate."""
    told = turning(3, 25)
    units = gathered(told.day, told.score, told.precision, 7)
    noise, count, at = 9.0, len(units), 12
    weight = np.diag(units.weight)
    squares = []
    for columns in ([np.ones(count)], [np.ones(count), (np.arange(count) >= at).astype(float)]):
        design = np.stack(columns, axis=1)
        normal = np.linalg.inv(design.T @ weight @ design)
        error = units.score - design @ (normal @ design.T @ weight @ units.score)
        squares.append(error @ weight @ error)
    span = units.day[-1] - units.day[0]
    gain = (squares[0] - squares[1]) / (1 + span / DECADE_DAYS / 3 / (noise * normal[1, 1]))
    spread = 2 * FIRMNESS * noise + squares[0]
    places = whole(0, count)
    found = ratios(units.day, units.score[None], units.weight[None], places, np.array([noise]))
    expected = (FIRMNESS + count / 2) * np.log(spread / (spread - gain))
    assert found[0, places.at.tolist().index(at)] == pytest.approx(expected)


def test_acts_of_a_week_are_one_observation_of_limited_weight() -> None:
    units = gathered(np.array([0, 3, 6, 7, 21]), np.array([1.0, 2, 6, 5, 5]), np.array([1.0, 1, 2, 1, 0.5]), 7)
    assert units.day.tolist() == [0, 7, 21]
    assert units.score.tolist() == [3.75, 5, 5]
    assert units.weight[0] == pytest.approx(1 / (1 / 4 + LIKENESS))


@pytest.mark.parametrize("units", [5, 6, 40])
def test_every_interval_has_its_places_within(units: int) -> None:
    places = seeded(units)
    assert (len(places) > 0) == (units >= 6)
    assert all((places.at - places.start >= 3) & (places.end - places.at >= 3) & (places.end <= units))


def test_the_noise_is_hardly_touched_by_a_turn() -> None:
    score = np.random.default_rng(2).normal(0, 4, (1, 400))
    turned = score + 15 * (np.arange(400) >= 200)
    plain, with_turn = (noises(values, np.ones((1, 400)))[0] for values in (score, turned))
    assert plain == pytest.approx(16, rel=0.2)
    assert with_turn == pytest.approx(plain, rel=0.1)


def test_chance_is_the_same_with_turns_and_without() -> None:
    generator = np.random.default_rng(3)
    days, score = np.arange(0, 1400, 7), generator.normal(0, 4, 200)
    turned = score - 12 * ((days >= 500) & (days < 900))
    plain, with_turns = (
        np.quantile(chance(gathered(days, values, np.ones(200), 7), generator, 99), 0.9) for values in (score, turned)
    )
    assert with_turns == pytest.approx(plain, abs=0.5)


def test_what_an_act_moves_is_what_the_step_loses_without_it() -> None:
    told = turning(6, 20)
    variances = Variances(np.array([0.01]), np.array([9.0]))
    day = int(told.day[told.day >= 500][0])
    found = moved(told, variances, day)
    whole_step = _step(told, variances, day)
    for left_out in range(20):
        without = _step(told.where(np.arange(20) != left_out), variances, day)
        assert found[left_out] == pytest.approx(abs(whole_step) - without * np.sign(whole_step), abs=1e-9)


def _step(told: Acts, variances: Variances, day: int) -> float:
    found = levels(told.split([day]), variances)
    edge = int(found.panel.start[1])
    return float(found.future.mean[edge] - found.past.mean[edge - 1])


def on(day: int) -> date:
    return START + timedelta(days=day)


def story(told: Told, **after: object) -> list[Entry]:
    """Sixteen acts of support, then as many sanctions from day 500 on, told by A alone."""
    before = [told(EventType.SUPPORT, on(31 * n), number=n, outlet="AB"[n % 2]) for n in range(16)]
    options = {"outlet": "A", **after}
    turned = [told(EventType.SANCTION, number=n, **{**options, **_day(options, on(500 + 31 * n))}) for n in range(16)]
    return before + turned


@pytest.fixture(scope="module")
def turned(kept, told: Told) -> MemoryStore:
    return kept(story(told))


def _day(options: dict[str, object], day: date) -> dict[str, object]:
    return {"day": None, "published": day} if options.get("published") else {"day": day}


def test_a_step_is_told_with_its_events_and_sentences(turned: MemoryStore) -> None:
    (step,) = steps(turned, "KAZ", "RUS", prior=STATED)
    assert (step.direction, step.day) == (Direction.THERE, TURN)
    assert step.first <= step.day <= step.last
    assert step.before == pytest.approx(0.25, abs=0.05)
    assert step.after == pytest.approx(0.8, abs=0.05)
    assert step.low < step.size < step.high
    assert step.size == pytest.approx(step.after - step.before)
    assert step.probability >= 0.99
    assert step.outlet == "A", "all that followed the turn is A's"
    changes = [carrier.change for carrier in step.carriers]
    assert changes == sorted(changes, reverse=True)
    assert min(changes) >= 0, "of equal scores none makes the step larger, and none smaller"
    assert len(changes) == 10
    assert abs(step.carriers[0].day - step.day).days <= 62
    assert step.carriers[0].entries[0].sentence == "Text."


@pytest.mark.slow
def test_the_other_side_sees_the_same_step(turned: MemoryStore) -> None:
    (one,), (other,) = steps(turned, "KAZ", "RUS"), steps(turned, "RUS", "KAZ")
    assert (one.day, one.direction, other.direction) == (other.day, Direction.THERE, Direction.BACK)
    assert one.id == other.id, "one step, from whichever side it is asked for"


@pytest.mark.slow
def test_no_step_rests_on_undated_acts_of_one_document(kept, told: Told) -> None:
    single = kept(story(told, published=True, document="one"))
    assert steps(single, "KAZ", "RUS") == ()
    assert len(steps(kept(story(told, published=True)), "KAZ", "RUS")) == 1, "of many documents they count"
    with_dated_only = steps(kept(story(told, published=True)), "KAZ", "RUS", dated_only=True)
    assert with_dated_only == ()


@pytest.mark.slow
def test_a_window_cuts_what_is_shown(turned: MemoryStore) -> None:
    assert steps(turned, "KAZ", "RUS", until=TURN - timedelta(days=1)) == ()
    assert len(steps(turned, "KAZ", "RUS", since=TURN)) == 1


def test_a_window_without_days_is_said(turned: MemoryStore) -> None:
    with pytest.raises(InputError, match="no day lies between"):
        steps(turned, "KAZ", "RUS", since=TURN, until=START)


def test_one_act_and_none(kept, told: Told) -> None:
    assert steps(kept([told()]), "KAZ", "RUS") == ()
    with pytest.raises(NoData, match="of KAZ there are reports with RUS \\(1\\); none names ISL"):
        steps(kept([told()]), "KAZ", "ISL")


@pytest.mark.slow
@pytest.mark.parametrize(("came_in", "is_step"), [(TURN, False), (TURN - timedelta(days=300), True)])
def test_a_step_that_a_new_outlet_makes_is_none(kept, told: Told, came_in: date, is_step: bool) -> None:
    store = kept(story(told, outlet="C"))
    store.add_watched([Watched("A", START, START), Watched("C", came_in, came_in)])
    assert bool(steps(store, "KAZ", "RUS", prior=STATED)) is is_step


@pytest.mark.slow
def test_a_step_that_others_tell_too_is_one_though_an_outlet_came_in(kept, told: Told) -> None:
    store = kept(story(told, outlet="C") + story(told, outlet="B")[16:])
    store.add_watched([Watched("C", TURN, TURN)])
    assert [step.day for step in steps(store, "KAZ", "RUS", prior=STATED)] == [TURN]
