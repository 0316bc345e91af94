from __future__ import annotations

import json
import time
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from abstand.annotation.time_rules import lexicon_of, plain_text, read_lexicon
from abstand.annotation.times import AHEAD_DAYS, find_times
from abstand.errors import DataError, InputError
from abstand.model import LANGUAGES, Basis

PUBLISHED = date(2022, 10, 20)  # a Thursday
MIN_EXPRESSIONS = 150
MIN_SENTENCES_PER_S = 20_000
PLAIN_PER_TIME = 4  # of 1000 sentences of UD_PUD (news and Wikipedia) about 190 hold a time
PLAIN = {
    "de": "Der Präsident lobte in der Hauptstadt die Zusammenarbeit mit den Nachbarn, die er als eng bezeichnete.",
    "en": "The president praised cooperation with the neighbours in the capital and called it close and useful.",
    "fr": "Le président a salué dans la capitale la coopération avec les voisins, qu'il a qualifiée d'étroite.",
    "ru": "Президент высоко оценил в столице сотрудничество с соседями, которое он назвал тесным и полезным.",
    "kk": "Президент елордада көршілермен ынтымақтастықты жоғары бағалап, оны тығыз әрі пайдалы деп атады.",
}


def cases(language):
    file = Path(__file__).parent / "times" / f"{language}.jsonl"
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


CASES = [(language, case) for language in LANGUAGES for case in cases(language)]
IDS = [f"{language}: {case['text']}" for language, case in CASES]
BITS = sorted({word for _, case in CASES for word in case["text"].split()})
UNHURRIED = settings(deadline=None)  # the first text of a language loads its words
WORDS = st.lists(st.sampled_from(BITS), max_size=30).map(" ".join)


def found(text, language="de", published=PUBLISHED, before=""):
    times = find_times(text, language, published, find_times(before, language, published))
    return [(time.span.of(text), time.when.first.isoformat(), time.when.last.isoformat()) for time in times]


def days(text, language="de", published=PUBLISHED):
    return [(first, last) if first != last else first for _, first, last in found(text, language, published)]


