"""What is wrong in data files is told with file, line and reason."""

import unicodedata
from pathlib import Path

import pytest

from abstand.entities import check
from abstand.entities.checking import Finding
from abstand.model import LANGUAGES


def names(text: str) -> str:
    return "".join(f'[{language}]\nnames = ["{text} {language}"]\n' for language in LANGUAGES)


def person(id_: str, term: str) -> str:
    return f'[[person]]\nid = "{id_}"\nterms = [{{ {term} }}]\nde = ["{id_.title()}"]\n'


def found(folder: Path, **files: str) -> list[Finding]:
    for name, text in files.items():
        (folder / "states").mkdir(exist_ok=True)
        (folder / "states" / f"{name}.toml").write_text(text, encoding="utf-8")
    return check(folder)[0]


def state(code: str, more: str = "") -> str:
    return f'code = "{code}"\nkind = "state"\n{names(code)}{more}'


def test_the_shipped_files_are_right() -> None:
    findings, sources = check()
    assert findings == []
    assert len(sources) > 5000


@pytest.mark.slow
def test_all_files_are_looked_at_and_each_error_has_its_line(tmp_path: Path) -> None:
    found(tmp_path, a="\ncode = =", b='code = "BBB"\n\nkind = "kingdom"', c=state("CCC"))
    first, second = found(tmp_path)
    assert (first.file, second.file) == ("states/a.toml", "states/b.toml")
    assert (first.line, "no valid TOML" in first.reason) == (2, True)
    assert (second.line, second.reason.split(" is ")[0]) == (3, "kind: 'kingdom'")


def test_a_missing_language(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, a=state("AAA").replace("[kk]\nnames", "[kk]\nadjectives"))
    assert finding == Finding("states/a.toml", 1, "AAA has no name in kk")


JANE = person("jane", 'office = "head-of-state", from = 2000-01-01, until = 2004-05-01')


@pytest.mark.parametrize(
    ("term", "wrong"),
    [
        ('office = "head-of-state", from = 2004-05-01', False),
        ('office = "head-of-state", from = 2004-04-01', True),
        ('office = "head-of-state", from = 2004-04-01, joint = true', False),
        ('office = "head-of-government", from = 2004-04-01', False),
        ('office = "official", from = 2004-04-01', False),
        ('office = "head-of-state", from = 1990-01-01, until = 2000-01-01', False),
        ('office = "head-of-state", from = 1990-01-01', True),
    ],
)
@pytest.mark.slow
def test_an_office_has_one_holder_at_a_time(tmp_path: Path, term: str, wrong: bool) -> None:
    findings = found(tmp_path, a=state("AAA", JANE + person("joe", term)))
    assert [finding.reason for finding in findings] == (
        ["head-of-state of AAA is held by jane and joe at once"] if wrong else []
    )


@pytest.mark.slow
def test_terms_of_one_office_are_those_of_one_state(tmp_path: Path) -> None:
    joe = person("joe", 'office = "head-of-state", from = 2001-01-01')
    assert found(tmp_path, a=state("AAA", JANE), b=state("BBB", joe)) == []


@pytest.mark.parametrize(
    ("one", "other", "wrong"),
    [
        ('"Twin"', '"Twin"', True),
        ('"Twin"', '{ name = "Twin", ambiguous = true }', False),
        ('{ name = "Twin", until = 1990-01-01 }', '{ name = "Twin", from = 1990-01-01 }', False),
        ('{ name = "Twin", until = 1990-01-01 }', '"Twin"', True),
        ('"Twin"', '"Twins"', False),
    ],
)
@pytest.mark.slow
def test_a_name_means_one_state_or_has_a_rule(tmp_path: Path, one: str, other: str, wrong: bool) -> None:
    given = {"AAA": one, "BBB": other}
    first, second = (state(code).replace("[fr]", f"capitals = [{name}]\n[fr]") for code, name in given.items())
    findings = found(tmp_path, a=first, b=second)
    expected = "“Twin” (capital) means AAA and BBB: date one or mark it ambiguous"
    assert [(finding.line, finding.reason) for finding in findings] == ([(5, expected)] if wrong else [])


