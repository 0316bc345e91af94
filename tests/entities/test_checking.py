"""What is wrong in data files is told with file, line and reason."""

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
def test_an_office_has_one_holder_at_a_time(tmp_path: Path, term: str, wrong: bool) -> None:
    findings = found(tmp_path, a=state("AAA", JANE + person("joe", term)))
    assert [finding.reason for finding in findings] == (
        ["head-of-state of AAA is held by jane and joe at once"] if wrong else []
    )


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
def test_a_name_means_one_state_or_has_a_rule(tmp_path: Path, one: str, other: str, wrong: bool) -> None:
    given = {"AAA": one, "BBB": other}
    first, second = (state(code).replace("[fr]", f"capitals = [{name}]\n[fr]") for code, name in given.items())
    findings = found(tmp_path, a=first, b=second)
    expected = "“Twin” (capital) means AAA and BBB: date one or mark it ambiguous"
    assert [(finding.line, finding.reason) for finding in findings] == ([(5, expected)] if wrong else [])
