"""Sentences cut at the words of their evidence."""

from hypothesis import given
from hypothesis import strategies as st

from abstand.model import Document, Domain, Entry, EventType, Evidence, Report, Role, Span, Status
from abstand.telling.marking import segments

TEXT = "Before. Putin met Tokayev. After."
SENTENCE = Span(8, 26)


def entry(evidence: list[Evidence]) -> Entry:
    report = Report(
        "r", "d", SENTENCE, EventType.CONSULT, None, ("KAZ", "RUS"), (), Status.ASSERTED, (), None,
        Domain.DIPLOMATIC, "met", 0.5, tuple(evidence),
    )  # fmt: skip
    return Entry(report, SENTENCE.of(TEXT), Document("d", TEXT, "en"))


def test_words_carry_their_roles() -> None:
    found = segments(entry([Evidence(Role.ACT, Span(14, 17), ""), Evidence(Role.ACTOR, Span(8, 13), "")]))
    assert [(part.text, part.roles) for part in found] == [
        ("Putin", ("actor",)), (" ", ()), ("met", ("act",)), (" Tokayev.", ()),
    ]  # fmt: skip


def test_evidence_of_another_sentence_is_not_marked() -> None:
    assert [part.text for part in segments(entry([Evidence(Role.TIME, Span(0, 6), "")]))] == ["Putin met Tokayev."]


@given(st.lists(st.tuples(st.sampled_from(Role), st.integers(0, 30), st.integers(0, 12))))
def test_the_segments_together_are_the_sentence(items: list[tuple[Role, int, int]]) -> None:
    evidence = [Evidence(role, Span(start, start + length), "") for role, start, length in items]
    assert "".join(part.text for part in segments(entry(evidence))) == "Putin met Tokayev."
