"""``abstand watch``: against a server on loopback, and what is said of wrong use."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "sources"))
from loopback import Web, serving

OUTLET = """[source]
name = "{name}"
names = {{ de = "Beispiel-Bote" }}
home = "http://127.0.0.1:{port}/"
feeds = ["http://127.0.0.1:{port}/{feed}"]
languages = ["en"]
kind = "daily"
country = "KAZ"
ownership = "private"
rights = "quote"
documents_per_day = {{ min = 0, max = 20 }}
"""


@pytest.fixture
def web():
    with serving() as served:
        yield served


def catalogue(folder: Path, web: Web, **outlets: str) -> Path:
    """A catalogue of outlets by their feed's path."""
    folder = folder / "mine" / "kz"
    folder.mkdir(parents=True)
    for name, feed in outlets.items():
        (folder / f"{name}.toml").write_text(OUTLET.format(name=name, port=web.port, feed=feed), "utf-8")
    return folder.parent


@pytest.mark.slow  # two seconds between two requests
def test_an_outlet_is_watched(abstand, web: Web, tmp_path: Path) -> None:
    web.article("127.0.0.1", "/0")
    web.feed("127.0.0.1", ["/0", "/gone"])
    mine = catalogue(tmp_path, web, courier="feed", other="feed2")
    watch = ("watch", "--catalogue", mine, "--outlet", "courier", "--store", "s", "--once", "--coder", "cues")
    refused = abstand(*watch)
    assert refused.status == 1
    assert "loopback address" in refused.err
    said = abstand(*watch, "--allow-private", "--json", "--contact", "desk@example.org")
    assert said.status == 0
    (row,) = said.rows
    assert (row["read"], row["coded"]) == (1, 1)
    (outlet,) = row["outlets"]
    assert (outlet["outlet"], outlet["new"], outlet["problems"]) == ("courier", 2, 1)
    assert [problem["reason"] for problem in row["problems"]] == ["the server answers 404"]
    assert all("desk@example.org" in asked.headers["user-agent"] for asked in web.asked)
    assert abstand("chronicle", "RUS", "KAZ", "--store", "s").out.count("courier") >= 1
    again = abstand(*watch, "--allow-private", "--strict")
    assert again.status == 0
    assert "read 0, coded 0, reports 0" in again.out
    web.pages.clear()
    assert "none of its feeds" in abstand(*watch, "--allow-private").err


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        ((), 2, "--once or --every"),
        (("--once", "--every", "30m"), 2, "one of the two"),
        (("--every", "soon"), 2, "no length of time"),
        (("--every", "5s"), 2, "once a minute"),
        (("--once", "--contact", "ä"), 2, "ASCII"),
        (("--once", "--outlet", "Courierr"), 1, "did you mean courier?"),
        (("--once", "--catalogue", "nowhere"), 2, "does not exist"),
    ],
)
def test_wrong_use_is_told(
    abstand, web: Web, tmp_path: Path, arguments: tuple[str, ...], status: int, told: str
) -> None:
    mine = catalogue(tmp_path, web, courier="feed")
    said = abstand("watch", "--store", "s", "--catalogue", mine, *arguments)
    assert said.status == status
    assert told in " ".join(said.err.replace("│", " ").split())
    assert not web.asked


def test_a_wrong_catalogue_is_told(abstand, web: Web, tmp_path: Path) -> None:
    mine = catalogue(tmp_path, web, courier="feed")
    (mine / "a.toml").write_text("[source]\n", "utf-8")
    said = abstand("watch", "--once", "--catalogue", mine, "--store", "s")
    assert said.status == 1
    assert "a.toml" in said.err
