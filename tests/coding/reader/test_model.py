"""A model file that is absent or broken is named, with what is wrong and what to do."""

import hashlib
import json
import zipfile
from pathlib import Path

import pytest
from tokenizers import Tokenizer, models

from abstand.coding.reader import model as module
from abstand.coding.reader.model import Model, is_shipped, model_id
from abstand.errors import DataError

SETTINGS: dict[str, object] = {"sha256": {}}
TOKENIZER = Tokenizer(models.WordLevel({"<unk>": 0}, unk_token="<unk>")).to_str()
MISSING = object()


def archive(path: Path, **files: object) -> Path:
    """A model file whose parts have no digests, so that none of them is loaded."""
    parts = {"settings": json.dumps(SETTINGS), "tokenizer": TOKENIZER, "pairs": b"no graph", "acts": b"no graph"}
    names = {"settings": "settings.json", "tokenizer": "tokenizer.json", "pairs": "pairs.onnx", "acts": "acts.onnx"}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for part, content in {**parts, **files}.items():
            if content is not MISSING:
                made.writestr(names[part], content)
    return path


def complaint(path: Path) -> str:
    with pytest.raises(DataError) as caught:
        Model(path)
    said = str(caught.value)
    assert path.name in said
    assert "make reader" in said
    return said


def test_a_missing_file(tmp_path: Path) -> None:
    assert "No such file" in complaint(tmp_path / "reader.zip")


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "reader.zip"
    path.write_bytes(b"")
    assert "zip" in complaint(path)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_truncated_file(tmp_path: Path, share: float) -> None:
    path = archive(tmp_path / "reader.zip")
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    assert "zip" in complaint(path)


def test_a_file_with_flipped_bits(tmp_path: Path) -> None:
    path = archive(tmp_path / "reader.zip")
    broken = bytearray(path.read_bytes())
    broken[60:70] = bytes(255 - byte for byte in broken[60:70])
    path.write_bytes(broken)
    complaint(path)


def test_another_zip(tmp_path: Path) -> None:
    path = tmp_path / "reader.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("article.txt", "Moscow …")
    assert "settings.json" in complaint(path)


@pytest.mark.parametrize(
    ("part", "name"),
    [("settings", "settings.json"), ("tokenizer", "tokenizer.json")],
)
def test_a_part_that_is_missing_is_named(tmp_path: Path, part: str, name: str) -> None:
    assert name in complaint(archive(tmp_path / "reader.zip", **{part: MISSING}))


def test_digests_that_are_missing_are_named(tmp_path: Path) -> None:
    assert "sha256" in complaint(archive(tmp_path / "reader.zip", settings="{}"))


@pytest.mark.parametrize("settings", ["[]", "{", "", "3"])
def test_settings_that_are_no_object(tmp_path: Path, settings: str) -> None:
    complaint(archive(tmp_path / "reader.zip", settings=settings))


def test_a_part_that_is_not_as_it_was_written_is_named(tmp_path: Path) -> None:
    settings = {**SETTINGS, "sha256": {"tokenizer.json": hashlib.sha256(b"another").hexdigest()}}
    assert "tokenizer.json is not as" in complaint(archive(tmp_path / "reader.zip", settings=json.dumps(settings)))


def test_whether_a_model_is_shipped_is_seen_by_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "reader.zip"
    monkeypatch.setattr(module, "MODEL", path)
    assert not is_shipped()
    archive(path)
    assert is_shipped()


def test_a_models_id_is_that_of_its_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "reader.zip"
    monkeypatch.setattr(module, "MODEL", path)
    ids = []
    for content in (b"one", b"two", b"one"):
        path.write_bytes(content)
        ids.append(model_id())
    assert ids[0] == ids[2] != ids[1]
