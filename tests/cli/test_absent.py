"""No verb waits for pandas because pyarrow asks for it; who needs it has it."""

import subprocess
import sys

import pytest

from abstand.cli.absent import absent

VERB = """
import sys
from abstand.cli.app import app
app(["watch", "--help"], standalone_mode=False)
assert "pyarrow.dataset" in sys.modules, "else nothing is tested"
print("pandas" in sys.modules)
import pyarrow
print(pyarrow.table({"a": [1]}).to_pandas()["a"].sum())
"""


def test_a_verb_does_not_load_pandas_and_leaves_it_to_be_loaded() -> None:
    done = subprocess.run([sys.executable, "-c", VERB], capture_output=True, text=True, check=False)
    assert done.stdout.split()[-2:] == ["False", "1"], done.stderr


def test_a_library_is_absent_only_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "this", raising=False)
    with absent("this"), pytest.raises(ModuleNotFoundError):
        import this  # noqa: F401
    assert not any(type(finder).__module__ == "abstand.cli.absent" for finder in sys.meta_path)
