"""The gazetteer's data files: what is read from them, and that a wrong one is named by file, key and reason."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from abstand.entities.sources import ALWAYS, Name, Period, Source, Term, read_sources
from abstand.entities.table import DISPLAYED
from abstand.errors import DataError
from abstand.model import Way

STATE = 'code = "RUR"\nkind = "state"\n'
PERSON = STATE + '[[person]]\nid = "jane-doe"\n'


def written(folder: Path, path: str, text: str) -> Path:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return folder


def test_a_state_with_its_people_is_read(tmp_path: Path) -> None:
    text = """
code = "RUR"
kind = "state"
[de]
names = ["Ruritanien", { name = "Rur", ambiguous = true }]
capitals = [{ name = "Strelsau", from = 1990-01-01, until = 1999-12-31 }]
[[person]]
id = "rudolf-elphberg"
terms = [{ office = "head-of-state", from = 1991-02-01 }]
de = ["Rudolf Elphberg"]
en = ["Elphberg Rudolf"]
family_first = true
also = ["Rudolf V"]
"""
    state, king = read_sources(written(tmp_path, "states/rur.toml", text))
    assert state == Source(
        "RUR", "RUR", "state",
        (
            Name("Ruritanien", Way.NAME, "de"),
            Name("Rur", Way.NAME, "de", ambiguous=True),
            Name("Strelsau", Way.CAPITAL, "de", period=Period(date(1990, 1, 1), date(1999, 12, 31))),
        ),
        file="states/rur.toml",
    )  # fmt: skip
    assert (king.id, king.code, king.kind) == ("rudolf-elphberg", "RUR", "person")
    assert king.terms == (Term("head-of-state", Period(date(1991, 2, 1))),)
    assert [(name.text, name.language, name.surname) for name in king.names] == [
        ("Rudolf Elphberg", "de", "Rudolf"),
        ("Elphberg Rudolf", "en", "Elphberg"),
        ("Rudolf V", "", ""),
    ]


@pytest.mark.parametrize(
    ("keys", "surname"),
    [
        ("", "Frías"),
        ('surname = "Chávez"', "Chávez"),
        ('surname = "Tschawes"', "Frías"),
        ("alone = false", ""),
        ("family_first = true", "Hugo"),
    ],
)
def test_the_surname_is_the_last_word_unless_the_file_says_otherwise(tmp_path: Path, keys: str, surname: str) -> None:
    text = f'{PERSON}{keys}\nen = ["Hugo Chávez Frías"]\n'
    _, person = read_sources(written(tmp_path, "states/rur.toml", text))
    (name,) = person.names
    assert name.surname == surname


def test_a_term_may_last_one_day(tmp_path: Path) -> None:
    text = PERSON + 'en = ["Jane Doe"]\nterms = [{ office = "envoy", from = 1990-01-01, until = 1990-01-01 }]'
    _, person = read_sources(written(tmp_path, "states/rur.toml", text))
    assert person.terms == (Term("envoy", Period(date(1990, 1, 1), date(1990, 1, 1))),)


def test_what_a_body_does_is_coded_as_its_parent(tmp_path: Path) -> None:
    text = 'code = "RURPARL"\nkind = "organisation"\nparent = "EU"\n[en]\nnames = ["Rural Parliament"]\n' + (
        '[[person]]\nid = "jane-doe"\nen = ["Jane Doe"]\n[[member]]\nstate = "RUR"\nfrom = 2002-10-07\n'
    )
    body, person = read_sources(written(tmp_path, "organisations/rurparl.toml", text))
    assert (body.id, body.code, person.code) == ("RURPARL", "EU", "EU")
    assert body.members == (("RUR", Period(date(2002, 10, 7))),)


def test_groups_firms_and_outlets_are_read(tmp_path: Path) -> None:
    written(tmp_path, "groups/a.toml", '[[entity]]\ncode = "x-a"\nkind = "group"\nen = { names = ["Alphas"] }\n')
    written(tmp_path, "blocs.toml", '[[entity]]\ncode = "EASTWEST"\nkind = "bloc"\nde = { names = ["Ostwest"] }\n')
    written(tmp_path, "firms/rur.toml", '[[firm]]\nid = "rurgas"\nstate = "RUR"\nnames = ["Rurgas"]\n')
    written(tmp_path, "outlets/rr.toml", '[[outlet]]\nid = "ruta"\nkind = "agency"\nnames = ["RuTA", "РуТА"]\n')
    group, bloc, firm, outlet = read_sources(tmp_path)
    assert (group.code, group.kind, bloc.code) == ("x-a", "group", "EASTWEST")
    assert (firm.id, firm.code, firm.names[0].way) == ("rurgas", "RUR", Way.FIRM)
    assert (outlet.id, outlet.code, [name.text for name in outlet.names]) == ("ruta", "", ["RuTA", "РуТА"])


@pytest.mark.parametrize(
    ("path", "text", "key"),
    [
        ("states/rur.toml", "code = RUR", "file"),
        ("states/rur.toml", 'code = "RUR"\ncode = "RUR"', "file"),
        ("states/rur.toml", 'kind = "state"', "code"),
        ("states/rur.toml", 'code = ""\nkind = "state"', "code"),
        ("states/rur.toml", 'code = 7\nkind = "state"', "code"),
        ("states/rur.toml", 'code = "RUR"', "kind"),
        ("states/rur.toml", 'code = "RUR"\nkind = "kingdom"', "kind"),
        ("organisations/rur.toml", 'code = "RUR"\nkind = "state"', "kind"),
        ("groups/r.toml", '[[entity]]\ncode = "RUR"\nkind = "state"', "kind"),
        ("states/rur.toml", STATE + '[de]\nnmaes = ["Ruritanien"]', "de.nmaes"),
        ("states/rur.toml", STATE + "[de]\nnames = [{ ambiguous = true }]", "de.names.name"),
        ("states/rur.toml", STATE + '[de]\nnames = [{ name = "R", from = 1990-01-02T00:00:00Z }]', "de.names.from"),
        ("states/rur.toml", STATE + '[[person]]\nen = ["Jane Doe"]', "id"),
        ("states/rur.toml", PERSON, "person jane-doe"),
        ("states/rur.toml", PERSON + 'en = ["Jane Doe"]\nterms = [{ office = "envoy" }]', "person jane-doe"),
        ("states/rur.toml", PERSON + 'en = ["Jane Doe"]\nterms = [{ office = "envoy", from = "1990" }]', "jane-doe"),
        (
            "states/rur.toml",
            PERSON + 'en = ["Jane Doe"]\nterms = [{ office = "envoy", from = 1990-01-02, until = 1990-01-01 }]',
            "person jane-doe",
        ),
        ("firms/rur.toml", '[[firm]]\nid = "rurgas"\nnames = ["Rurgas"]', "state"),
        ("outlets/rr.toml", '[[outlet]]\nnames = ["RuTA"]', "id"),
        # a list forgotten: every letter would become a name
        ("states/rur.toml", STATE + '[de]\nnames = "Ruritanien"', "de.names"),
        ("states/rur.toml", PERSON + 'en = "Jane Doe"', "person jane-doe"),
        ("states/rur.toml", STATE + "[de]\nnames = [7]", "de.names"),
        ("states/rur.toml", STATE + 'de = ["Ruritanien"]', "de"),
        ("states/rur.toml", STATE + '[xx]\nnames = ["Ruritanien"]', "xx"),
        ("states/rur.toml", STATE + '[de]\nnames = [{ name = "R", from = "1990" }]', "de.names"),
        (
            "states/rur.toml",
            STATE + '[de]\nnames = [{ name = "R", from = 1990-01-02, until = 1990-01-01 }]',
            "de.names",
        ),
        (
            "states/rur.toml",
            PERSON + 'en = ["Jane Doe"]\nterms = [{ office = "presdent", from = 1990-01-02 }]',
            "person jane-doe",
        ),
        ("states/rur.toml", PERSON + 'en = ["Jane Doe"]\nbirth = 1990-01-02', "person jane-doe.birth"),
        ("states/rur.toml", PERSON + 'en = ["Jane Doe"]\nalone = "no"', "person jane-doe.alone"),
        ("states/rur.toml", PERSON + 'en = ["Jane Doe", ""]', "person jane-doe.en"),
        ("states/rur.toml", STATE + "person = [7]", "person"),
        ("states/rur.toml", STATE + 'until = "1991"', "until"),
        ("states/rur.toml", STATE + 'parent = ["EU"]', "parent"),
        ("firms/rur.toml", '[[frim]]\nid = "rurgas"', "frim"),
        ("firms/rur.toml", '[[firm]]\nid = "rurgas"\nstate = "RUR"', "names"),
        ("outlets/rr.toml", '[[outlet]]\nid = "ruta"', "names"),
        ("organisations/o.toml", 'code = "O"\nkind = "bank"\n[[member]]\nfrom = 1990-01-01', "member"),
    ],
)
def test_a_wrong_file_is_named_with_its_key(tmp_path: Path, path: str, text: str, key: str) -> None:
    with pytest.raises(DataError) as caught:
        read_sources(written(tmp_path, path, text))
    assert Path(path).name in str(caught.value)
    assert key in str(caught.value)


def test_bytes_that_are_no_utf8_are_named(tmp_path: Path) -> None:
    file = tmp_path / "states" / "rur.toml"
    file.parent.mkdir()
    file.write_bytes('code = "РУР"'.encode("cp1251"))
    with pytest.raises(DataError, match=r"rur\.toml: file: is not written in UTF-8 \(byte 9\)"):
        read_sources(tmp_path)


@pytest.mark.parametrize(
    ("period", "day", "covered"),
    [
        (ALWAYS, None, True),
        (ALWAYS, date(1900, 1, 1), True),
        (Period(date(1991, 12, 26)), None, True),
        (Period(date(1991, 12, 26)), date(1991, 12, 25), False),
        (Period(date(1991, 12, 26)), date(1991, 12, 26), True),
        (Period(last=date(1991, 12, 26)), date(1991, 12, 26), True),
        (Period(last=date(1991, 12, 26)), date(1991, 12, 27), False),
        (Period(last=date(1991, 12, 26)), None, False),
    ],
)
def test_a_period_holds_its_first_and_last_day(period: Period, day: date | None, covered: bool) -> None:
    assert period.covers(day) is covered


@pytest.fixture(scope="module")
def shipped() -> list[Source]:
    return read_sources()


def test_no_code_is_given_twice_in_the_shipped_files(shipped: list[Source]) -> None:
    counted = Counter(source.id for source in shipped if source.kind in DISPLAYED)
    assert [code for code, count in counted.items() if count > 1] == []


def test_what_the_shipped_files_name_exists(shipped: list[Source]) -> None:
    codes = {source.id for source in shipped if source.kind in DISPLAYED}
    unknown = {(source.file, source.code) for source in shipped if source.code and source.code not in codes}
    unknown |= {(source.file, state) for source in shipped for state, _ in source.members if state not in codes}
    assert not unknown


def test_every_shipped_state_and_organisation_has_a_name_in_each_language(shipped: list[Source]) -> None:
    for source in shipped:
        if source.kind in DISPLAYED and source.kind not in ("group", "bloc"):
            named = {name.language for name in source.names if name.way is Way.NAME}
            assert named == {"de", "fr", "en", "ru", "kk"}, source.file


def test_shipped_names_stand_in_the_script_of_their_language(shipped: list[Source]) -> None:
    wrong = [
        (source.file, name.text)
        for source in shipped
        for name in source.names
        if name.language in ("de", "fr", "en") and any("Ѐ" <= letter <= "ӿ" for letter in name.text)
    ]
    assert not wrong
