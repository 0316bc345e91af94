"""Runs a notebook and writes what its cells give into it.

    python docs/making/notebook.py docs/first-look.ipynb

Cells are plain Python: they are run one after the other in one name space, without Jupyter. What a cell prints and the
value of its last line are its outputs, as Jupyter keeps them.
"""

from __future__ import annotations

import argparse
import ast
import io
import json
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

Cell = dict[str, Any]


def run(notebook: dict[str, Any]) -> None:
    """Run all cells of code and put their outputs in place. What a cell raises is raised."""
    names: dict[str, Any] = {"__name__": "__main__"}
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    for number, cell in enumerate(cells, 1):
        cell["execution_count"], cell["outputs"] = number, outputs(cell, number, names)


def outputs(cell: Cell, number: int, names: dict[str, Any]) -> list[dict[str, Any]]:
    printed = io.StringIO()
    with redirect_stdout(printed):
        value = value_of("".join(cell["source"]), names)
    found: list[dict[str, Any]] = []
    if printed.getvalue():
        found.append({"output_type": "stream", "name": "stdout", "text": printed.getvalue()})
    if value is not None:
        found.append({"output_type": "execute_result", "execution_count": number, "data": shown(value), "metadata": {}})
    return found


def value_of(source: str, names: dict[str, Any]) -> Any:
    """Run a cell; the value of its last line if that is an expression."""
    body = ast.parse(source).body
    last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
    exec(compile(ast.Module(body, []), "cell", "exec"), names)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names) if isinstance(last, ast.Expr) else None


def shown(value: Any) -> dict[str, str]:
    """By media type, as Jupyter asks for it."""
    if hasattr(value, "_repr_mimebundle_"):
        bundle: dict[str, str] = value._repr_mimebundle_()
        return bundle
    return {"text/plain": repr(value)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    file: Path = parser.parse_args().file
    notebook = json.loads(file.read_text(encoding="utf-8"))
    run(notebook)
    file.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
