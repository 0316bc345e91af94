"""The way of the data goes only rightwards; modules and functions stay small."""

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "abstand"
ORDER = (
    "model", "errors", "entities", "sources", "documents", "annotation", "coding", "merging", "judging", "store",
    "measuring", "telling", "engines", "plot", "pipeline", "watching", "importing", "records", "demo", "web", "cli",
)  # fmt: skip
LONGEST_MODULE, LONGEST_FUNCTION, MEDIAN_FUNCTION = 400, 50, 10
MODULES = sorted(PACKAGE.rglob("*.py"))


def room(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(module: Path) -> Iterator[str]:
    """The rooms of ours that a module imports."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module] if node.module != "abstand" else [f"abstand.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            if name.startswith("abstand.") and name.split(".")[1] in ORDER:
                yield name.split(".")[1]


def functions(module: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            yield f"{module.name}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


@pytest.mark.parametrize("module", MODULES, ids=lambda m: str(m.relative_to(PACKAGE)))
def test_imports_go_only_to_the_left(module: Path) -> None:
    if module == PACKAGE / "__init__.py":
        return  # the front door
    own = ORDER.index(room(module))
    wrong = [name for name in imported(module) if ORDER.index(name) > own]
    assert not wrong, f"{module} imports {wrong}, which stand to its right"


@pytest.mark.parametrize("module", MODULES, ids=lambda m: str(m.relative_to(PACKAGE)))
def test_modules_are_small(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


def test_functions_are_small() -> None:
    lengths = dict(pair for module in MODULES for pair in functions(module))
    long = {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION}
    assert not long
    assert statistics.median(lengths.values()) <= MEDIAN_FUNCTION


def test_nothing_is_printed_or_ended_outside_the_command_line() -> None:
    for module in MODULES:
        if room(module) == "cli":
            continue
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                assert called not in {"print", "sys.exit", "exit"}, f"{module}:{node.lineno} calls {called}"


def test_whatever_a_text_throws_is_caught_only_at_the_document_boundary() -> None:
    catching = {
        str(module.relative_to(PACKAGE))
        for module in MODULES
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler) and (node.type is None or ast.unparse(node.type) == "Exception")
    }
    assert catching <= {"pipeline.py", "records.py"}
