"""How names are found: offsets, longest match, word borders, dates, doubtful names."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from abstand.entities import find
from abstand.entities.gazetteer import Gazetteer
from abstand.entities.sources import Name, Period, Source, Term
from abstand.entities.table import compile_table
from abstand.model import LANGUAGES, Case, Way

DAY = date(2023, 3, 1)
NAMES = ("Kasachstans", "Moskau", "L’Iran", "États-Unis", "Путиным", "АҚШ-тың", "Қазақстандағы", "U.S.", "🇰🇿", "ﬁ", "é")


def codes(text: str, language: str, on: date | None = DAY) -> list[str]:
    return [mention.code for mention in find(text, language, on)]


def words(text: str, language: str) -> list[str]:
    return [text[mention.start : mention.end] for mention in find(text, language, DAY)]


@given(st.lists(st.sampled_from(NAMES) | st.text(max_size=8), max_size=12).map(" ".join), st.sampled_from(LANGUAGES))
@settings(max_examples=60, deadline=None)
def test_mentions_are_ordered_apart_and_inside_the_text(text: str, language: str) -> None:
    end = 0
    for mention in find(text, language, DAY):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.start == 0 or not text[mention.start - 1].isalnum()
        assert mention.end == len(text) or not text[mention.end].isalnum()
        end = mention.end


@given(st.text(alphabet="🇰🇿é́ 「😀ß", max_size=12))
@settings(max_examples=30, deadline=None)
def test_offsets_are_code_points(before: str) -> None:
    (mention,) = find(f"{before} Kasachstan droht.", "de", DAY)
    assert (mention.start, mention.end) == (len(before) + 1, len(before) + 11)


@pytest.mark.parametrize("text", ["", " ", "\n", "…", "Nichts dergleichen."])
def test_text_without_names(text: str) -> None:
    assert find(text, "de", DAY) == []


def test_the_same_again() -> None:
    text = "Astana und Moskau, Moskau und Astana"
    assert codes(text, "de") == ["KAZ", "RUS", "RUS", "KAZ"]
    assert find(text, "de", DAY) == find(text, "de", DAY)


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("South Sudan and Sudan", "en", ["South Sudan", "Sudan"]),
        ("the Democratic Republic of the Congo", "en", ["Democratic Republic of the Congo"]),
        ("Papua New Guinea", "en", ["Papua New Guinea"]),
        ("Theresa May", "en", ["Theresa May"]),
        ("die Europäische Kommission", "de", ["Europäische Kommission"]),
        ("МИД России", "ru", ["МИД России"]),
        ("Оңтүстік Кореяның", "kk", ["Оңтүстік Кореяның"]),
    ],
)
def test_the_longest_name_wins(text: str, language: str, found: list[str]) -> None:
    assert words(text, language) == found


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wirtschaftskasachstan", "de"),
        ("Russlandpolitik", "de"),
        ("Iranischstämmig", "de"),
        ("Malians", "de"),
        ("china and turkey", "en"),
        ("Omani-like Omanis2", "fr"),
        ("Иранцевич", "ru"),
        ("Макронизация", "ru"),
        ("Малинин", "kk"),
        ("3Iran Iran4", "en"),
    ],
)
def test_names_inside_words_are_none(text: str, language: str) -> None:
    assert find(text, language, DAY) == []


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Russland-Politik", "de", ["RUS"]),
        ("der Ukraine-Russland-Konflikt", "de", ["UKR", "RUS"]),
        ("polnisch-russische Grenze", "de", ["POL", "RUS"]),
        ("pro-Iranian", "en", ["IRN"]),
        ("U.S.-China", "en", ["USA", "CHN"]),
        ("Kazakh–Russian", "en", ["KAZ", "RUS"]),
        ("российско-китайский", "ru", ["RUS", "CHN"]),
        ("Украина-НАТО", "ru", ["UKR", "NATO"]),
        ("Қазақстан-Ресей", "kk", ["KAZ", "RUS"]),
        ("Қазақстан-Ресейдің", "kk", ["KAZ", "RUS"]),
        ("Nur‑Sultan", "de", ["KAZ"]),
        ("(Iran), „Iran“ «Iran» Iran; Iran/USA", "de", ["IRN"] * 5 + ["USA"]),
    ],
)
def test_hyphens_and_marks_are_borders(text: str, language: str, expected: list[str]) -> None:
    assert codes(text, language) == expected


def test_a_kazakh_mention_holds_its_suffixes() -> None:
    (mention,) = find("Кеше АҚШ-тың адамы келді.", "kk", DAY)
    assert (mention.start, mention.end, mention.cases) == (5, 12, {Case.GENITIVE})


@pytest.mark.parametrize("mark", ["'", "’"])
def test_an_english_genitive_is_seen_but_not_held(mark: str) -> None:
    (mention,) = find(f"Iran{mark}s cats", "en", DAY)
    assert (mention.end, mention.cases) == (4, {Case.GENITIVE})


def test_a_mention_says_what_it_names_and_how() -> None:
    text = (
        "Der russische Präsident und der russische Herr Putin im Kreml, Moskau, Russland; "
        "ein Russe in Kasan, Gazprom und die TASS"
    )
    found = {mention.entity: (mention.code, mention.way, mention.kind) for mention in find(text, "de", DAY)}
    ways = [mention.way for mention in find(text, "de", DAY)]
    assert ways == [
        Way.OFFICE, Way.ADJECTIVE, Way.PERSON, Way.SEAT, Way.CAPITAL, Way.NAME, Way.DEMONYM, Way.CITY, Way.FIRM,
        Way.OUTLET,
    ]  # fmt: skip
    assert found["vladimir-putin"] == ("RUS", Way.PERSON, "person")
    assert found["gazprom"] == ("RUS", Way.FIRM, "body")
    assert found["tass"] == ("", Way.OUTLET, "outlet")


KREMLIN = (("de", "Kreml"), ("fr", "Kremlin"), ("en", "Kremlin"), ("ru", "Кремль"), ("kk", "Кремль"), ("de", "Moskau"))


@pytest.mark.parametrize(("language", "text"), KREMLIN)
def test_the_kremlin_stands_for_who_holds_it(language: str, text: str) -> None:
    assert codes(text, language, date(1985, 3, 11)) == ["SUN"]
    assert codes(text, language, date(1991, 12, 25)) == ["SUN"]
    assert codes(text, language, date(1991, 12, 27)) == ["RUS"]
    assert codes(text, language, None) == ["RUS"], "without a date: who holds it now"


@pytest.mark.parametrize(
    ("name", "on", "expected"),
    [
        ("Josep Borrell", date(2018, 9, 1), ["ESP"]),
        ("Josep Borrell", date(2022, 9, 1), ["EU"]),
        ("Borrell", date(2022, 9, 1), ["EU"]),
        ("Josep Borrell", None, ["EU"]),
        ("Josep Borrell", date(2026, 1, 5), ["ESP"]),
        ("Antonio Guterres", date(2016, 6, 1), ["PRT"]),
        ("Václav Havel", date(2011, 10, 8), ["CZE"]),
        ("Charles Michel", date(2016, 6, 1), ["BEL"]),
        ("Charles Michel", date(2021, 6, 1), ["EU"]),
        ("Mark Rutte", date(2020, 6, 1), ["NLD"]),
        ("Mark Rutte", date(2025, 6, 1), ["NATO"]),
    ],
)
def test_a_person_stands_for_whom_they_served(name: str, on: date | None, expected: list[str]) -> None:
    assert codes(f"{name} spoke.", "en", on) == expected


@pytest.mark.parametrize(
    ("language", "alone", "supported", "code"),
    [
        ("en", "Korea is far.", "Korea and Seoul", "KOR"),
        ("de", "Jamaika scheitert.", "Jamaika ruft die jamaikanischen Diplomaten zurück.", "JAM"),
        ("ru", "Того не знал никто.", "Того и Ломе договорились.", "TGO"),
        ("fr", "Maurice est venu.", "Maurice, dont la capitale est Port-Louis", "MUS"),
    ],
)
def test_a_doubtful_name_needs_support(language: str, alone: str, supported: str, code: str) -> None:
    assert codes(alone, language) == []
    found = find(supported, language, DAY)
    assert found[0].code == code
    assert found[0].start == 0


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Brussels lies in Belgium.", "en", ["EU", "BEL"]),  # the Union's seat, unless the city is meant beyond doubt
        ("the Dominican government in Santo Domingo", "en", ["DOM", "DOM"]),
        ("Kurdish troops", "en", ["x-kurds"]),
        ("Donetsk was shelled.", "en", ["UKR"]),
    ],
)
def test_of_several_readings_the_sure_or_the_supported_one_is_right(
    text: str, language: str, expected: list[str]
) -> None:
    assert codes(text, language) == expected


def test_placeholders_of_cldr_are_no_states() -> None:
    assert codes("an Unknown Region", "en") == []


def test_names_of_one_language_are_not_found_in_another() -> None:
    assert codes("Kasachstan", "fr") == []
    assert codes("Қытай", "ru") == []
    assert codes("Scholz", "fr") == ["DEU"], "but persons are, wherever the script is the same"


@pytest.fixture(scope="module")
def small() -> Gazetteer:
    """Two states of two brothers, told apart by their terms of office only."""

    def brother(id_: str, code: str, first: int, last: int) -> Source:
        names = (Name(f"{id_.title()} Zenda", Way.PERSON, "de", surname="Zenda"),)
        return Source(
            id_, code, "person", names, (Term("head-of-state", Period(date(first, 1, 1), date(last, 12, 31))),)
        )

    states = [Source(code, code, "state", (Name(name, Way.NAME, "de"),)) for code, name in (("RUR", "Ruritanien"),
              ("GRA", "Graustark"))]  # fmt: skip
    return Gazetteer(compile_table([*states, brother("hugo", "RUR", 1950, 1960), brother("otto", "GRA", 1955, 1970)]))


@pytest.mark.parametrize(
    ("year", "expected"), [(1949, []), (1950, ["RUR"]), (1954, ["RUR"]), (1957, []), (1961, ["GRA"]), (1971, [])]
)
def test_one_surname_of_two_states_goes_to_who_serves(small: Gazetteer, year: int, expected: list[str]) -> None:
    assert [m.code for m in small.find("Zenda sprach.", "de", date(year, 6, 1))] == expected
    assert [m.code for m in small.find("Hugo Zenda sprach.", "de", date(year, 6, 1))] == ["RUR"]


@pytest.mark.parametrize(("year", "expected"), [(1949, "RUR"), (1957, "RUR"), (1965, "GRA"), (1971, "RUR")])
def test_one_surname_of_two_states_goes_to_the_state_named_unless_one_alone_serves(
    small: Gazetteer, year: int, expected: str
) -> None:
    assert small.find("In Ruritanien sprach Zenda.", "de", date(year, 6, 1))[-1].code == expected


def test_without_a_day_a_surname_goes_to_who_served_last(small: Gazetteer) -> None:
    assert [m.code for m in small.find("Zenda sprach.", "de")] == ["GRA"]


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("PUTIN MEETS TOKAYEV", "en", ["PUTIN", "TOKAYEV"]),
        ("VLADIMIR PUTIN spoke.", "en", ["VLADIMIR PUTIN"]),
        ("RUSSIAN TROOPS LEAVE", "en", ["RUSSIAN"]),
        ("ПУТИН И ТОКАЕВ ВСТРЕТИЛИСЬ", "ru", ["ПУТИН", "ТОКАЕВ"]),
        ("ТОҚАЕВТЫҢ ЖАУАБЫ", "kk", ["ТОҚАЕВТЫҢ"]),
        ("OSZE und NATO", "de", ["OSZE", "NATO"]),
    ],
)
def test_names_in_capitals(text: str, language: str, found: list[str]) -> None:
    assert words(text, language) == found


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("In Séoul sprach Orbán mit Erdoğan.", "fr"),
        ("Қырғызстан мен Ресейдің келісімі", "kk"),
        ("Зеленский, Йемен", "ru"),
    ],
)
def test_decomposed_text_is_read_like_composed(text: str, language: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    found = [decomposed[m.start : m.end] for m in find(decomposed, language, DAY)]
    assert [unicodedata.normalize("NFC", word) for word in found] == words(text, language)
    assert found != []


def test_half_characters_are_read_over() -> None:
    (mention,) = find("\ud800 Iran \udfff", "en", DAY)
    assert (mention.code, mention.start, mention.end) == ("IRN", 2, 6)
