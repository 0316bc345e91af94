from __future__ import annotations

import re

import pytest

from abstand.annotation.tenses import Tenses
from abstand.model import Span

TENSES = Tenses(
    re.compile(r"(?<!\w)(?:(?P<said>said)|(?P<coming>will)|(?P<past>met|had))(?!\w)"), re.compile("in vain")
)


def around(text, *, planned=False):
    start = text.index("on Friday")
    return TENSES.around(text, text.lower(), Span(start, start + len("on Friday")), planned=planned)


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("They met on Friday.", "past"),
        ("They will leave on Friday.", "coming"),
        ("They met and will leave on Friday.", "coming"),
        ("They met on Friday and will leave.", "past"),
        ("He said on Friday they will leave.", "past"),
        ("From here on Friday, he said, all who had come will leave.", "past"),
        ("On the way on Friday, he said to all, they will leave.", "coming"),
        ("They met; on Friday they leave.", None),
        ("They met. Not so on Friday.", None),
        ("Mr. Low met Will on Friday.", "past"),
        ("They will meet on Friday, in vain.", "past"),
        ("They leave on Friday.", None),
    ],
)
def test_the_nearest_word_of_the_part_of_the_sentence_decides(text, tense):
    assert around(text) == tense


def test_what_was_planned_lies_ahead_unless_it_failed():
    assert around("They had a talk on Friday.", planned=True) == "coming"
    assert around("They had a talk on Friday, in vain.", planned=True) == "past"