@pytest.mark.parametrize(("language", "case"), CASES, ids=IDS)
def test_finds_the_times_of_a_sentence(language, case):
    assert found(case["text"], language, before=case.get("before", "")) == [tuple(told) for told in case["times"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_enough_cases(language):
    assert sum(len(case["times"]) for case in cases(language)) >= MIN_EXPRESSIONS


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_rule_that_matches_is_left_untried(language):
    lexicon = lexicon_of(language)
    for case in cases(language):
        plain = plain_text(case["text"])
        tried = set(map(id, lexicon.rules_for(plain)))
        untried = [rule.pattern for rule in lexicon.rules if id(rule) not in tried]
        assert [pattern.pattern for pattern in untried if pattern.search(plain)] == [], case["text"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_day_of_publication_only_what_needs_none(language):
    for case in cases(language):
        times = find_times(case["text"], language, None)
        assert {time.when.basis for time in times[:1]} <= {Basis.STATED}  # a second may count from the first
        assert {time.span.of(case["text"]) for time in times} <= {words for words, *_ in case["times"]}
    assert days("On Monday, in May and on 5 May they met.", "en", None) == []
    assert days("On 5 May 2022, in May 2022 and since 2014", "en", None) == [
        "2022-05-05", ("2022-05-01", "2022-05-31"), ("2014-01-01", "2014-12-31"),
    ]  # fmt: skip


def check(text, language, published, before=""):
    times = find_times(text, language, published, find_times(before, language, published))
    assert all(0 <= time.span.start < time.span.end <= len(text) for time in times)
    assert all(a.span.end <= b.span.start for a, b in pairwise(times))
    assert all(1800 <= time.when.first.year <= time.when.last.year <= 2099 for time in times)


@UNHURRIED
@given(WORDS, st.sampled_from(LANGUAGES), st.none() | st.dates(), WORDS)
@example("999 decades later, 999 years earlier", "en", None, "On 1 January 1800")
@example("999 decades later, 999 days later", "en", None, "On 31 December 2099")
def test_any_words_give_times_in_bounds_also_counted_from_others(text, language, published, before):
    check(text, language, published, before)


@UNHURRIED
@given(WORDS, st.sampled_from(LANGUAGES), st.none() | st.dates())
@example("vor 999 Jahrzehnten und in 999 Jahrzehnten", "de", PUBLISHED)
@example("gestern, morgen, nächste Woche, in 999 Jahren", "de", date.max)
@example("tomorrow, next week, last year, 999 centuries ago", "en", date.min)
@example("in den letzten 999 Jahrzehnten, in den nächsten 999 Tagen", "de", date(2099, 12, 31))
@example("last century, next century, last year, on Monday", "en", date(1800, 1, 1))
def test_any_words_give_times_in_bounds(text, language, published):
    check(text, language, published)


@UNHURRIED
@given(st.text(max_size=120), st.sampled_from(LANGUAGES), st.none() | st.dates())
@example("İİİ am 19. August ٣ мая ²", "de", PUBLISHED)
def test_any_text_gives_times_in_bounds(text, language, published):
    check(text, language, published)


@given(st.text(max_size=80))
@example("İstanbul'da „ß“ ё – ’")
def test_plain_text_keeps_offsets(text):
    assert len(plain_text(text)) == len(text)


def test_offsets_hold_behind_letters_that_grow_in_lower_case():
    text = "İİ — am 19. August"
    assert found(text) == [("am 19. August", "2022-08-19", "2022-08-19")]


def test_writing_may_differ():
    assert days("le 19\u00a0août\u202f2022", "fr") == ["2022-08-19"]
    assert days("Brief vom 19.08.22") == ["2022-08-19"]
    assert days("5—9 сентября 2021\u00a0года", "ru") == [("2021-09-05", "2021-09-09")]
    assert days("Yesterday’s vote", "en") == days("Yesterday's vote", "en") == ["2022-10-19"]


def test_a_day_without_year_is_past_unless_it_is_near():
    near, far = PUBLISHED + timedelta(AHEAD_DAYS), PUBLISHED + timedelta(AHEAD_DAYS + 1)
    assert days(f"am {near.day}.{near.month}.") == [near.isoformat()]
    assert days(f"am {far.day}.{far.month}.") == [far.replace(year=2021).isoformat()]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("on Friday", "2022-10-14"),
        ("on Thursday", "2022-10-20"),
        ("last Thursday", "2022-10-13"),
        ("next Thursday", "2022-10-27"),
        ("this Friday", "2022-10-21"),
        ("this Monday", "2022-10-17"),
        ("will go on Thursday", "2022-10-20"),
        ("will go on Monday", "2022-10-24"),
        ("by Wednesday", "2022-10-26"),
    ],
)
def test_which_weekday(words, day):
    assert days(words, "en") == [day]


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("last winter", ("2021-12-01", "2022-02-28")),
        ("next winter", ("2022-12-01", "2023-02-28")),
        ("from December to March 2022", ("2021-12-01", "2022-03-31")),
        ("last quarter", ("2022-07-01", "2022-09-30")),
        ("next decade", ("2030-01-01", "2039-12-31")),
        ("the end of the week", ("2022-10-22", "2022-10-23")),
        ("two decades ago", ("2002-01-01", "2002-12-31")),
        ("three months ago", ("2022-07-01", "2022-07-31")),
        ("over the past month", ("2022-09-20", "2022-10-20")),
        ("in the first half of September", ("2022-09-01", "2022-09-15")),
    ],
)
def test_longer_times(words, span):
    assert days(words, "en") == [span]


def test_a_window_of_months_ends_on_a_day_that_the_month_has():
    assert days("over the past month", "en", date(2022, 3, 31)) == [("2022-02-28", "2022-03-31")]


def test_this_winter_is_the_one_that_goes_on():
    assert days("this winter", "en", date(2022, 1, 10)) == [("2021-12-01", "2022-02-28")]


def test_no_event_before_it_happened():
    assert days("since the invasion began", "en", date(2003, 4, 1)) == []
    assert days("since the invasion began", "en", None) == ["2022-02-24"]


def test_days_are_counted_from_the_time_named_last_before():
    before = "On 5 May they met, on 7 May they signed."
    assert found("The next day he left.", "en", before=before) == [("The next day", "2022-05-08", "2022-05-08")]
    assert days("On 7 August 2008 it began and a week later it was over.", "en")[1] == ("2008-08-11", "2008-08-17")
    assert found("The next day he left.", "en", before="In 2014 they met.") == []  # no day of a year is "the next"
    assert found("Three years later he left.", "en", before="In 2014 they met.")[0][1:] == ("2017-01-01", "2017-12-31")


