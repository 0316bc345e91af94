"""The compiled table: written, read back the same, byte for byte alike, and missed by name."""

import gzip
from datetime import date
from pathlib import Path

import pytest

from abstand.entities.gazetteer import Gazetteer
from abstand.entities.sources import Name, Period, Source, Term
from abstand.entities.table import Table, compile_table, pack, read_table, unpack, with_cldr, write_table
from abstand.errors import DataError
from abstand.model import Case, Way

SINCE = Period(date(1990, 1, 1), None)
SOURCES = (
    Source(
        "RUR", "RUR", "state",
        (
            Name("Ruritanien", Way.NAME, "de"),
            Name("Атлантида", Way.NAME, "ru"),
            Name("Атлантида", Way.NAME, "kk"),
            Name("Strelsau", Way.CAPITAL, "de", period=SINCE),
            Name("Rur", Way.NAME, "de", ambiguous=True),
            Name("RU", Way.NAME, "de"),
        ),
    ),
    Source(
        "rudolf", "RUR", "person", (Name("Rudolf Elphberg", Way.PERSON, "de", surname="Elphberg"),),
        (Term("head-of-state", SINCE), Term("envoy", Period(date(1980, 1, 1), date(1981, 2, 3)))),
    ),
    Source("ruta", "", "outlet", (Name("RuTA", Way.OUTLET, ""), Name("РуТА", Way.OUTLET, ""))),
)  # fmt: skip


@pytest.fixture(scope="module")
def table() -> Table:
    return compile_table(SOURCES)


def test_what_is_written_is_read(table: Table, tmp_path: Path) -> None:
    write_table(table, tmp_path / "table.gz")
    assert read_table(tmp_path / "table.gz") == table


def test_the_same_data_give_the_same_bytes(table: Table, tmp_path: Path) -> None:
    write_table(table, tmp_path / "one.gz")
    write_table(compile_table(list(SOURCES)), tmp_path / "two.gz")
    write_table(read_table(tmp_path / "one.gz"), tmp_path / "three.gz")
    assert (tmp_path / "one.gz").read_bytes() == (tmp_path / "two.gz").read_bytes()
    assert (tmp_path / "one.gz").read_bytes() == (tmp_path / "three.gz").read_bytes()
    assert (tmp_path / "one.gz").read_bytes()[4:8] == bytes(4), "gzip's clock would make them differ tomorrow"


def test_other_data_give_other_bytes(table: Table, tmp_path: Path) -> None:
    write_table(table, tmp_path / "one.gz")
    write_table(compile_table(SOURCES[:1]), tmp_path / "two.gz")
    assert gzip.decompress((tmp_path / "one.gz").read_bytes()) != gzip.decompress((tmp_path / "two.gz").read_bytes())


def test_forms_are_sorted_and_single(table: Table) -> None:
    assert list(table.forms) == sorted(set(table.forms))
    assert len(table.packed) == len(table.forms)


def test_a_table_that_was_not_built_says_how(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"table\.gz.*python -m abstand\.entities"):
        read_table(tmp_path / "table.gz")


def test_readings_are_packed_whole(table: Table) -> None:
    for index in range(len(table.forms)):
        for reading in table.readings(index):
            assert unpack(pack(reading)) == reading


def test_a_form_of_two_languages_keeps_the_cases_that_one_of_them_shows(table: Table) -> None:
    readings = table.readings(list(table.forms).index("Атлантида"))
    assert {*((r.languages, r.cases) for r in readings)} == {
        (frozenset({"ru"}), frozenset({Case.NOMINATIVE})), (frozenset({"kk"}), frozenset())}  # fmt: skip
    (inflected,) = table.readings(list(table.forms).index("Атлантиду"))
    assert (inflected.languages, inflected.cases) == ({"ru"}, {Case.ACCUSATIVE})


def test_what_a_reading_keeps(table: Table) -> None:
    (capital,) = table.readings(list(table.forms).index("Strelsau"))
    assert (capital.period, capital.way, capital.ambiguous) == (SINCE, Way.CAPITAL, False)
    assert table.readings(list(table.forms).index("Rur"))[0].ambiguous
    (surname,) = table.readings(list(table.forms).index("Elphberg"))
    assert (table.things[surname.thing].id, surname.languages) == ("rudolf", {"de", "fr", "en"})
    assert table.readings(list(table.forms).index("RuTA"))[0].languages == {"de", "fr", "en", "ru", "kk"}
    assert table.readings(list(table.forms).index("РуТА"))[0].languages == {"ru", "kk"}
    assert table.readings(list(table.forms).index("RU"))[0].languages == {"de", "fr", "en", "ru", "kk"}


def test_a_table_from_disk_finds_the_same(table: Table, tmp_path: Path) -> None:
    write_table(table, tmp_path / "table.gz")
    text, day = "Rudolf Elphberg aus Ruritanien sprach in Strelsau mit der RuTA.", date(1995, 1, 1)
    built, kept = Gazetteer(table), Gazetteer(read_table(tmp_path / "table.gz"))
    assert [mention.code for mention in built.find(text, "de", day)] == ["RUR", "RUR", "RUR", ""]
    assert kept.find(text, "de", day) == built.find(text, "de", day)
    assert kept.thing("rudolf") == built.thing("rudolf")


def test_states_without_a_file_have_the_names_of_cldr() -> None:
    gazetteer = Gazetteer(compile_table(with_cldr([*SOURCES])))
    assert gazetteer.resolve("Vanuatu") == "VUT"
    assert gazetteer.display_name("VUT", "ru") == "Вануату"
    assert [mention.code for mention in gazetteer.find("In Indien und Ruritanien", "de")] == ["IND", "RUR"]


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_latin_abbreviations_hold_in_the_language_that_gives_them(language: str) -> None:
    given = Source("G9", "G9", "format", (Name("G9", Way.NAME, language),))
    assert [mention.code for mention in Gazetteer(compile_table([given])).find("G9", language)] == ["G9"]
