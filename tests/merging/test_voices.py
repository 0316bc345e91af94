"""Copies of one wording are one voice."""

import pytest
from told import told

from abstand.merging.voices import voices

AGENCY = (
    "Vladimir Putin and Aleksandar Vucic met in Sochi on Thursday and agreed to hold the gas price for six months. "
    "Serbia faced a steep rise from December, and its president stands for election in April. "
)
OWN = (
    "Belgrade has got what it wanted: for half a year it will pay no more for its gas than now, the Serbian president "
    "said after three hours in the residence on the Black Sea. "
)


def test_every_document_is_a_voice() -> None:
    assert voices([told("a", sentence=AGENCY), told("b", sentence=OWN)]) == 2


def test_one_report_is_one_voice() -> None:
    assert voices([told("a")]) == 1


def test_agency_copy_is_one_voice() -> None:
    longer = AGENCY + "The paper adds that Moscow asks nothing in return."
    assert voices([told("a", sentence=AGENCY, outlet="A"), told("b", sentence=longer, outlet="B")]) == 1


def test_a_copied_sentence_in_a_text_of_its_own_is_one_voice() -> None:
    first, own = (told(id_, sentence=AGENCY, text=text) for id_, text in (("a", AGENCY * 2), ("b", OWN * 5 + AGENCY)))
    assert voices([first, own]) == 1


def test_short_sentences_may_be_alike_by_chance() -> None:
    assert (
        voices(
            [told("a", sentence="They met in Sochi.", text=AGENCY), told("b", sentence="They met in Sochi.", text=OWN)]
        )
        == 2
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"outlet": "Reuters"}, {"outlet": "Reuters"}),
        ({"outlet": "ТАСС", "language": "ru"}, {"outlet": "TASS"}),
        ({"outlet": "Radio Azattyq"}, {"outlet": "RFE/RL"}),
        ({"url": "https://www.dw.com/ru/a-1", "language": "ru"}, {"url": "https://dw.com/de/a-2", "language": "de"}),
        ({"url": "https://www.bbc.co.uk/news/1"}, {"url": "https://bbc.co.uk/russian/2"}),
        ({"speakers": ("Reuters",), "outlet": "A"}, {"speakers": ("Reuters",), "outlet": "B"}),
        ({"speakers": ("Reuters",), "outlet": "A"}, {"outlet": "Reuters"}),
        (
            {"authors": ("Ann Lee",), "language": "en"},
            {"authors": ("Ann Lee",), "language": "de", "translated_from": "en"},
        ),
    ],
    ids=str,
)
def test_one_voice(one: dict[str, object], other: dict[str, object]) -> None:
    assert voices([told("a", sentence=AGENCY, **one), told("b", sentence=OWN, **other)]) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"outlet": "Reuters"}, {"outlet": "AFP"}),
        ({"url": "https://www.bbc.co.uk/1"}, {"url": "https://www.sky.co.uk/1"}),
        ({"speakers": ("KAZ",), "outlet": "A"}, {"speakers": ("KAZ",), "outlet": "B"}),
        (
            {"authors": ("Ann Lee",), "language": "en"},
            {"authors": ("Bo Ek",), "language": "de", "translated_from": "en"},
        ),
    ],
    ids=str,
)
def test_two_voices(one: dict[str, object], other: dict[str, object]) -> None:
    assert voices([told("a", sentence=AGENCY, **one), told("b", sentence=OWN, **other)]) == 2


def test_voices_join_through_a_third() -> None:
    entries = [
        told("a", sentence=AGENCY, outlet="A"),
        told("b", sentence=OWN, outlet="B"),
        told("c", sentence=AGENCY, outlet="B"),
    ]
    assert voices(entries[:2]) == 2
    assert voices(entries) == voices(entries[::-1]) == 1