def test_the_day_before_is_yesterday_where_no_day_is_named():
    assert days("La veille, il a protesté.", "fr") == ["2022-10-19"]
    assert days("Le lendemain, il a protesté.", "fr") == []


def test_a_day_without_year_is_not_coming_if_it_is_only_just_past():
    assert days("Er will das am 2. Juni verhängte Verbot lockern.", "de", date(2011, 6, 14)) == ["2011-06-02"]


def test_centuries_begin_with_their_hundreds_and_end_with_1899():
    assert days("in the 19th century", "en") == [("1800-01-01", "1899-12-31")]
    assert days("in the 18th century, in the 23rd century", "en") == []


@pytest.mark.parametrize(("words", "day"), [("vingt-trois", 23), ("trente et un", 31), ("dix-sept", 17)])
def test_numbers_of_two_words_add_up(words, day):
    assert days(f"le {words} août 2021", "fr") == [f"2021-08-{day}"]


def test_days_that_are_none_give_nothing():
    assert days("am 31. Februar 2022, am 31. April, am 0. Mai") == []
    assert days("am 29. Februar") == ["2020-02-29"]


def test_the_basis_says_what_the_days_rest_on():
    text = "am 5. Mai, gestern, am Montag, vor zwei Jahren, im Mai dieses Jahres"
    assert [time.when.basis for time in find_times(text, "de", PUBLISHED)] == [Basis.STATED, *[Basis.RELATIVE] * 4]


def test_languages_that_are_not_read_are_refused():
    with pytest.raises(InputError, match="'tr'"):
        find_times("19 Ağustos", "tr", PUBLISHED)


RULE = '[[rule]]\nkind = "stated"\npatterns = '


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("month = ", "no TOML"),
        ("[months]\nmai = 5", "months"),
        ('[month]\nmai = "fünf"', "month.mai"),
        ("[month]\n'mai(' = 5", "no regular expression"),
        ("[unit]\ntag = 1", "unit.tag"),
        ("[holiday]\nfest = { month = 5 }", "names no day"),
        ("[holiday]\nfest = { moon = 5 }", "unknown key moon"),
        (f'{RULE}["{{monat}}"]', "monat"),
        (f'{RULE}["(mai"]', "no regular expression"),
        ('[[rule]]\nkind = "date"\npatterns = []', "date"),
        ('[[rule]]\nkind = "stated"\nfit = "soon"\npatterns = []', "soon"),
    ],
)
def test_mistakes_in_the_data_are_named(data, reason):
    with pytest.raises(DataError, match=r"xx\.toml") as error:
        read_lexicon(data, "xx.toml")
    assert reason in str(error.value)


def test_a_rule_needs_the_signs_of_what_every_match_has():
    lexicon = read_lexicon(
        '[month]\nmai = 5\n[weekday]\nmontag = 0\n[signs]\nmonth = ["mai"]\nweekday = ["montag"]\n'
        f"{RULE}['(?:{{weekday}}, )?{{day}}\\. {{month}}', '{{month}}|{{weekday}}', '(?!{{weekday}}){{month}}x']",
        "xx.toml",
    )
    assert [set(rule.needs) for rule in lexicon.rules] == [{"day", "month"}, set(), {"month"}]
    assert len(list(lexicon.rules_for("montag"))) == 1


def test_a_word_without_value_is_no_time():
    lexicon = read_lexicon("[month]\nmai = 5", "xx.toml")
    assert (lexicon.value("month", "mai"), lexicon.value("month", "juni"), lexicon.value("day", "7")) == (
        (5, 5),
        None,
        7,
    )


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_speed(language):
    sentences = [text for case in cases(language) for text in [case["text"], *[PLAIN[language]] * PLAIN_PER_TIME]] * 5
    find_times("", language, PUBLISHED)
    start_s = time.perf_counter()
    for sentence in sentences:
        find_times(sentence, language, PUBLISHED)
    # half: machines that run tests are busy
    assert len(sentences) / (time.perf_counter() - start_s) > MIN_SENTENCES_PER_S / 20  # test machines are busy
