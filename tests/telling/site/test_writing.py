"""Files of a site: written whole and only where they changed; the index folds words as the browser does."""

from pathlib import Path

import pytest

from abstand.errors import InputError
from abstand.telling.site.searching import folded
from abstand.telling.site.writing import Folder, put


def test_a_file_is_written_only_if_it_changed(tmp_path: Path) -> None:
    assert put(tmp_path, "en/a.html", b"one")
    moment = (tmp_path / "en" / "a.html").stat().st_mtime_ns
    assert not put(tmp_path, "en/a.html", b"one")
    assert (tmp_path / "en" / "a.html").stat().st_mtime_ns == moment
    assert put(tmp_path, "en/a.html", b"two")
    assert [file.name for file in (tmp_path / "en").iterdir()] == ["a.html"], "nothing half-written stays"


def test_what_went_is_taken_away_with_its_folder_and_no_more(tmp_path: Path) -> None:
    first = Folder(tmp_path)
    first.put("en/step/one/index.html", b"1")
    first.put("en/index.html", b"2")
    first.close()
    (tmp_path / "en" / "mine.txt").write_text("of somebody else")
    second = Folder(tmp_path)
    second.put("en/index.html", b"2")
    second.close()
    assert (second.written, second.kept, second.removed) == (0, 1, 1)
    assert sorted(path.name for path in (tmp_path / "en").iterdir()) == ["index.html", "mine.txt"]


def test_a_folder_of_other_things_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(InputError, match="holds other things"):
        Folder(tmp_path)


def test_words_are_folded() -> None:
    assert folded("Élysée ЁЛКА Қазақ") == "elysee елка қазақ"
