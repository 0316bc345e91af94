"""Hatchling's hook: compiles the gazetteer's data files into the table that the wheel ships."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class TableHook(BuildHookInterface):
    """Runs before a wheel is packed, also for ``pip install .``; passes while the table is newer than its data."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        sys.path.insert(0, str(Path(self.root, "src")))
        from abstand.entities.table import TABLE, build_table, write_table

        made_from = [file for ending in ("toml", "py") for file in TABLE.parent.rglob(f"*.{ending}")]
        if not TABLE.exists() or TABLE.stat().st_mtime < max(file.stat().st_mtime for file in made_from):
            write_table(build_table())
        build_data["artifacts"].append(str(TABLE.relative_to(self.root)))
