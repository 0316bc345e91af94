"""From a name in a data file to the forms in which texts print it, language by language."""

import pytest

from abstand.entities.forms import forms
from abstand.entities.sources import Name
from abstand.model import Case, Way

NOM, GEN, DAT, ACC, INS, LOC = (
    Case.NOMINATIVE, Case.GENITIVE, Case.DATIVE, Case.ACCUSATIVE, Case.INSTRUMENTAL, Case.LOCATIVE,
)  # fmt: skip


def made(text: str, language: str, way: Way = Way.NAME) -> dict[str, frozenset[Case]]:
    return dict(forms(Name(text, way, language)))


@pytest.mark.parametrize("ending", ["", "e", "er", "en", "em", "es"])
def test_german_adjectives_take_all_endings(ending: str) -> None:
    adjectives = made("kasachisch", "de", Way.ADJECTIVE)
    assert f"kasachisch{ending}" in adjectives
    assert f"Kasachisch{ending}" in adjectives, "at the beginning of a sentence or in a name"


def test_german_city_adjectives_do_not_change() -> None:
    assert set(made("Moskauer", "de", Way.ADJECTIVE)) == {"Moskauer"}


def test_german_names_show_their_genitive() -> None:
    names = made("Kasachstan", "de")
    assert names["Kasachstans"] == {GEN}
    assert names["Kasachstan"] == frozenset()


@pytest.mark.parametrize("name", ["Paris", "Luxemburgs", "Schulz", "Marx", "Elsaß"])
def test_german_names_in_a_hiss_take_no_s(name: str) -> None:
    assert f"{name}s" not in made(name, "de", Way.PERSON)


def test_german_seats_form_compounds() -> None:
    seats = made("Kreml", "de", Way.SEAT)
    assert {"Kremlchef", "Kremlsprecher", "Kremlsprecherin", "Kremlführung"} <= set(seats)
    assert "Russlandchef" not in made("Russland", "de")


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Europäische Union", "Europäischen Union"),
        ("Europäische Union", "Europäischer Union"),
        ("Vereinigte Staaten", "Vereinigten Staaten"),
        ("Auswärtiges Amt", "Auswärtigen Amts"),
        ("Internationale Atomenergiebehörde", "Internationalen Atomenergiebehörde"),
        ("Vereinte Nationen", "Vereinten Nationen"),
        ("Rote Armee", "Roten Armee"),
        ("Eurasische ökonomische Union", "Eurasischen ökonomischen Union"),
        ("Islamischer Staat im Irak", "Islamischen Staates im Irak"),
        ("Weißes Haus", "Weißen Haus"),
    ],
)
def test_the_adjective_before_a_german_name_is_inflected(name: str, form: str) -> None:
    assert form in made(name, "de", Way.SEAT)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Niederlande", "Niederlanden"),
        ("Vereinigte Arabische Emirate", "Vereinigten Arabischen Emiraten"),
        ("Rotes Kreuz", "Roten Kreuzes"),
        ("Rat der Europäischen Union", "Rates der Europäischen Union"),
        ("Sicherheitsrat", "Sicherheitsrates"),
        ("Auswärtiges Amt", "Auswärtigen Amtes"),
    ],
)
def test_german_nouns_have_further_endings(name: str, form: str) -> None:
    assert form in made(name, "de", Way.SEAT)


def test_german_demonyms_show_their_dative_plural() -> None:
    assert made("Iraner", "de", Way.DEMONYM)["Iranern"] == {DAT}


def test_german_persons_have_no_such_endings() -> None:
    persons = made("Ursula von der Leyen", "de", Way.PERSON)
    assert set(persons) == {"Ursula von der Leyen", "Ursula von der Leyens"}


@pytest.mark.parametrize(
    ("adjective", "plural"),
    [
        ("Russian", "Russians"),
        ("Pakistani", "Pakistanis"),
        ("Croat", "Croats"),
        ("Czech", "Czechs"),
        ("Uzbek", "Uzbeks"),
        ("Kazakh", "Kazakhs"),
        ("Serb", "Serbs"),
    ],
)
def test_english_demonyms_have_a_plural(adjective: str, plural: str) -> None:
    assert set(made(adjective, "en", Way.ADJECTIVE)) == {adjective, plural}


@pytest.mark.parametrize("word", ["Kyrgyz", "Chinese", "Swiss", "Polish", "French", "Englishmen", "Irishman", "US"])
def test_other_english_demonyms_take_no_s(word: str) -> None:
    assert set(made(word, "en", Way.DEMONYM)) == {word}


def test_english_names_have_none() -> None:
    assert set(made("Iran", "en")) == {"Iran", "IRAN"}


def test_french_demonyms_have_a_capital() -> None:
    assert {"kazakhes", "Kazakhes"} <= set(made("kazakhes", "fr", Way.DEMONYM))


