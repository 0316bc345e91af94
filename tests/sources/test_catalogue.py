"""The shipped catalogue, and what is said of one that is wrong."""

import tomllib
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from abstand.entities.sources import DATA
from abstand.errors import DataError, InputError
from abstand.model import LANGUAGES
from abstand.sources.addresses import site_of
from abstand.sources.catalogue import Outlet, check, choose, load

RIGHT = """
[source]
name = "The Example"
names = { de = "Das Beispiel" }
home = "https://example.org/"
feeds = ["https://example.org/feed?utm_source=x"]
languages = ["en", "de"]
kind = "daily"
country = "KAZ"
ownership = "private"
rights = "quote"
documents_per_day = { min = 1, max = 20 }
"""


@pytest.fixture(scope="module")
def shipped() -> list[Outlet]:
    return load()


def test_the_shipped_catalogue_covers_the_languages_and_the_region(shipped: list[Outlet]) -> None:
    assert len(shipped) >= 120
    spoken = Counter(language for outlet in shipped for language in outlet.languages)
    assert all(spoken[language] >= 15 for language in LANGUAGES), spoken
    placed = Counter(outlet.country for outlet in shipped)
    assert all(placed[code] >= 3 for code in ("KAZ", "KGZ", "UZB", "TJK", "TKM")), placed
    assert sum(outlet.kind == "ministry" for outlet in shipped) >= 15


def test_outlets_are_called_as_the_gazetteer_calls_them(shipped: list[Outlet]) -> None:
    files = [tomllib.loads(file.read_text("utf-8")) for file in (DATA / "outlets").glob("*.toml")]
    known: defaultdict[str, set[str]] = defaultdict(set)
    for entry in (entry for file in files for entry in file["outlet"] if "home" in entry):
        known[site_of(f"https://{entry['home']}/")].update(entry["names"])
    compared = [outlet for outlet in shipped if site_of(outlet.home) in known]
    assert len(compared) >= 100
    for outlet in compared:
        wrong = {outlet.name, *outlet.names.values()} - known[site_of(outlet.home)]
        assert not wrong, f"{outlet.id}: the gazetteer does not know {wrong}"


def test_an_outlet_is_read_from_its_file(tmp_path: Path) -> None:
    (tmp_path / "kz").mkdir()
    (tmp_path / "kz" / "example.toml").write_text(RIGHT, "utf-8")
    (outlet,) = load(tmp_path)
    assert (outlet.id, outlet.name, outlet.fewest, outlet.most) == ("example", "The Example", 1, 20)
    assert outlet.feeds == ("https://example.org/feed",)


@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        ('name = "The Example"', "", "name", "one line"),
        ('"https://example.org/"', '"example.org"', "home", "http"),
        ('["https://example.org/feed?utm_source=x"]', '"https://example.org/feed"', "feeds", "list"),
        ('["https://example.org/feed?utm_source=x"]', '["ftp://example.org/feed"]', "feeds", "http"),
        ('["https://example.org/feed?utm_source=x"]', "[]", "feeds", "neither"),
        ('["en", "de"]', '["en", "uz"]', "languages", "de, fr, en"),
        ('["en", "de"]', "[]", "languages", "de, fr, en"),
        ('{ de = "Das Beispiel" }', '{ uz = "Misol" }', "names", "by language"),
        ('"daily"', '"paper"', "kind", "agency, broadcaster"),
        ('"KAZ"', '"Kazakhstan"', "country", "as KAZ"),
        ('"private"', "7", "ownership", "nonprofit"),
        ('"quote"', '"all"', "rights", "open, quote"),
        ("min = 1, max = 20", "min = 30, max = 20", "documents_per_day", "not larger"),
        ("min = 1, max = 20", "min = 1", "documents_per_day", "two numbers"),
        ("kind =", "sort = 1\nkind =", "sort", "no key"),
        ("[source]", "[sauce]", "source", "one table"),
        ("[source]", "[source", "file", "cannot be read"),
    ],
)
def test_what_is_wrong_is_told_with_file_key_and_reason(
    tmp_path: Path, old: str, new: str, key: str, reason: str
) -> None:
    assert old in RIGHT
    (tmp_path / "example.toml").write_text(RIGHT.replace(old, new), "utf-8")
    outlets, findings = check(tmp_path)
    assert not outlets
    assert [(finding.file, finding.key) for finding in findings] == [("example.toml", key)]
    assert reason in findings[0].reason
    with pytest.raises(DataError, match=key):
        load(tmp_path)


def test_what_two_outlets_share_is_told(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.toml").write_text(RIGHT.replace("The Example", f"Example {name}"), "utf-8")
    _, findings = check(tmp_path)
    assert [(finding.file, finding.key) for finding in findings] == [("b.toml", "feeds")]


def test_a_folder_without_outlets_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no catalogue"):
        load(tmp_path)


def test_outlets_are_chosen_by_any_of_their_names(shipped: list[Outlet]) -> None:
    assert [outlet.id for outlet in choose(shipped, ["тасс", "novastan", "TASS"])] == ["tass", "novastan"]
    assert choose(shipped, []) == shipped
    with pytest.raises(InputError, match="Novastan"):
        choose(shipped, ["Novastn"])
