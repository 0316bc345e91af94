"""One-dimensional ideal points of states from their votes in the UN General Assembly, session by session.

The dynamic ordinal spatial model of Bailey, Strezhnev and Voeten (2017), Journal of Conflict Resolution 61(2): on roll
call v

    P(vote of state i at most k) = Φ(γ[v, k] - β[v] θ[i, t])     k: no < abstain < yes
    θ[i, first] ~ N(0, 1),  θ[i, t + 1] ~ N(θ[i, t], STEP_SD²)

with independent normal priors on β, on the lower cut point and on the logarithm of the middle category's width. They
sample (MCMC) and tie resolutions that return in later sessions; here the mode of the joint posterior is found by Fisher
scoring, and returning resolutions are not tied, so scale and middle are comparable over time only as far as states move
slowly.

The 95 % interval is Laplace's: normal around the mode, with the variances of the inverse of the whole expected
information (points and roll calls together, roll calls eliminated exactly), so the uncertainty of the roll calls is in
it; that of the fixed prior spreads is not, nor that of the model.

The sign is fixed so that the United States stand on the positive side on average. Absences are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve
from scipy.special import ndtr, ndtri

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

STEP_SD = 0.2  # a session, in units of the spread of states in their first one: a judgement, see docs/method.md
SLOPE_SD, CUT_SD = 1.5, 2.5  # prior spreads of β and of the lower cut point: wide on the scale of the points
WIDTH_MEAN, WIDTH_SD = -0.5, 1.0  # of log(γ[yes] - γ[no]): a quarter of who stands between abstains
MISSING = -1
MOST_STEPS = 60
CLOSE = 0.1  # gain of log probability by a step at which it is done: far less than any vote's worth
DAMPED = 0.25  # a step that overshoots is tried again with so much more of the diagonal
UNDAMPED = 1e-3  # less than that is none
SMALLEST = 1e-12  # a probability of a vote is never taken as less


@dataclass(frozen=True, slots=True)
class Session:
    """A session's votes: shape (states, roll calls), 0 no, 1 abstain, 2 yes, MISSING. ``states`` ascend."""

    number: int
    states: Ints
    votes: Ints


@dataclass(frozen=True, slots=True)
class Points:
    """Of each session: the states' mean and standard deviation, in the order of its ``states``; shape (states,)."""

    means: tuple[Floats, ...]
    deviations: tuple[Floats, ...]
    log_evidence: float


@dataclass(slots=True)
class _State:
    """The present guess: points by session; roll calls by session, shape (roll calls, 3): β, lower cut, log width."""

    points: list[Floats]
    calls: list[Floats]


@dataclass(frozen=True, slots=True)
class _Local:
    """A session's gradient and expected information: of points, of roll calls, and between them."""

    value: float
    point_gradient: Floats
    point_information: Floats
    call_gradient: Floats  # (calls, 3)
    call_information: Floats  # (calls, 3, 3)
    between: Floats  # (states, calls, 3)


def fit(sessions: Sequence[Session], anchor: int, step_sd: float = STEP_SD) -> Points:
    """The points of all sessions; ``anchor`` is the state that stands on the positive side.

    A state must be in every session between its first and its last one, if need be without a vote.
    """
    state = _start(sessions, anchor)
    precision = step_sd**-2
    damping, value = 0.0, _posterior(sessions, state, precision)
    for _ in range(MOST_STEPS):
        moved = _scored(sessions, state, precision, damping)
        gain = _posterior(sessions, moved, precision) - value
        if gain < 0:
            damping = max(4 * damping, DAMPED)
            continue
        state, value, damping = moved, value + gain, damping / 4 if damping > UNDAMPED else 0.0
        if gain < CLOSE:
            break
    return _points(sessions, state, anchor, precision, value)


def _start(sessions: Sequence[Session], anchor: int) -> _State:
    """Points from the first singular vector of each session's votes, the anchor on the positive side of each.

    Sides are not carried over from the session before: one with a handful of roll calls would turn all that follow.
    """
    points, calls = [], []
    for session in sessions:
        seen = session.votes != MISSING
        middle = np.where(seen, session.votes, 0).sum(axis=0) / np.maximum(seen.sum(axis=0), 1)
        centred = np.where(seen, session.votes - middle, 0.0)
        left = np.linalg.svd(centred, full_matrices=False)[0][:, 0] if centred.size else np.zeros(len(session.states))
        left = left / (left.std() or 1.0)
        left = left if left[session.states == anchor].sum() >= 0 else -left
        points.append(left)
        calls.append(_first_calls(centred, seen, session.votes, left))
    return _State(points, calls)