def test_russian_states_are_declined_with_their_cases() -> None:
    names = made("Казахстан", "ru")
    assert {form: cases for form, cases in names.items() if form.istitle()} == {
        "Казахстан": {NOM, ACC},
        "Казахстана": {GEN},
        "Казахстану": {DAT},
        "Казахстаном": {INS},
        "Казахстане": {LOC},
    }
    assert made("Россия", "ru")["России"] == {GEN, DAT, LOC}
    assert made("Россия", "ru")["Россию"] == {ACC}


@pytest.mark.parametrize("name", ["США", "СССР", "Перу", "Конго", "НАТО", "Шойгу"])
def test_what_russian_does_not_decline_shows_no_case(name: str) -> None:
    assert made(name, "ru") == {form: frozenset() for form in made(name, "ru")}
    assert name in made(name, "ru")


@pytest.mark.parametrize(
    ("name", "form", "case"),
    [
        ("Саудовская Аравия", "Саудовской Аравией", INS),
        ("Объединённые Арабские Эмираты", "Объединённых Арабских Эмиратах", LOC),
        ("Объединённые Арабские Эмираты", "Объединенными Арабскими Эмиратами", INS),
        ("Совет Безопасности ООН", "Советом Безопасности ООН", INS),
        ("Министерство иностранных дел", "Министерству иностранных дел", DAT),
        ("Лига арабских государств", "Лигу арабских государств", ACC),
        ("Нур-Султан", "Нур-Султане", LOC),
        ("Босния и Герцеговина", "Боснию и Герцеговину", ACC),
        ("Высший совет", "Высшего совета", GEN),
        ("БТА Банк", "БТА Банком", INS),
        ("Ак Орда", "Ак Орду", ACC),
        ("Дейтонские соглашения", "Дейтонских соглашений", GEN),
        # the accusative is the nominative of what does not live
        ("Европейский союз", "Европейский союз", ACC),
        ("Соединённые Штаты", "Соединённые Штаты", ACC),
    ],
)
def test_russian_phrases_are_declined_up_to_their_head(name: str, form: str, case: Case) -> None:
    assert case in made(name, "ru")[form]


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Хезболла", "Хезболлы"),
        ("Тайбэй", "Тайбэя"),
        ("Рияд", "Рияда"),
        ("Кахетия", "Кахетию"),
        ("Папуа — Новая Гвинея", "Папуа — Новой Гвинеей"),
    ],
)
def test_names_that_pymorphy_does_not_know_are_declined(name: str, form: str) -> None:
    assert form in made(name, "ru")


@pytest.mark.parametrize(
    ("adjective", "form", "case"),
    [
        ("китайский", "китайского", GEN),
        ("китайский", "китайская", NOM),
        ("китайский", "китайскую", ACC),
        ("китайский", "китайское", NOM),
        ("китайский", "китайскими", INS),
        ("китайский", "Китайские", NOM),
    ],
)
def test_russian_adjectives_agree_in_gender_and_number(adjective: str, form: str, case: Case) -> None:
    assert case in made(adjective, "ru", Way.ADJECTIVE)[form]


@pytest.mark.parametrize(
    ("demonym", "form"),
    [
        ("казахстанец", "казахстанцам"),
        ("грузин", "грузин"),
        ("россиянин", "россиян"),
        ("китаянка", "китаянками"),
        ("француз", "Французов"),
    ],
)
def test_russian_demonyms_have_a_plural(demonym: str, form: str) -> None:
    assert form in made(demonym, "ru", Way.DEMONYM)


@pytest.mark.parametrize(
    ("name", "form", "case"),
    [
        ("Владимир Путин", "Владимиром Путиным", INS),
        ("Ангела Меркель", "Ангелой Меркель", INS),
        ("Валентина Матвиенко", "Валентину Матвиенко", ACC),
        ("Мария Захарова", "Марии Захаровой", GEN),
        ("Владимир Зеленский", "Владимира Зеленского", GEN),
        ("Шольц", "Шольцем", INS),
        ("Трамп", "Трампа", GEN),
        ("Токаев", "Токаеву", DAT),
        ("Касым-Жомарт Токаев", "Касым-Жомартом Токаевым", INS),
        ("Никол Пашинян", "Николом Пашиняном", INS),
        ("Пашинян", "Пашиняну", DAT),
        ("Макрон", "Макрона", GEN),
        ("Орбан", "Орбаном", INS),
        ("Жапаров", "Жапарову", DAT),
        ("Бердымухамедов", "Бердымухамедовым", INS),
        ("Си Цзиньпин", "Си Цзиньпином", INS),
        ("Ким Чен Ын", "Ким Чен Ыном", INS),
        ("Дуда", "Дуды", GEN),
        ("Ахундзада", "Ахундзаде", DAT),
        ("Моралес", "Моралеса", GEN),
    ],
)
def test_russian_persons_are_declined(name: str, form: str, case: Case) -> None:
    assert case in made(name, "ru", Way.PERSON).get(form, frozenset())


