"""``abstand demo`` and what stands above all commands."""

import pytest

from abstand import __version__
from abstand.demo import demo_texts
from abstand.model import LANGUAGES
from abstand.store import open_store


def test_the_bundled_texts(abstand):
    texts = list(demo_texts())
    assert len(texts) >= 24
    assert {text.language for text in texts} == set(LANGUAGES)
    assert {text.published.year for text in texts if text.published} == {2021, 2022, 2023}
    assert all(text.title and text.outlet and not text.named for text in texts)


@pytest.mark.slow
def test_the_demo_goes_the_whole_way_and_again(abstand, tmp_path):
    said = abstand("demo", "--out", "here", "--lang", "de")
    assert (said.status, said.err) == (0, "")
    assert "⇄ Russland" in said.out, "a line of the chronicle"
    assert "2023-06-30" in said.out, "a line of the distance"
    assert "chart: here/distance-kaz-rus.svg" in said.out
    assert (tmp_path / "here/distance-kaz-rus.svg").read_text(encoding="utf-8").startswith("<svg")
    store = open_store(tmp_path / "here/store")
    assert len(store.documents()) == len(list(demo_texts()))
    assert store.problems() == []
    assert {document.language for document in store.documents()} == set(LANGUAGES)
    assert abstand("chronicle", "KAZ", "CSTO", "--store", "here/store").status == 0
    assert abstand("demo", "--out", "here").status == 0
    assert len(store.documents()) == len(list(demo_texts())), "a second demo begins anew"


def test_the_demo_deletes_nothing_that_is_not_its_own(abstand, file):
    precious = file("mine/store/letter.txt", "dear")
    said = abstand("demo", "--out", "mine")
    assert said.status == 1
    assert "is no store" in said.err
    assert precious.read_text() == "dear"


def test_version(abstand):
    assert abstand("--version").out == f"abstand {__version__}\n"


def test_without_a_command_help_is_shown(abstand):
    said = abstand()
    assert said.status == 2
    assert all(verb in said.out + said.err for verb in ("code", "chronicle", "distance", "explain", "demo"))


def test_an_unknown_command_is_wrong_use(abstand):
    assert abstand("divine").status == 2
