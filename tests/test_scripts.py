"""Every script in bench/ and training/ starts with what the lock holds; some of training/ need its own list, too."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SCRIPTS = sorted(file for folder in ("bench", "training") for file in (ROOT / folder).glob("*.py"))
TESTED = ROOT / "tests" / "documents"  # bench/extraction.py shares its saved pages
DISTRIBUTIONS = packages_distributions()


def pinned(name: str) -> set[str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return {plain(line.split("==")[0]) for line in lines if "==" in line}


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imported(file: Path) -> Iterator[str]:
    """The packages that a script needs from outside, also through the files beside it."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
        for name in {name.split(".")[0] for name in names} - {*sys.stdlib_module_names, "abstand", file.parent.name}:
            files = beside(file, name)
            yield from chain.from_iterable(map(imported, files)) if files else [name]


def beside(file: Path, name: str) -> list[Path]:
    """The files of a module of ours; a folder goes before a file of its name, as for Python."""
    folders = (file.parent, ROOT / "training", TESTED)
    found = ([*(folder / name).glob("*.py")] or [*folder.glob(f"{name}.py")] for folder in folders)
    return next(filter(None, found), [])


def packages(file: Path) -> set[str]:
    return {plain(DISTRIBUTIONS.get(name, [name])[0]) for name in imported(file)}


LOCKED, TRAINING = pinned("requirements.lock"), pinned("training/requirements.txt")


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: f"{script.parent.name}/{script.name}")
def test_what_a_script_imports_is_pinned(script: Path) -> None:
    allowed = LOCKED | TRAINING if script.parent.name == "training" else LOCKED
    assert packages(script) <= allowed


@pytest.mark.slow
@pytest.mark.parametrize(
    "script",
    [script for script in SCRIPTS if packages(script) <= LOCKED],
    ids=lambda script: f"{script.parent.name}/{script.name}",
)
def test_a_script_starts(script: Path) -> None:
    told = subprocess.run([sys.executable, str(script), "--help"], capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