def _first_calls(centred: Floats, seen: NDArray[np.bool_], votes: Ints, points: Floats) -> Floats:
    number = np.maximum(seen.sum(axis=0), 1)
    slope = np.clip((centred * points[:, None]).sum(axis=0) / number * 2, -2, 2)
    stretch = np.sqrt(1 + slope**2)
    no = ndtri(((votes == 0).sum(axis=0) + 0.5) / (number + 1.5)) * stretch
    yes = ndtri(((votes == 1).sum(axis=0) + (votes == 0).sum(axis=0) + 1.0) / (number + 1.5)) * stretch
    return np.stack([slope, no, np.log(np.maximum(yes - no, 0.05))], axis=1)


def _local(session: Session, points: Floats, calls: Floats) -> _Local:
    slope, lower, width = calls[:, 0], calls[:, 1], np.exp(calls[:, 2])
    seen = session.votes != MISSING
    at = points[:, None] * slope
    cut = np.stack([lower - at, lower + width - at])
    density = np.exp(-0.5 * cut**2) / np.sqrt(2 * np.pi)
    below = ndtr(cut)
    chance = np.maximum(np.stack([below[0], below[1] - below[0], ndtr(-cut[1])]), SMALLEST)
    flow = density * seen  # of each cut point; shape (2, states, calls)
    one, two = flow
    # expected information of the two cut points, and of the position (which is minus their sum)
    first = one**2 * (1 / chance[0] + 1 / chance[1])
    both = -one * two / chance[1]
    last = two**2 * (1 / chance[1] + 1 / chance[2])
    place, place_last = first + 2 * both + last, -(both + last)
    votes = session.votes
    by_first = np.where(votes == 0, one / chance[0], np.where(votes == 1, -one / chance[1], 0.0))
    by_last = np.where(votes == 1, two / chance[1], np.where(votes == 2, -two / chance[2], 0.0))
    by_place = -(by_first + by_last)
    likely = np.choose(np.maximum(votes, 0), chance)
    column = points[:, None]
    gradient = np.stack([by_place * column, by_first + by_last, by_last * width], axis=-1).sum(axis=0)
    entries = (
        (0, 0, place * column**2), (0, 1, -place * column), (0, 2, place_last * column * width),
        (1, 1, place), (1, 2, -place_last * width), (2, 2, last * width**2),
    )  # fmt: skip
    information = np.empty((len(calls), 3, 3))
    for row, other, values in entries:
        information[:, row, other] = information[:, other, row] = values.sum(axis=0)
    between = np.stack([place * column * slope, -place * slope, place_last * slope * width], axis=-1)
    value = float(np.log(likely[seen]).sum())
    return _Local(value, (by_place * slope).sum(axis=1), (place * slope**2).sum(axis=1), gradient, information, between)


def _likelihood(session: Session, points: Floats, calls: Floats) -> float:
    """The log probability of a session's votes."""
    rows, columns = np.nonzero(session.votes != MISSING)
    at = points[rows] * calls[columns, 0]
    lower = calls[columns, 1] - at
    upper = lower + np.exp(calls[columns, 2])
    votes = session.votes[rows, columns]
    # of no: below the lower cut; of yes: above the upper one; between them: the difference
    outside = ndtr(np.where(votes == 2, -upper, np.where(votes == 0, lower, upper)))
    chance = np.where(votes == 1, outside - ndtr(lower), outside)
    return float(np.log(np.maximum(chance, SMALLEST)).sum())


_CALL_MEAN = np.array([0.0, 0.0, WIDTH_MEAN])
_CALL_PRECISION = np.array([SLOPE_SD, CUT_SD, WIDTH_SD]) ** -2.0


def _posterior(sessions: Sequence[Session], state: _State, precision: float) -> float:
    """The log of likelihood and priors, without constants."""
    total, before = 0.0, dict[int, float]()
    for session, points, calls in zip(sessions, state.points, state.calls, strict=True):
        total += _likelihood(session, points, calls)
        total -= 0.5 * float((_CALL_PRECISION * (calls - _CALL_MEAN) ** 2).sum())
        for key, point in zip(session.states.tolist(), points.tolist(), strict=True):
            total -= 0.5 * (precision * (point - before[key]) ** 2 if key in before else point**2)
        before = dict(zip(session.states.tolist(), points.tolist(), strict=True))
    return total


@dataclass(frozen=True, slots=True)
class _System:
    """The information of the points, roll calls eliminated: blocks on and beside the diagonal, right-hand sides."""

    blocks: list[Floats]
    links: list[Floats]  # (states of t, states of t + 1)
    sides: list[Floats]
    locals: list[_Local]
    inverses: list[Floats]  # of the roll calls' information


