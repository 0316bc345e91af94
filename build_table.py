"""Hatchling's hook: compiles the gazetteer's data files into the table that the wheel ships."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class TableHook(BuildHookInterface):
    """Runs before a wheel is packed, also for ``pip install .``."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        sys.path.insert(0, str(Path(self.root, "src")))
        from abstand.entities.table import TABLE, build_table, write_table

        write_table(build_table())
        build_data["artifacts"].append(str(TABLE.relative_to(self.root)))
