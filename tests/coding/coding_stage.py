"""A small stage for the coder's tests: sentences with their parties marked, and short lists of made-up cues."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from abstand.annotation import AnnotatedSentence
from abstand.coding.coder import Telling
from abstand.coding.lexicon import Lexicon, parse_lexicon
from abstand.coding.parties import Party, find_parties
from abstand.coding.scene import Scene
from abstand.model import Case, Document, Mention, Report, Sentence, Span, Way

_MARK = re.compile(r"\[([^|\]]+)\|([^\]]+)\]")
_GAP = " "  # between the sentences of a document

CUES: list[dict[str, Any]] = [
    {"type": "ACCUSE", "mode": "disapprove", "verbs": ["blame/blames/blamed"], "nouns": ["reproach*"]},
    {"type": "ASSAULT", "verbs": ["zap/zaps/zapped"], "nouns": ["zapping"]},
    {"type": "CONSULT", "mode": "meet", "frame": "mutual", "verbs": ["meet/meets/met"], "nouns": ["talks"]},
    {"type": "CONSULT", "mode": "visit", "frame": "visit", "verbs": ["tour/tours/toured"], "nouns": ["journey"]},
    {"type": "CONSULT", "mode": "visit", "frame": "host", "verbs": ["welcome/welcomes/welcomed"]},
    {"type": "AID", "frame": "reverse", "verbs": ["gets/got … loan"]},
    {"type": "AID", "domain": "energy", "verbs": ["lend/lends/lent"], "nouns": ["loan*"]},
    {"type": "SANCTION", "object": "organisation", "verbs": ["leave/leaves/left"]},
    {"type": "SANCTION", "status": "planned", "verbs": ["prepares … ban"]},
    {"type": "RETREAT", "nouns": ["pullout"]},
    {"type": "REQUEST", "verbs": ["ask/asks/asked"]},
    {"type": "AGREE", "verbs": ["pledge/pledges/pledged"]},
]
MARKERS: dict[str, list[str]] = {
    "negation": ["not", "never", "didn't", "un*"],
    "denial": ["denied/denies", "called … false"],
    "rumour": ["reportedly"],
    "plan": ["will", "plans"],
    "hypothetical": ["could", "if"],
    "passive": ["was/were"],
    "speech": ["said", "told"],
    "attribution": ["according to", "citing"],
    "anonymous": ["insiders"],
}
ENGLISH: dict[str, Any] = {
    "cue": CUES,
    "markers": MARKERS,
    "roles": {
        "actor": ["by"],
        "recipient": ["against", "to", "at", "from"],
        "partner": ["with", "between"],
        "place": ["in", "near"],
        "topic": ["about", "over"],
        "genitive": ["of"],
    },
    "clauses": {
        "split": ["that", "because", "but", "while"],
        "and": ["and", "or"],
        "articles": ["the", "a", "its", "'s"],
    },
    "titles": {
        "words": ["president", "foreign", "minister", "ministry", "spokesman", "ambassador", "embassy"],
        "abroad": ["ambassador", "embassy"],
    },
    "domains": {"energy": ["gas"], "migration": ["visa*"]},
}


def lexicon_of(language: str = "en", **parts: Any) -> Lexicon:
    """The made-up English lexicon, some of its parts replaced."""
    return parse_lexicon({**ENGLISH, **parts}, language)


def with_clauses(**parts: Any) -> dict[str, Any]:
    return {**ENGLISH["clauses"], **parts}


SMALL = lexicon_of()


def marked(text: str) -> tuple[str, tuple[Mention, ...]]:
    """The text without its marks, and the mentions that they stand for.

    ``[Arland|AAA]`` is a state's name; words after the code say otherwise: ways, cases, a kind
    (``[Arland's|AAA genitive]``, ``[the Pact|PACT organisation]``, ``[The Times|x-times outlet]``).
    """
    plain = ""
    mentions = []
    end = 0
    for match in _MARK.finditer(text):
        plain += text[end : match.start()]
        mentions.append(_mention(match[1], match[2].split(), len(plain)))
        plain += match[1]
        end = match.end()
    return plain + text[end:], tuple(mentions)


def _mention(name: str, words: Sequence[str], start: int) -> Mention:
    code, *signs = words
    ways = [Way(sign) for sign in signs if sign in set(Way)]
    cases = frozenset(Case(sign) for sign in signs if sign in set(Case))
    kinds = [sign for sign in signs if sign not in set(Way) | set(Case)]
    way, kind = [*ways, Way.NAME][0], [*kinds, "state"][0]
    return Mention(code, start, start + len(name), way, code, kind, cases)


def scene_of(text: str, lexicon: Lexicon = SMALL) -> Scene:
    return Scene.of(marked(text)[0], lexicon)


def parties_of(text: str, lexicon: Lexicon = SMALL) -> list[Party]:
    plain, mentions = marked(text)
    return find_parties(Scene.of(plain, lexicon), mentions)


def tell(*texts: str, lexicon: Lexicon = SMALL) -> list[Report]:
    """The reports of a document of marked sentences."""
    sentences = _sentences(texts)
    reports: list[Report] = []
    told: list[Report] = []
    for sentence in sentences:
        told = Telling.of(sentence, lexicon, Document("d", " ".join(texts), "en"), "r").reports(told)
        reports += told
    return reports


def _sentences(texts: Sequence[str]) -> list[AnnotatedSentence]:
    start = 0
    sentences = []
    for text in texts:
        plain, mentions = marked(text)
        sentences.append(AnnotatedSentence(Sentence(Span(start, start + len(plain)), plain), mentions, ()))
        start += len(plain) + len(_GAP)
    return sentences


def document_of(*texts: str) -> str:
    return _GAP.join(marked(text)[0] for text in texts)


def short(report: Report) -> str:
    """A report in a line: ``ASSAULT AAA > BBB asserted``; reciprocal acts have no ``>``."""
    parties = " ".join(report.actors) + (f" > {' '.join(report.recipients)}" if report.recipients else "")
    return f"{report.type} {parties} {report.status}"


def shorts(*texts: str, lexicon: Lexicon = SMALL) -> list[str]:
    return [short(report) for report in tell(*texts, lexicon=lexicon)]


def patterns_of(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Every pattern of a cue file, with the place in the file where it stands."""
    groups = {
        **{
            f"cue {number} ({block['type']}) {key}": block.get(key, ())
            for number, block in enumerate(data["cue"], start=1)
            for key in ("verbs", "nouns")
        },
        **{f"{table}.{key}": texts for table in ("markers", "roles", "domains", "titles") for key, texts in
           data.get(table, {}).items()},
    }  # fmt: skip
    return [(place, text) for place, texts in groups.items() for text in texts]
