"""From a sentence to its reports: types, domains, times, denials, evidence, ids."""

from datetime import date
from itertools import pairwise

import pytest
from coding_stage import document_of, lexicon_of, marked, short, shorts, tell
from hypothesis import given, settings
from hypothesis import strategies as st

from abstand.annotation import annotate
from abstand.coding.coder import LONGEST_TRIGGER, NAME, code, tellings
from abstand.entities import default
from abstand.model import LANGUAGES, Basis, Document, Domain, EventType, Report, Role, Status, When

DAY = date(2023, 3, 1)
NEWS = {
    "de": "Am 21. Februar verurteilte Deutschland Russland. Berlin und Paris kündigten Sanktionen gegen Moskau an. "
    "Das wies Russland zurück. Laut „Spiegel“ könnte Polen Panzer in die Ukraine liefern.",
    "fr": "Le 21 février, l'Allemagne a condamné la Russie. Berlin et Paris n'ont pas rencontré Moscou. "
    "Selon Reuters, la Pologne pourrait livrer des chars à l'Ukraine, ce que Varsovie dément.",
    "en": "On 21 February, Germany condemned Russia. Berlin and Paris will meet Moscow's envoy next week. "
    "Russia denied that. Poland could send tanks to Ukraine, Reuters reported, citing the foreign ministry.",
    "ru": "21 февраля Германия осудила Россию. Берлин и Париж ввели санкции против Москвы. Россия это опровергла. "
    "По данным Reuters, Польша может передать Украине танки, сообщил представитель МИД.",
    "kk": "21 ақпанда Германия Ресейді айыптады. Қазақстан мен Қытай келіссөз жүргізді. Астана бұны жоққа шығарды. "
    "Reuters хабарлауынша, Польша Украинаға танк беруі мүмкін.",
}  # fmt: skip


def document(text: str, language: str = "en") -> Document:
    return Document("d", text, language, published=When(DAY, DAY, Basis.STATED))


def coded(text: str, language: str) -> tuple[Report, ...]:
    return code(annotate(document(text, language), default()), "r")


def check_evidence(reports: list[Report] | tuple[Report, ...], text: str) -> None:
    """All evidence lies in the document; what it is said to show stands there."""
    for report in reports:
        assert 0 <= report.sentence.start < report.sentence.end <= len(text)
        assert all(0 <= item.span.start < item.span.end <= len(text) for item in report.evidence)
        denies_before = any(item.why.startswith("denial of what was told before") for item in report.evidence)
        told_by = Role.STATUS if denies_before else Role.ACT
        assert [item.span.of(text) for item in report.evidence if item.role is told_by] == [report.trigger]
        for role, codes in ((Role.ACTOR, report.actors), (Role.RECIPIENT, report.recipients)):
            assert {item.code for item in report.evidence if item.role is role} == set(codes)
        assert 0 <= report.confidence <= 1
        assert len(report.codes) >= 2
        assert not set(report.actors) & set(report.recipients)


def check_unlike(reports: list[Report] | tuple[Report, ...]) -> None:
    """No two reports of a sentence are alike, no two of a document have one id."""
    assert len({report.id for report in reports}) == len(reports)
    keys = [(r.sentence, r.type, r.actors, r.recipients, r.status) for r in reports]
    assert len(set(keys)) == len(keys)


ARLAND_ZAPPED = "[Arland|AAA] zapped [Borland|BBB]"


def test_a_report_tells_what_the_sentence_says():
    (report,) = tell(f"{ARLAND_ZAPPED}.")
    assert (report.document, report.run) == ("d", "r")
    assert (report.type, report.mode, report.status) == (EventType.ASSAULT, None, Status.ASSERTED)
    assert (report.actors, report.recipients, report.speakers, report.when) == (("AAA",), ("BBB",), (), None)
    assert (report.trigger, report.domain) == ("zapped", Domain.MILITARY)
    assert report.sentence.of("Arland zapped Borland.") == "Arland zapped Borland."


def test_every_part_of_the_evidence_is_what_it_says():
    text = "[Arland's|AAA genitive] president [Petrov|AAA person] will tour [Borland|BBB], [Corland|CCC] said."
    (report,) = tell("So it goes.", text)
    document = document_of("So it goes.", text)
    assert [(str(item.role), item.span.of(document), item.why, item.code) for item in report.evidence] == [
        ("act", "tour", f"{NAME}: tour/tours/toured", ""),
        ("actor", "Arland's", "name: AAA", "AAA"),
        ("actor", "Petrov", "person: AAA", "AAA"),
        ("recipient", "Borland", "name: BBB", "BBB"),
        ("speaker", "Corland", "said", "CCC"),
        ("status", "will", "plan: will", ""),
    ]
    assert report.trigger == "tour"


def test_a_sentence_may_tell_several_acts():
    assert shorts(f"{ARLAND_ZAPPED}; [Corland|CCC] blamed [Dorland|DDD].") == [
        "ASSAULT AAA > BBB asserted", "ACCUSE CCC > DDD asserted",
    ]  # fmt: skip


