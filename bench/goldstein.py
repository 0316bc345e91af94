"""Makes src/abstand/measuring/goldstein.toml: the CAMEO (Goldstein) scale carried over to PLOVER's types and modes.

    python bench/goldstein.py ../shared

A score is the mean of the scale's values over the CAMEO codes that the published mapping (CAMEO2PLOVER, 2021) gives to
a type and mode. Mapping and scale number some codes differently (163 is an embargo in one, halted negotiations in the
other), so codes are matched by their description, and only where that is in the scale.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from pathlib import Path
from statistics import mean

from abstand.model import EventType

LINE = re.compile(r"^\s*(\d+):\s*(.*)$")
VALUE = re.compile(r"^\s*(\d+):\[(-?[\d.]+)\]\s*(.*)$")
HEAD = """# CAMEO's conflict-cooperation (Goldstein) scale by PLOVER type and mode; made by bench/goldstein.py.
# Source: CAMEO.SCALE 0.5B1 (Schrodt, 2007) through CAMEO2PLOVER 0.8 (Open Event Data Alliance, 2021): means over the
# codes of a type, and over those of a mode where it has codes of its own.
"""


def plain(words: str) -> str:
    """A description without punctuation and the phrases that differ from one edition to the next."""
    words = re.sub(r"not spec(ified)? below|\(.*?\)", "", words.lower().replace("\N{EN DASH}", " "))
    return " ".join(re.findall(r"[a-z]+", words))


def scale(text: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for line in text.splitlines():
        match = VALUE.match(line)
        if match and len(match[1]) > 2:  # the roots' values are no means of their codes
            found.setdefault(plain(match[3]), float(match[2]))
    return found


def mapping(text: str) -> list[tuple[str, str, str]]:
    """Type, mode (or "") and description of each code."""
    rows = []
    for line in text.splitlines():
        if (match := LINE.match(line)) and len(match[1]) > 2 and "#" in match[2]:
            codes, words = match[2].split("#", 1)
            type_, mode, *_ = [part.strip() for part in codes.split(",")] + [""]
            rows.append((type_, mode, plain(words)))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, help="the folder with CAMEO's scale and the mapping to PLOVER")
    shared: Path = parser.parse_args().shared
    values = scale((shared / "data/scales/CAMEO.SCALE.txt").read_text(encoding="utf-8"))
    types: defaultdict[str, list[float]] = defaultdict(list)
    modes: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    missed = []
    for type_, mode, words in mapping((shared / "plover/CAMEO2PLOVER-2021.txt").read_text(encoding="utf-8")):
        if words not in values:
            missed.append(f"{type_} {mode}: {words}")
            continue
        types[type_].append(values[words])
        if mode:
            modes[type_, mode].append(values[words])
    lines = [HEAD, "[scores]", *(f"{name} = {mean(types[name]):.2f}" for name in EventType), "", "[modes]"]
    for name in EventType:
        own = ", ".join(f"{m} = {mean(v):.2f}" for (t, m), v in modes.items() if t == name)
        lines += [f"{name} = {{ {own} }}"] if own else []
    file = Path(__file__).parents[1] / "src/abstand/measuring/goldstein.toml"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(*missed, sep="\n")
    print(f"codes matched {sum(map(len, types.values()))}, not in the scale {len(missed)}")


if __name__ == "__main__":
    main()
