"""Judged sentences as records of the corpus (docs/codebook.md), so that corrections train the next model.

A record says all acts of its sentence, so only a sentence whose reports have all been judged makes one; rejected
reports make it say less, down to nothing. Without its context a sentence whose parties are named before it would teach
what it does not say: such sentences need the sentences before, which leave the store only if the rights allow.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from abstand.annotation import split_sentences
from abstand.coding.reader.labels import MODES_OF
from abstand.coding.reader.passage import CONTEXT
from abstand.judging.docket import Docket
from abstand.judging.nouns import Judgement
from abstand.judging.readings import SIDES, act_of
from abstand.model import Document, Entry, Role, Span, Verdict, content_id

KIND = "judged"
VERDICTS = (Verdict.ACCEPT, Verdict.CORRECT, Verdict.REJECT)
UNJUDGED = "a report in it is not judged yet"
NO_TRIGGER = "the act's words stand outside it"
NEEDS_CONTEXT = "a party is named only before it (with --rights all it can be used)"
ONE_PARTY = "an act in it is left with one party, or one on both sides"
DOUBLE = "another record, judged later, has the same words"

Record = dict[str, Any]


def corpus_records(
    entries: Iterable[Entry], docket: Docket, with_context: bool = False
) -> tuple[list[Record], Counter[str]]:
    """The records of judged entries (rejected ones among them), and why how many sentences give none.

    ``with_context`` adds up to two sentences before, which is more than a quotation.
    """
    sentences: dict[tuple[str, Span], list[Entry]] = defaultdict(list)
    for entry in entries:
        sentences[entry.document.id, entry.report.sentence].append(entry)
    records: dict[str, tuple[Judgement, Record]] = {}
    left_out: Counter[str] = Counter()
    for told in sentences.values():
        if all(entry.verdict not in VERDICTS for entry in told):
            continue  # nobody has looked at it
        if reason := _hindrance(told, with_context):
            left_out[reason] += 1
            continue
        last = _judgements(told, docket)[-1]
        text = told[0].sentence
        left_out[DOUBLE] += text in records
        if text not in records or records[text][0].at < last.at:
            records[text] = (last, _record(told, docket, with_context))
    return [record for _, record in records.values()], +left_out


def _hindrance(told: Sequence[Entry], with_context: bool) -> str:
    """Why a sentence makes no record; empty if it does."""
    if any(entry.verdict not in VERDICTS for entry in told):
        return UNJUDGED
    kept = _acts(told)
    if not all(_has_trigger(entry) for entry in kept):
        return NO_TRIGGER
    if any({*entry.report.actors} & {*entry.report.recipients} or len(entry.report.codes) < 2 for entry in kept):
        return ONE_PARTY
    if not with_context and any(map(_leans_on_context, kept)):
        return NEEDS_CONTEXT
    return ""


def _acts(told: Iterable[Entry]) -> list[Entry]:
    """Those that are not rejected, by the place of their words."""
    acts = (entry for entry in told if entry.verdict is not Verdict.REJECT)
    return sorted(acts, key=lambda entry: (act_of(entry.report), entry.report.id))


def _has_trigger(entry: Entry) -> bool:
    act, sentence = act_of(entry.report), entry.report.sentence
    return sentence.start <= act.start and act.end <= sentence.end


def _leans_on_context(entry: Entry) -> bool:
    """Whether a party's every mention stands outside the sentence."""
    spans: dict[str, list[Span]] = defaultdict(list)
    for item in entry.report.evidence:
        if item.role in SIDES and item.role is not Role.SPEAKER and item.code in entry.report.codes:
            spans[item.code].append(item.span)
    return any(not any(span.overlaps(entry.report.sentence) for span in held) for held in spans.values())


def _judgements(told: Iterable[Entry], docket: Docket) -> list[Judgement]:
    """The verdicts that stand on the sentence's reports, by time."""
    found = {
        judgement.id: judgement
        for entry in told
        for judgement in docket.history(docket.reports[entry.report.id])
        if judgement.id not in docket.gone and judgement.verdict in VERDICTS
    }
    return sorted(found.values(), key=lambda judgement: (judgement.at, judgement.id))


def _record(told: Sequence[Entry], docket: Docket, with_context: bool) -> Record:
    document, span = told[0].document, told[0].report.sentence
    judgements = _judgements(told, docket)
    events: list[Record] = []
    for entry in _acts(told):
        if (event := _event(entry)) not in events:
            events.append(event)
    record: Record = {
        "id": f"{document.language}-judged-{content_id(document.id, str(span.start))}",
        "lang": document.language,
        "text": told[0].sentence,
    }
    if with_context and (before := _before(document, span)):
        record["before"] = before
    return record | {
        "published": document.published_on.isoformat() if document.published_on else None,
        "events": events,
        "origin": ", ".join(filter(None, (document.outlet, document.title, document.url))) or document.id,
        "licence": document.rights,
        "coder": ", ".join(sorted({judgement.author for judgement in judgements})),
        "kind": KIND,
        "notes": "; ".join(dict.fromkeys(judgement.reason for judgement in judgements if judgement.reason)),
    }


def _event(entry: Entry) -> Record:
    """Modes that the corpus does not tell apart are left open, as its codebook has it."""
    report = entry.report
    return {
        "type": report.type.value,
        "mode": report.mode if report.mode in MODES_OF[report.type] else None,
        "actors": list(report.actors),
        "recipients": list(report.recipients),
        "status": report.status.value,
        "speakers": list(report.speakers),
        "when": [report.when.first.isoformat(), report.when.last.isoformat()] if report.when else None,
        "trigger": act_of(report).of(entry.document.text),
        "domain": report.domain.value,
    }


def _before(document: Document, sentence: Span) -> str:
    """The sentences before, as many as the reader is shown."""
    earlier = [one.text for one in split_sentences(document.text, document.language) if one.span.end <= sentence.start]
    return " ".join(earlier[-CONTEXT:])