def test_one_act_told_twice_is_told_once():
    assert shorts("The zapping, when [Arland|AAA] zapped [Borland|BBB].") == ["ASSAULT AAA > BBB asserted"]
    assert len(tell(f"{ARLAND_ZAPPED}.", f"{ARLAND_ZAPPED}.")) == 2


@pytest.mark.xfail(strict=True, reason="reports of one type and the same parties count as one, whoever did it to whom")
def test_what_both_do_to_each_other_one_after_the_other_are_two_acts():
    text = f"{ARLAND_ZAPPED}; [Borland|BBB] zapped [Arland|AAA]."
    assert shorts(text) == ["ASSAULT AAA > BBB asserted", "ASSAULT BBB > AAA asserted"]


def test_a_joint_act_against_a_third_is_none_of_the_two():
    text = "[Arland|AAA] and [Borland|BBB] blamed [Corland|CCC]."
    assert shorts(text) == ["ACCUSE AAA BBB > CCC asserted"]


@pytest.mark.xfail(
    strict=True, reason="the object of the first verb, being nearer, is taken for the subject of the second"
)
def test_two_verbs_may_share_their_subject():
    text = "[Arland|AAA] zapped [Borland|BBB] and blamed [Corland|CCC]."
    assert shorts(text) == ["ASSAULT AAA > BBB asserted", "ACCUSE AAA > CCC asserted"]


@pytest.mark.parametrize(
    "text",
    [
        "[Arland|AAA] asked [Borland|BBB] for a loan.",
        "[Arland|AAA] blamed [Borland|BBB] for the talks.",
    ],
)
def test_what_is_asked_or_blamed_for_is_no_act(text):
    (report,) = tell(text)
    assert report.type in (EventType.REQUEST, EventType.ACCUSE)


def test_in_another_clause_it_is_an_act():
    text = "[Arland|AAA] blamed [Borland|BBB], after the talks between [Corland|CCC] and [Dorland|DDD]."
    assert {report.type for report in tell(text)} == {EventType.ACCUSE, EventType.CONSULT}


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        (f"{ARLAND_ZAPPED}.", Domain.MILITARY),
        (f"{ARLAND_ZAPPED} over gas.", Domain.ENERGY),
        (f"{ARLAND_ZAPPED} over visas and gas.", Domain.MIGRATION),
        ("[Arland|AAA] lent [Borland|BBB] money for visas.", Domain.ENERGY),
        ("[Arland|AAA] got a loan of the world from [Borland|BBB].", Domain.ECONOMIC),
        ("[Arland|AAA] blamed [Borland|BBB].", Domain.DIPLOMATIC),
    ],
)
def test_the_domain_is_the_cue_s_or_the_nearest_word_s_or_the_type_s(text, domain):
    (report,) = tell(text)
    assert report.domain is domain


@pytest.mark.parametrize(("between", "trigger"), [(LONGEST_TRIGGER - 3, "wide"), (LONGEST_TRIGGER - 1, "first")])
def test_a_cue_spread_wide_is_shown_by_its_first_word(between, trigger):
    words = lexicon_of(cue=[{"type": "ASSAULT", "verbs": ["flung … stones"]}])
    (report,) = tell(f"[Arland|AAA] flung {'so ' * between}many stones at [Borland|BBB].", lexicon=words)
    assert report.trigger == ("flung" if trigger == "first" else f"flung {'so ' * between}many stones")


@pytest.mark.parametrize(
    ("second", "denier"),
    [
        ("[Arland|AAA] denied this.", "AAA"),
        ("[Borland|BBB] called this false.", "BBB"),
        ("The ministry denied this.", "AAA"),
        ("Nobody denied this.", "AAA"),
    ],
)
def test_a_denial_of_its_own_denies_the_act_before(second, denier):
    first = f"{ARLAND_ZAPPED}."
    told, denial = tell(first, second)
    assert (told.status, denial.status) == (Status.ASSERTED, Status.DENIED)
    assert (denial.type, denial.actors, denial.recipients) == (told.type, told.actors, told.recipients)
    assert denial.speakers == (denier,)
    text = document_of(first, second)
    assert denial.sentence.of(text) == marked(second)[0]
    assert [item.span.of(text) for item in denial.evidence if item.role is Role.STATUS] == [denial.trigger]
    assert [item.span.of(text) for item in denial.evidence if item.role is Role.ACT] == ["zapped"]


def test_a_denial_denies_the_last_act_of_the_sentence_just_before():
    reports = tell("[Corland|CCC] met [Dorland|DDD].", f"{ARLAND_ZAPPED}.", "[Arland|AAA] denied this.")
    assert [short(report) for report in reports][2:] == ["ASSAULT AAA > BBB denied"]
    assert len(tell(f"{ARLAND_ZAPPED}.", "[Corland|CCC] slept.", "[Corland|CCC] denied this.")) == 1


def test_a_denial_that_has_its_act_beside_it_denies_no_other():
    reports = shorts("[Corland|CCC] met [Dorland|DDD].", "[Arland|AAA] denied having zapped [Borland|BBB].")
    assert reports == ["CONSULT CCC DDD asserted", "ASSAULT AAA > BBB denied"]