def _system(sessions: Sequence[Session], state: _State, precision: float, damping: float) -> _System:
    blocks, links, sides, locals_, inverses = [], [], [], [], []
    for at, session in enumerate(sessions):
        points, calls = state.points[at], state.calls[at]
        local = _local(session, points, calls)
        gradient = local.call_gradient - _CALL_PRECISION * (calls - _CALL_MEAN)
        information = local.call_information + np.diag(_CALL_PRECISION)
        information = information + damping * np.eye(3) * np.trace(information, axis1=1, axis2=2)[:, None, None]
        inverse = np.linalg.inv(information) if len(calls) else np.empty((0, 3, 3))
        reduced = np.einsum("svk,vkl->svl", local.between, inverse)
        flat = (len(points), -1)
        block = np.diag(local.point_information * (1 + damping)) - reduced.reshape(flat) @ local.between.reshape(flat).T
        side = local.point_gradient - np.einsum("svk,vk->s", reduced, gradient)
        blocks.append(block)
        sides.append(side)
        locals_.append(
            _Local(local.value, local.point_gradient, local.point_information, gradient, information, local.between)
        )
        inverses.append(inverse)
        links.append(_add_walk(sessions, state, at, blocks, sides, precision))
    return _System(blocks, links[1:], sides, locals_, inverses)


def _add_walk(
    sessions: Sequence[Session], state: _State, at: int, blocks: list[Floats], sides: list[Floats], precision: float
) -> Floats:
    """Adds the prior of session ``at``, given the one before; returns the link between the two."""
    now = sessions[at].states
    before = sessions[at - 1].states if at else np.array([], dtype=np.int64)
    _, ours, theirs = np.intersect1d(now, before, return_indices=True)
    new = np.setdiff1d(np.arange(len(now)), ours)
    blocks[at][new, new] += 1.0
    sides[at][new] -= state.points[at][new]
    link = np.zeros((len(before), len(now)))
    if at:
        link[theirs, ours] = -precision
        blocks[at][ours, ours] += precision
        blocks[at - 1][theirs, theirs] += precision
        step = precision * (state.points[at][ours] - state.points[at - 1][theirs])
        sides[at][ours] -= step
        sides[at - 1][theirs] += step
    return link


def _scored(sessions: Sequence[Session], state: _State, precision: float, damping: float) -> _State:
    """One step of Fisher scoring."""
    system = _system(sessions, state, precision, damping)
    factors, ahead = _eliminated(system)
    steps: list[Floats] = [np.empty(0)] * len(sessions)
    for at in reversed(range(len(sessions))):
        side = ahead[at] if at + 1 == len(sessions) else ahead[at] - system.links[at] @ steps[at + 1]
        steps[at] = cho_solve(factors[at], side)
    calls = [
        old + np.einsum("vkl,vl->vk", inverse, local.call_gradient - np.einsum("svk,s->vk", local.between, step))
        for old, inverse, local, step in zip(state.calls, system.inverses, system.locals, steps, strict=True)
    ]
    points = [old + step for old, step in zip(state.points, steps, strict=True)]
    return _State(points, calls)


def _eliminated(system: _System) -> tuple[list[tuple[Floats, bool]], list[Floats]]:
    """The blocks' Cholesky factors and right-hand sides with the earlier sessions eliminated."""
    factors, ahead = [cho_factor(system.blocks[0], lower=True)], [system.sides[0]]
    for at, link in enumerate(system.links, start=1):
        block = system.blocks[at] - link.T @ cho_solve(factors[-1], link)
        ahead.append(system.sides[at] - link.T @ cho_solve(factors[-1], ahead[-1]))
        factors.append(cho_factor(block, lower=True))
    return factors, ahead


def _points(sessions: Sequence[Session], state: _State, anchor: int, precision: float, value: float) -> Points:
    system = _system(sessions, state, precision, 0.0)
    factors, _ = _eliminated(system)
    deviations: list[Floats] = [np.empty(0)] * len(sessions)
    later = np.empty((0, 0))
    for at in reversed(range(len(sessions))):
        covariance = cho_solve(factors[at], np.eye(len(sessions[at].states)))
        if at + 1 < len(sessions):
            gain = cho_solve(factors[at], system.links[at])
            covariance = covariance + gain @ later @ gain.T
        later = covariance
        deviations[at] = np.sqrt(np.diag(covariance))
    sign = _sign(sessions, state.points, anchor)
    return Points(
        tuple(sign * points for points in state.points),
        tuple(deviations),
        _evidence(sessions, system, factors, precision, value),
    )


def _sign(sessions: Sequence[Session], points: Sequence[Floats], anchor: int) -> float:
    at = [float(p[session.states == anchor].sum()) for session, p in zip(sessions, points, strict=True)]
    return 1.0 if sum(at) >= 0 else -1.0


def _evidence(
    sessions: Sequence[Session], system: _System, factors: Sequence[tuple[Floats, bool]], precision: float, value: float
) -> float:
    """Laplace's approximation of the log probability of the votes, up to a constant: for comparing STEP_SD."""
    informed = sum(float(np.log(np.diag(factor)).sum()) for factor, _ in factors)
    informed += 0.5 * sum(float(np.linalg.slogdet(local.call_information)[1].sum()) for local in system.locals)
    walks = sum(len(np.intersect1d(a.states, b.states)) for a, b in pairwise(sessions))
    return value + 0.5 * walks * float(np.log(precision)) - informed
