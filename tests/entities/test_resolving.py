"""States and organisations by code or by any name; what comes near to a name that is none."""

import pytest

from abstand.entities import default, resolve
from abstand.errors import InputError, UnknownEntity
from abstand.model import LANGUAGES


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("KAZ", "KAZ"),
        ("kaz", "KAZ"),
        (" KAZ ", "KAZ"),
        ("eu", "EU"),
        ("X-DNR", "x-dnr"),
        ("Kasachstan", "KAZ"),
        ("kasachstan", "KAZ"),
        ("KASACHSTANS", "KAZ"),
        ("Казахстан", "KAZ"),
        ("Казахстана", "KAZ"),
        ("Қазақстан", "KAZ"),
        ("Côte d’Ivoire", "CIV"),
        ("Astana", "KAZ"),
        ("Kreml", "RUS"),
        ("White House", "USA"),
        ("ОДКБ", "CSTO"),
        ("Soviet Union", "SUN"),
        ("Hamas", "x-hamas"),
    ],
)
def test_any_name_will_do(name: str, code: str) -> None:
    assert resolve(name) == code


@pytest.mark.parametrize("name", ["", "  ", "Ruritanien", "Putin", "TASS", "Gazprom", "vladimir-putin", "Almaty"])
def test_what_is_no_state_or_organisation_is_unknown(name: str) -> None:
    with pytest.raises(UnknownEntity) as caught:
        resolve(name)
    assert caught.value.name == name
    assert repr(name) in str(caught.value)
    assert isinstance(caught.value, InputError)


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("Kazachstan", "KAZ"),
        ("Kasakhstan", "KAZ"),
        ("Rusland", "RUS"),
        ("Kirgistann", "KGZ"),
        ("Россея", "RUS"),
        ("Узбекистон", "UZB"),
        ("Qazaqstann", "KAZ"),
    ],
)
def test_near_names_are_offered_one_an_entity(wrong: str, meant: str) -> None:
    with pytest.raises(UnknownEntity) as caught:
        resolve(wrong)
    nearest = caught.value.nearest
    assert 1 <= len(nearest) <= 3
    spelt = {name: thing.code for thing in default().table.things for name in (*thing.names.values(), thing.code)}
    assert meant in {spelt[name] for name in nearest}
    assert nearest[0] in str(caught.value)


def test_nothing_near_offers_nothing() -> None:
    with pytest.raises(UnknownEntity) as caught:
        resolve("xyzzy")
    assert caught.value.nearest == ()
    assert "did you mean" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("France", "FRA"),
        ("Frankreich", "FRA"),
        ("Франция", "FRA"),
        ("Kosovo", "XKX"),
        ("Jemen", "YEM"),
        ("Myanmar", "MMR"),
        ("European Union", "EU"),
    ],
)
def test_names_that_cldr_gives_twice(name: str, code: str) -> None:
    assert resolve(name) == code


STATES = (
    "AFG", "ARM", "AZE", "BLR", "CHN", "DEU", "GBR", "GEO", "IRN", "ISR", "ITA", "JPN", "KAZ", "KGZ", "MDA", "POL",
    "RUS", "TJK", "TKM", "TUR", "UKR", "USA", "UZB", "x-dnr", "x-hamas", "NATO", "EU", "UN", "CSTO", "SCO", "EAEU",
    "CIS", "OSCE", "OTS",
)  # fmt: skip


@pytest.mark.parametrize("code", STATES)
def test_a_display_name_leads_back_to_its_code(code: str) -> None:
    gazetteer = default()
    for language in LANGUAGES:
        name = gazetteer.display_name(code, language)
        assert name != code or name.isupper(), f"{code} has no name in {language}"
        if code != "EU":  # CLDR_DOUBLE
            assert resolve(name) == code


def test_what_has_no_name_is_shown_by_its_code() -> None:
    assert default().display_name("x-nowhere", "de") == "x-nowhere"
    assert default().display_name("KAZ", "xx") == "Kazakhstan", "English where the language is unknown"


def test_a_thing_is_found_by_its_id() -> None:
    person = default().thing("kassym-jomart-tokayev")
    assert person is not None
    assert (person.code, person.kind) == ("KAZ", "person")
    assert "head-of-state" in {term.office for term in person.terms}
    assert default().thing("nobody") is None
