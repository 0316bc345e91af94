"""The reader stays above its committed floors on the gold sentences, which are kept outside the repository."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GOLD = ROOT.parent / "shared" / "gold"


@pytest.mark.slow
@pytest.mark.skipif(not GOLD.exists(), reason=f"the gold sentences are not at {GOLD}: they are for testing only")
def test_the_reader_reads_gold_as_well_as_before(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "bench" / "gold.py"), "--pred", str(tmp_path / "pred.jsonl")]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