@pytest.mark.xfail(
    strict=True,
    reason="of two denials in a sentence only one is taken for its act's; the other denies what stood before",
)
def test_an_act_denied_twice_is_denied_once():
    first = "[Corland|CCC] met [Dorland|DDD]."
    reports = shorts(first, "[Arland|AAA] denied having zapped [Borland|BBB], called the charge false.")
    assert reports == ["CONSULT CCC DDD asserted", "ASSAULT AAA > BBB denied"]


def test_what_is_denied_is_not_denied_again():
    assert shorts("[Arland|AAA] denied having zapped [Borland|BBB].", "It denied this.") == ["ASSAULT AAA > BBB denied"]


def test_an_outlet_takes_part_in_nothing():
    assert tell("[The Times|x-times outlet] blamed [Arland|AAA].") == []
    assert tell("[The Times|x-times outlet] met [Arland|AAA].") == []


def test_the_time_nearest_in_the_act_s_own_part():
    text = "On 3 February 2023 Germany condemned Russia; on 5 February 2023 France met Poland."
    days = {report.type: report.when and report.when.first for report in coded(text, "en")}
    assert days == {EventType.ACCUSE: date(2023, 2, 3), EventType.CONSULT: date(2023, 2, 5)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_real_texts_give_evidence_that_stands_in_them(language):
    reports = coded(NEWS[language], language)
    assert len(reports) >= 2
    check_evidence(reports, NEWS[language])
    check_unlike(reports)
    whens = [item for report in reports for item in report.evidence if item.role is Role.TIME]
    assert bool(whens) == any(report.when for report in reports)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_again_is_the_same(language):
    annotated = annotate(document(NEWS[language], language), default())
    assert code(annotated, "r") == code(annotated, "r")
    assert [report.id for report in code(annotated, "one")] == [report.id for report in code(annotated, "other")]


def test_ids_depend_on_the_document_and_the_place():
    one, other = tell(f"{ARLAND_ZAPPED}.", f"{ARLAND_ZAPPED}.")
    assert one.id != other.id
    assert tell(f"{ARLAND_ZAPPED}.")[0].id == one.id
    assert tell("[Borland|BBB] zapped [Arland|AAA].")[0].id != one.id
    assert tell("[Arland|AAA] reportedly zapped [Borland|BBB].")[0].id != one.id


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", ["", " ", "…", "Х", "«", "()", "and, and", "’s"])
def test_texts_that_tell_nothing(text, language):
    assert coded(text, language) == ()


def test_sentences_are_told_in_order_each_with_its_context():
    annotated = annotate(document(NEWS["en"]), default())
    starts = [telling.sentence.sentence.span.start for telling in tellings(annotated)]
    assert starts == sorted(set(starts))
    assert all(one.start < other.start for one, other in pairwise(s.sentence.span for s in annotated.sentences))


BITS = {
    "de": ("Russland", "Deutschland", "die Ukraine", "Putin", "in Moskau", "verurteilte", "traf", "griff", "an", "laut",
           "sagte", "dementierte", "könnte", "nicht", "wurde", "von", "der Botschafter", "und", "dass"),
    "fr": ("la Russie", "l'Allemagne", "l’Ukraine", "Macron", "à Moscou", "a condamné", "a rencontré", "selon",
           "n'a pas", "dément", "pourrait", "été", "par", "l'ambassadeur", "et", "qu'elle", "a attaqué"),
    "en": ("Russia", "Germany's", "Ukraine", "Putin", "in Moscow", "condemned", "met", "attacked", "according to",
           "said", "denied", "could", "not", "was", "by", "the ambassador", "and", "that", "will visit", "it"),
    "ru": ("Россия", "Германию", "Украиной", "Путин", "в Москве", "осудила", "встретился", "напала на", "по данным",
           "сообщил", "опроверг", "может", "не", "был", "посол", "и", "что", "они"),
    "kk": ("Ресей", "Германияны", "Украинаға", "АҚШ-тың", "Мәскеуде", "айыптады", "кездесті", "шабуыл жасады", "деді",
           "жоққа шығарды", "мүмкін", "емес", "елшісі", "және", "мен", "қарсы", "біздің ел"),
}  # fmt: skip
MARKS = (
    ".",
    ",",
    ";",
    ":",
    "–",
    "(",
    ")",
    "«",
    "»",
    "„",
    "“",
    "”",
    '"',
    "’",
    "…",
    "!",
    "\n",
    "\n\n",
    "-",
    "1,5",
    "🇰🇿",
    "é",
)


@pytest.mark.slow
@given(st.sampled_from(LANGUAGES).flatmap(
    lambda lang: st.tuples(
        st.just(lang),
        st.lists(st.sampled_from(BITS[lang]) | st.sampled_from(MARKS) | st.text(max_size=4), max_size=40).map(" ".join),
    )
))  # fmt: skip
@settings(max_examples=400, deadline=None)
def test_whatever_the_text_nothing_is_thrown_and_all_evidence_lies_in_it(case):
    language, text = case
    reports = coded(text, language)
    check_evidence(reports, text)
    check_unlike(reports)
    assert coded(text, language) == reports
