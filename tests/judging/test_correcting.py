"""Corrections in words: what each field takes, and what is said of what it does not take."""

from dataclasses import replace
from datetime import date

import pytest
from reviewing_case import ACCUSED

from abstand.coding.reader.labels import MODES_OF
from abstand.errors import InputError
from abstand.judging.correcting import changes, corrected, modes
from abstand.judging.readings import reading_of
from abstand.measuring.weights import plover
from abstand.model import Basis, EventType, When

READING = reading_of(ACCUSED)


@pytest.mark.parametrize(
    ("given", "field", "value"),
    [
        ({"type": "consult"}, "type", EventType.CONSULT),
        ({"mode": "Disapprove"}, "mode", "disapprove"),
        ({"mode": "none"}, "mode", None),
        ({"actors": "Kirgisistan; x-other,KGZ"}, "actors", ("KGZ", "x-other")),
        ({"recipients": "ODKB, Россия"}, "recipients", ("CSTO", "RUS")),
        ({"speakers": "KazTag, Russland"}, "speakers", ("KazTag", "RUS")),
        ({"status": "Planned"}, "status", "planned"),
        ({"when": "2022-09-01"}, "when", When(date(2022, 9, 1), date(2022, 9, 1), Basis.STATED)),
        ({"when": "2022-09-01 .. 2022-09-30"}, "when", When(date(2022, 9, 1), date(2022, 9, 30), Basis.STATED)),
        ({"when": "2022-09-01 2022-09-02"}, "when", When(date(2022, 9, 1), date(2022, 9, 2), Basis.STATED)),
        ({"domain": "legal"}, "domain", "legal"),
        ({"actors": "KAZ,RUS", "recipients": "none"}, "recipients", ()),
    ],
)
def test_each_field_in_words(given, field, value):
    assert getattr(corrected(READING, given), field) == value


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"colour": "red"}, "no field colour; it has type, mode, actors"),
        ({"type": "SHOUT"}, "type: 'SHOUT' is none of AGREE, CONSULT"),
        ({"mode": "phone"}, "ACCUSE has no mode 'phone'; use one of allege, disapprove, investigate, none"),
        ({"type": "SUPPORT", "mode": "visit"}, "SUPPORT has no mode 'visit'; use one of none"),
        ({"status": "perhaps"}, "status: 'perhaps' is none of asserted, planned"),
        ({"domain": "weather"}, "domain: 'weather' is none of diplomatic"),
        ({"actors": "Kasachstn"}, "did you mean Kasachstan"),
        ({"actors": "none"}, "somebody who does it"),
        ({"actors": "RUS"}, "RUS would be actor and recipient"),
        ({"recipients": "none"}, "KAZ would be alone"),
        ({"when": "19 August"}, "when: '19 August' is no day"),
        ({"when": "2022-13-01"}, "is no day"),
        ({"when": "2022-09-02..2022-09-01"}, "is no first and last day"),
        ({"when": "2022-09-01,2022-09-02,2022-09-03"}, "is no first and last day"),
        ({"status": "asserted"}, "says so already"),
        ({}, "says so already"),
    ],
)
def test_what_is_refused_and_why(given, reason):
    with pytest.raises(InputError, match=reason):
        corrected(READING, given)


def test_a_mode_goes_with_its_type_unless_the_new_type_has_it():
    assert corrected(READING, {"type": "REJECT"}).mode is None
    change = replace(READING, type=EventType.REQUEST, mode="change")
    assert corrected(change, {"type": "REJECT"}).mode == "change"


def test_changes_name_the_fields_that_differ():
    assert changes(READING, corrected(READING, {"type": "REJECT", "status": "denied"})) == ("type", "mode", "status")


def test_every_mode_that_a_coder_or_a_weight_knows_can_be_given():
    for type_, listed in MODES_OF.items():
        assert {*listed} <= {*modes()[type_]}
    for type_, scored in plover().modes.items():
        assert {*scored} <= {*modes()[type_]}
    assert modes().keys() == {*EventType}