@pytest.mark.parametrize(
    ("name", "form", "case"),
    [
        ("Мухаммед бин Салман", "Мухаммеда бин Салмана", GEN),
        ("Тамим бен Хамад Аль Тани", "Тамимом беном Хамадом Аль Тани", INS),
        ("принц Султан", "принцем Султаном", INS),
        # given names in -ин, -ый have no Russian suffix
        ("Беньямин Нетаньяху", "Беньямином Нетаньяху", INS),
        ("Мухаммедкалый Абылгазиев", "Мухаммедкалыя Абылгазиева", GEN),
        # the dictionary has Эммануэль and Лоран as names of women only
        ("Эммануэль Макрон", "Эммануэлем Макроном", INS),
        ("Лоран Фабиус", "Лорана Фабиуса", GEN),
        ("Аслан Бжания", "Аслану Бжании", DAT),
        ("Мутлу Бозкыр", "Мутлу Бозкыра", GEN),
    ],
)
def test_foreign_persons_are_declined(name: str, form: str, case: Case) -> None:
    assert case in made(name, "ru", Way.PERSON).get(form, frozenset())


def test_only_the_last_word_changes_where_the_family_name_may_come_first() -> None:
    assert "Мун Чжэ Ином" in made("Мун Чжэ Ин", "ru", Way.PERSON)
    kerry = dict(forms(Name("Джон Керри", Way.PERSON, "ru", surname="Керри")))
    assert kerry["Джон Керри"] == {NOM}
    assert kerry["Джона Керри"] == {GEN, ACC}


@pytest.mark.parametrize("name", ["Меркель", "Саркози", "Дюма", "Береговуа", "Малики", "Черненко"])
def test_surnames_that_do_not_change_show_no_case(name: str) -> None:
    assert made(name, "ru", Way.PERSON) == {name: frozenset()}


def test_a_womans_surname_is_not_declined_as_a_mans() -> None:
    assert "Ангелой Меркелем" not in made("Ангела Меркель", "ru", Way.PERSON)
    assert "Маргарет Тэтчером" not in made("Маргарет Тэтчер", "ru", Way.PERSON)


def test_a_surname_is_no_plural() -> None:
    assert "Маликов" not in made("Малики", "ru", Way.PERSON)


NO_LATIN = dict.fromkeys(map(ord, "abcdefghijklmnopqrstuvwxyz"))


@pytest.mark.parametrize(("stem", "softened"), [("қазақ", "қазағ"), ("түрік", "түріг"), ("араб", None), ("Ирак", None)])
def test_kazakh_stems_soften(stem: str, softened: str | None) -> None:
    found = {form for form in made(stem, "kk", Way.DEMONYM) if form.lower() == form.lower().translate(NO_LATIN)}
    assert stem in found
    assert found - {stem, stem.capitalize()} == ({softened, softened.capitalize()} if softened else set())


@pytest.mark.parametrize(
    ("text", "language", "way", "form"),
    [
        ("Kasachstan", "de", Way.NAME, "KASACHSTAN"),
        ("NATO", "de", Way.NAME, "Nato"),
        ("Nur-Sultan", "de", Way.CAPITAL, "Nur‑Sultan"),
        ("Quai d'Orsay", "fr", Way.SEAT, "Quai d’Orsay"),
        ("Орёл", "ru", Way.CITY, "Орел"),
        ("Газпром", "", Way.FIRM, "Газпромом"),
    ],
)
def test_other_spellings(text: str, language: str, way: Way, form: str) -> None:
    assert form in made(text, language, way)


@pytest.mark.parametrize("text", ["EU", "UN", "USA"])
def test_short_abbreviations_stay_in_capitals(text: str) -> None:
    assert text.capitalize() not in made(text, "de")


def test_no_form_is_given_twice() -> None:
    for text, language, way in (("Moskau", "de", Way.CAPITAL), ("Россия", "ru", Way.NAME), ("Ёлкин", "ru", Way.PERSON)):
        given = [form for form, _ in forms(Name(text, way, language))]
        assert len(given) == len(set(given))


@pytest.mark.parametrize(
    ("stem", "spelt"),
    [
        ("Ресей", {"Ресей", "РЕСЕЙ", "Reseı", "RESEI", "Resei"}),
        ("Шымкент", {"Шымкент", "ШЫМКЕНТ", "Shymkent", "SHYMKENT", "Şymkent", "ŞYMKENT"}),
    ],
)
def test_kazakh_names_in_latin_letters(stem: str, spelt: set[str]) -> None:
    assert set(made(stem, "kk", Way.NAME)) == spelt
