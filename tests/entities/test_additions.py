"""A user's own names over the shipped ones."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from abstand.entities import default
from abstand.entities.additions import with_additions
from abstand.entities.gazetteer import OWN_FOLDER, Gazetteer
from abstand.entities.table import read_table
from abstand.errors import DataError, InputError
from abstand.model import Way

DAY = date(2023, 3, 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "states").mkdir()
    (tmp_path / "groups").mkdir()
    (tmp_path / "states" / "kaz.toml").write_text(
        'code = "KAZ"\nkind = "state"\n[de]\nnames = ["Steppenstaat"]\nseats = ["Kreml"]\n'
        '[[person]]\nid = "jane-doe"\nterms = [{ office = "envoy", from = 2020-01-01 }]\nde = ["Jane Doering"]\n',
        encoding="utf-8",
    )
    (tmp_path / "groups" / "mine.toml").write_text(
        '[[entity]]\ncode = "x-mine"\nkind = "group"\nde = { names = ["Meine Brigade"] }\n', encoding="utf-8"
    )
    return tmp_path


@pytest.fixture
def gazetteer(folder: Path) -> Gazetteer:
    return Gazetteer(with_additions(read_table(), folder))


def codes(gazetteer: Gazetteer, text: str, language: str = "de") -> list[str]:
    return [mention.code for mention in gazetteer.find(text, language, DAY)]


@pytest.mark.slow
def test_names_are_added(gazetteer: Gazetteer) -> None:
    assert codes(gazetteer, "Der Steppenstaat, Kasachstan und die Meine Brigade; Jane Doering") == [
        "KAZ", "KAZ", "x-mine", "KAZ"]  # fmt: skip
    assert gazetteer.resolve("x-mine") == "x-mine"
    assert gazetteer.resolve("Steppenstaat") == "KAZ"


def test_a_form_given_to_another_code_loses_its_meaning_in_that_language_alone(gazetteer: Gazetteer) -> None:
    assert codes(gazetteer, "Der Kreml schweigt.") == ["KAZ"]
    assert codes(gazetteer, "The Kremlin is silent.", "en") == ["RUS"]


def test_the_display_name_is_the_users_where_there_is_one(gazetteer: Gazetteer) -> None:
    assert gazetteer.display_name("KAZ", "de") == "Steppenstaat"
    assert gazetteer.display_name("KAZ", "en") == "Kazakhstan"


def test_the_shipped_terms_stay(gazetteer: Gazetteer) -> None:
    (mention,) = gazetteer.find("Kasachstans Präsident", "de", DAY)
    assert (mention.way, mention.entity) == (Way.OFFICE, "kassym-jomart-tokayev")


@pytest.mark.slow
def test_a_folder_without_data_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no data files there"):
        with_additions(read_table(), tmp_path)


def test_a_wrong_file_is_named(folder: Path) -> None:
    (folder / "states" / "kaz.toml").write_text('code = "KAZ"\nkind = "kingdom"', encoding="utf-8")
    with pytest.raises(DataError, match=r"states/kaz\.toml: kind"):
        with_additions(read_table(), folder)


@pytest.fixture
def environment(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(OWN_FOLDER, str(folder))
    return


@pytest.mark.usefixtures("environment")
@pytest.mark.slow
def test_the_variable_names_the_folder() -> None:
    assert default().resolve("Steppenstaat") == "KAZ"


@pytest.mark.slow
def test_a_term_alone_is_added_to_the_known_ones(tmp_path: Path) -> None:
    (tmp_path / "states").mkdir()
    (tmp_path / "states" / "kaz.toml").write_text(
        'code = "KAZ"\nkind = "state"\n[[person]]\nid = "kassym-jomart-tokayev"\n'
        'terms = [{ office = "head-of-state", from = 2019-03-20, until = 2026-05-01 }]\n'
        '[[person]]\nid = "karim-massimov"\nterms = [{ office = "head-of-state", from = 2026-05-02 }]\n',
        encoding="utf-8",
    )
    gazetteer = Gazetteer(with_additions(read_table(), tmp_path))

    def holder(on: date) -> str:
        return gazetteer.find("Kasachstans Präsident", "de", on)[0].entity

    assert [holder(date(year, 6, 1)) for year in (2020, 2026)] == ["kassym-jomart-tokayev", "karim-massimov"]
    assert holder(date(2008, 6, 1)) == "nursultan-nazarbayev"
    assert gazetteer.find("Kasachstans Premier", "de", date(2008, 6, 1))[0].entity == "karim-massimov"


@pytest.mark.slow
def test_a_seat_of_ones_own_is_no_display_name(tmp_path: Path) -> None:
    (tmp_path / "states").mkdir()
    (tmp_path / "states" / "kaz.toml").write_text(
        'code = "KAZ"\nkind = "state"\n[de]\nseats = ["Blaues Haus am See"]\n', encoding="utf-8"
    )
    assert Gazetteer(with_additions(read_table(), tmp_path)).display_name("KAZ", "de") == "Kasachstan"
