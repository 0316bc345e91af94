"""The named turns and quiet years of ICEWS are told as well as before, on data kept outside the repository."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DATA = ROOT.parent / "shared" / "data" / "icews_tkg"


@pytest.mark.slow
@pytest.mark.skipif(not DATA.exists(), reason=f"the ICEWS rows are not at {DATA}: they are kept beside the project")
def test_as_many_turns_are_hit_as_before() -> None:
    command = [sys.executable, str(ROOT / "bench" / "validation.py"), "turns", "--print"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "of 20 turns hit" in run.stdout