def own(folder: Path, path: str, text: str) -> list[Finding]:
    (folder / path).parent.mkdir(exist_ok=True)
    (folder / path).write_text(text, encoding="utf-8")
    return check(folder)[0]


def test_a_known_code_needs_no_name_in_every_language(tmp_path: Path) -> None:
    assert own(tmp_path, "states/kaz.toml", 'code = "KAZ"\nkind = "state"\n[de]\nnames = ["Steppenstaat"]') == []


def test_a_name_taken_from_another_code_is_a_note(tmp_path: Path) -> None:
    (note,) = own(tmp_path, "states/kaz.toml", 'code = "KAZ"\nkind = "state"\n[de]\nnames = ["Russland"]')
    assert (note.line, note.is_note) == (4, True)
    assert note.reason == "“Russland” (name) means RUS in the shipped files; here only KAZ"


@pytest.mark.slow
def test_a_holder_besides_the_shipped_one(tmp_path: Path) -> None:
    text = 'code = "KAZ"\nkind = "state"\n' + person("jane", 'office = "head-of-state", from = 2021-01-01')
    (finding,) = own(tmp_path, "states/kaz.toml", text)
    assert "held by kassym-jomart-tokayev and jane at once" in finding.reason
    assert (finding.file, finding.line, finding.is_note) == ("states/kaz.toml", 5, False)


def test_a_known_persons_new_term_needs_no_name_but_a_stranger_does(tmp_path: Path) -> None:
    term = '[[person]]\nid = "{}"\nterms = [{{ office = "official", from = 2026-01-01 }}]\n'
    head = 'code = "KAZ"\nkind = "state"\n'
    assert own(tmp_path, "states/kaz.toml", head + term.format("karim-massimov")) == []
    (finding,) = own(tmp_path, "states/kaz.toml", head + term.format("jane-doe"))
    assert finding.reason == "jane-doe has no name in any language, and KAZ has nobody with this id"


def test_a_firm_of_an_unknown_state(tmp_path: Path) -> None:
    (finding,) = own(tmp_path, "firms/mine.toml", '[[firm]]\nid = "acme"\nstate = "QQQ"\nnames = ["Acme"]\n')
    assert (finding.line, finding.reason) == (3, "state: QQQ is no known code")


@pytest.mark.slow
def test_a_code_that_stands_twice(tmp_path: Path) -> None:
    findings = found(tmp_path, a=state("AAA"), b=state("AAA"))
    assert [finding.reason for finding in findings] == ["AAA stands in states/a.toml, too"]


def test_near_without_ambiguous_says_what_is_missing(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, a=state("AAA").replace('"AAA de"', '"AAA de", { name = "Twin", near = ["Seoul"] }'))
    assert "needs ambiguous = true" in finding.reason


@pytest.mark.slow
def test_a_mark_of_byte_order_is_passed_over_and_another_encoding_named(tmp_path: Path) -> None:
    (tmp_path / "states").mkdir()
    file = tmp_path / "states" / "a.toml"
    file.write_bytes(b"\xef\xbb\xbf" + state("AAA").encode())
    assert check(tmp_path)[0] == []
    file.write_text(state("AAA"), encoding="utf-16")
    (finding,) = check(tmp_path)[0]
    assert finding.reason == "file: is not written in UTF-8 (byte 1); save it as UTF-8"


def test_names_in_decomposed_letters_are_composed(tmp_path: Path) -> None:
    (tmp_path / "states").mkdir()
    text = unicodedata.normalize("NFD", state("AAA").replace("AAA fr", "Séoulie"))
    (tmp_path / "states" / "a.toml").write_text(text, encoding="utf-8")
    findings, (source,) = check(tmp_path)
    assert findings == []
    assert "Séoulie" in {name.text for name in source.names}
