"""``abstand chronicle A B``: what happened, on which day, how sure, according to whom."""

import pytest


def test_lines_by_day_with_status_source_and_the_acts_words_marked(abstand, store):
    said = abstand("chronicle", "KAZ", "RUS", "--store", store)
    assert said.status == 0
    heads, sources, quotes = (said.out.splitlines()[row::3] for row in range(3))
    days_and_acts = [head.split("  ", 1) for head in heads]
    assert all("2022" in day for day, _ in days_and_acts)
    assert [act for _, act in days_and_acts] == [
        "Russia ⇄ Kazakhstan: Consultation (meeting)  [reported]",
        "Kazakhstan → Russia: Accusation (disapproval)  [reported]",
        "Kazakhstan → Russia: Retreat  [denied]",
    ]
    assert sources == [
        "  The Outlet  https://example.org/a  a100ff",
        "  The Outlet  https://example.org/a  b200ff",
        "  according to Russia; The Outlet  https://example.org/a  b300ff",
    ]
    assert [quote.strip("„“ ") for quote in quotes] == [
        "Putin [met] Tokayev in Moscow on Monday.",
        "Kasachstan [verurteilte] Russland.",
        "Moskau dementiert den [Abzug].",
    ]


@pytest.mark.parametrize(
    "names",
    [
        ("Kasachstan", "Russland"),
        ("Қазақстан", "Ресей"),
        ("Казахстан", "Россия"),
        ("kazakhstan", "RUSSIE"),
        ("rus", "kaz"),
        (" KAZ ", "Russian Federation"),
    ],
)
@pytest.mark.slow
def test_states_go_by_names_in_any_language_and_order(abstand, store, names):
    assert ids(abstand("chronicle", *names, "--store", store, "--json")) == ["a100ff", "b200ff", "b300ff"]


def ids(said) -> list[str]:
    return [row["id"] for row in said.rows]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--since", "2022-09-02"], ["b200ff", "b300ff"]),
        (["--until", "2022-09-02"], ["a100ff", "b200ff"]),
        (["--since", "2022-09-03", "--until", "2022-09-19"], []),
        (["--type", "ACCUSE"], ["b200ff"]),
        (["--type", "accuse", "--type", "Consult"], ["a100ff", "b200ff"]),
        (["--status", "denied"], ["b300ff"]),
        (["--status", "denied", "--status", "asserted"], ["a100ff", "b200ff", "b300ff"]),
        (["--status", "denied", "--type", "CONSULT"], []),
    ],
)
def test_filters(abstand, store, options, expected):
    assert ids(abstand("chronicle", "KAZ", "RUS", "--store", store, "--json", *options)) == expected


@pytest.mark.parametrize(
    ("lang", "month", "act"),
    [
        ("de", "Aug", "Russland ⇄ Kasachstan"),
        ("fr", "août", "Russie ⇄ Kazakhstan"),
        ("en", "Aug", "Russia ⇄ Kazakhstan"),
        ("ru", "авг", "Россия ⇄ Казахстан"),
        ("kk", "там", "Ресей ⇄ Қазақстан"),
    ],
)
def test_told_in_five_languages_and_quoted_verbatim(abstand, store, lang, month, act):
    said = abstand("chronicle", "KAZ", "RUS", "--store", store, "--lang", lang)
    head = said.out.splitlines()[0]
    assert month in head
    assert act in head
    assert "Kasachstan [verurteilte] Russland." in said.out, "the sentence stays in its own language"


def test_a_row_says_everything(abstand, store):
    (row,) = abstand("chronicle", "KAZ", "RUS", "--store", store, "--json", "--status", "denied").rows
    assert row["when"] == ["2022-09-20", "2022-09-20"]
    assert (row["type"], row["status"], row["speakers"]) == ("RETREAT", "denied", ["RUS"])
    assert (row["language"], row["published"], row["outlet"]) == ("de", "2022-09-20", "The Outlet")
    assert row["sentence"] == "Moskau dementiert den Abzug."
    assert row["event"]


def test_nothing_stored_for_the_pair_is_said(abstand, store):
    said = abstand("chronicle", "KAZ", "ISL", "--store", store)
    assert (said.status, said.out) == (0, "No reports about Kazakhstan and Iceland.\n")


def test_an_unknown_state_gets_the_nearest_names(abstand, store):
    said = abstand("chronicle", "Kasachstn", "RUS", "--store", store)
    assert (said.status, said.out) == (1, "")
    assert said.err.startswith("abstand: no state or organisation is called 'Kasachstn'; did you mean Kasachstan")


def test_without_a_store_nothing_is_made(abstand, tmp_path):
    said = abstand("chronicle", "KAZ", "RUS")
    assert said.status == 1
    assert "there is no store; make one with `abstand code PATH --store abstand-store`" in said.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["KAZ"], "Missing argument 'B'"),
        (["KAZ", "Kasachstan"], "'KAZ' and 'Kasachstan' are both KAZ; name two states"),
        (["KAZ", "RUS", "--type", "WAR"], "'WAR' is not one of"),
        (["KAZ", "RUS", "--status", "sure"], "'sure' is not one of"),
        (["KAZ", "RUS", "--lang", "es"], "'es' is not one of"),
        (["KAZ", "RUS", "--since", "19.08.2022"], "'19.08.2022' is no day"),
    ],
)
def test_wrong_use_is_exit_2(abstand, store, arguments, complaint):
    said = abstand("chronicle", *arguments, "--store", store)
    assert (said.status, said.out) == (2, "")
    assert complaint in said.err


@pytest.mark.parametrize("verb", [["chronicle"], ["distance"], ["compare", "--with", "icews"], ["alignment"]])
def test_a_window_that_ends_before_it_begins(abstand, store, verb):
    said = abstand(*verb, "KAZ", "RUS", "--since", "2022-02-01", "--until", "2022-01-01", "--store", store)
    assert (said.status, said.out) == (1, "")
    assert "no day lies between 2022-02-01 and 2022-01-01: the first comes after the last" in said.err
