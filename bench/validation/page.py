"""The tables of ``docs/validation.md`` between its markers; the words around them are written by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from abstand.importing import Imported
from abstand.measuring.sensitivity import Sensitivity
from abstand.measuring.told_steps import Step

from .attitudes import Agreement
from .turns import Case, Examined
from .votes import Cell, Correlation

PAGE = Path(__file__).parents[2] / "docs" / "validation.md"


def put(part: str, text: str, page: Path = PAGE) -> None:
    """Puts a part between its markers. Raises ValueError if the page has none for it."""
    begin, end = f"<!-- {part} -->\n", f"<!-- /{part} -->"
    whole = page.read_text(encoding="utf-8")
    before, found, rest = whole.partition(begin)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        raise ValueError(f"{page}: has no markers for the part {part!r}")
    page.write_text(f"{before}{begin}{text.rstrip()}\n{end}{after}", encoding="utf-8")


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines) + "\n"


def imports(done: dict[str, Imported]) -> str:
    return table(
        ("source", "rows", "kept", "bad"),
        ((source, f"{of.read:,}", f"{of.kept:,}", len(of.problems)) for source, of in done.items()),
    )


def turns(found: Examined) -> str:
    rows = ((_pair(case.pair), case.first, case.what, case.acts, case.near, _hit(case)) for case in found.turns)
    return (
        f"**{found.hits} of {len(found.turns)} turns hit**, {sum(map(_dated_near, found.turns))} of them with the "
        "step's own day within 60 days.\n\n"
        + table(("pair", "turn", "what", "acts in all", "acts within 60 days", "step"), rows)
    )


def quiet(found: Examined) -> str:
    rows = ((_pair(case.pair), case.first.year, case.acts, case.near, _alarm(case)) for case in found.quiet)
    return f"**{found.false_alarms} false alarms in {len(found.quiet)} quiet years.**\n\n" + table(
        ("pair", "year", "acts in all", "acts in the year", "step"), rows
    )


def all_steps(found: Examined, decades: float) -> str:
    """Every step of the named pairs, whatever its date."""
    rows = [
        (_pair(pair), _towards(step), step.day, f"{step.first} … {step.last}", _size(step), f"{step.probability:.3f}")
        for pair, steps in found.steps.items()
        for step in steps
    ]
    dyads = len(found.steps)
    return f"{len(rows)} steps in {dyads} dyads: {len(rows) / dyads / decades:.2f} a dyad and decade.\n\n" + table(
        ("pair", "direction", "day", "between", "size", "probability"), rows
    )


def casia(found: dict[tuple[str, str], tuple[Step, ...]], acts: dict[tuple[str, str], int]) -> str:
    rows = []
    for pair, steps in found.items():
        told = [f"{_towards(step)} {step.day} ({step.first} … {step.last}): {_size(step)}, p = {step.probability:.3f}"
                for step in steps]  # fmt: skip
        rows.append((_pair(pair), acts[pair], "; ".join(told) or "none"))
    return table(("pair", "acts", "steps"), rows)


def votes(cells: Sequence[Cell], found: Sequence[Correlation]) -> str:
    head = f"{len(cells)} years of {len({cell.pair for cell in cells})} dyads.\n\n"
    return head + table(
        ("of", "Spearman's ρ", "95 % interval"),
        ((one.what, f"{one.value:+.2f}", f"{one.low:+.2f} … {one.high:+.2f}") for one in found),
    )


def attitudes(found: dict[str, Agreement]) -> str:
    return table(
        ("coder", "texts", "pairs with an attitude", "positive", "scored", "same sign", "share", "if always negative"),
        (
            (name, of.texts, of.pairs, of.positive, of.scored, of.alike, _share(of.alike, of.scored),
             _share(of.always_negative, of.scored))
            for name, of in found.items()
        ),
    )  # fmt: skip


def sensitivity(found: Sensitivity) -> str:
    rows = (
        (variant.name, variant.events, *map(_moved, (variant.shift, variant.bands)))
        for variant in found.variants
    )  # fmt: skip
    dyad = (found.dyad.actor, found.dyad.recipient)
    alone = f"; nothing is left under {', '.join(found.rests_on)}" if found.rests_on else ""
    return f"**{_pair(dyad)}**: moves by {found.moves:.2f} half-widths of its band{alone}.\n\n" + table(
        ("choice", "acts", "mean shift", "in half-widths"), rows
    )


def _pair(pair: tuple[str, str]) -> str:
    return "–".join(pair)


def _towards(step: Step) -> str:
    return "→".join(step.id.split(".")[:2])


def _size(step: Step) -> str:
    return f"{step.size:+.2f} [{step.low:+.2f}, {step.high:+.2f}]"


def _hit(case: Case) -> str:
    return "; ".join(map(_told, case.steps)) or "missed"


def _alarm(case: Case) -> str:
    return "; ".join(map(_told, case.steps)) or "none"


def _told(step: Step) -> str:
    between = f"{step.first} … {step.last}"
    return f"{_towards(step)} {step.day} ({between}): {_size(step)}, p = {step.probability:.3f}"


def _dated_near(case: Case) -> bool:
    return any(abs((step.day - case.first).days) <= 60 for step in case.steps)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "–"


def _moved(by: float | None) -> str:
    return "–" if by is None else f"{by:.3f}"
