"""The language of a text: one of ours, or a refusal that names what it seems to be.

The script decides first, Kazakh's own letters between Kazakh and Russian, py3langid for the rest.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from copy import copy
from functools import cache

from babel import Locale
from babel.core import UnknownLocaleError
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from abstand.errors import OtherLanguage
from abstand.model import LANGUAGES

LATIN = ("de", "en", "fr")
KAZAKH_LETTERS = frozenset("әғқңөұүһіӘҒҚҢӨҰҮҺІ")

# Kazakh in Latin letters has q before any letter, and hardly c, w, x, which Crimean Tatar, Tatar, Uzbek have, and ə,
# which Azerbaijani has; of our other languages only loans have q without u. The alphabets of 2018 and 2021 share this.
FOREIGN_TO_LATIN_KAZAKH = frozenset("cwxəçCWXƏÇ")
LATIN_KAZAKH_LETTERS = frozenset("äğñşūáǵńýúıÄĞÑŞŪÁǴŃÝÚ")
MIN_Q_SHARE, MAX_FOREIGN_SHARE, MIN_OWN_SHARE = 0.008, 0.004, 0.03
_Q_WITHOUT_U = re.compile("[qQ](?![uU])")

# letters of Ukrainian, Belarusian, Serbian, Macedonian, Tajik that neither Russian nor Kazakh has
OTHER_CYRILLIC = frozenset("їєґўђћљњџјѓќѕҷӣӯҳЇЄҐЎЂЋЉЊЏЈЃЌЅҶӢӮҲ")

# characters; more changes nothing and costs time
SAMPLE = 4_000
# a text shorter than this is never refused for its language, only for its script
MIN_LETTERS = 200
# in a shorter text what the page declares decides; single sentences of UD-PUD (100 letters) are told without an error
MIN_LETTERS_TO_TELL = 40
# log-likelihood of the best foreign language over the best of ours, divided by the root of the number of letters
# (it grows so for like languages). Ours never came above 0 on 200-letter texts of UD-PUD and UD-KTB; Bulgarian,
# Kyrgyz, Ukrainian, Luxembourgish … stood at 14 and more.
SURE_MARGIN = 6.0
# of the Cyrillic letters: 99 % of UD-KTB's sentences have 3.6 % and more, Russian about Kazakhstan below 0.5 %
KAZAKH_SHARE = 0.03
# one such letter may be a name spelt as at home (Їжакевич); more of them are the text's own
OTHER_SHARE = 0.01
MIN_OTHER = 2


def language_of(text: str, source: str, declared: str = "") -> str:
    """The language (one of LANGUAGES) of ``text``. Raises OtherLanguage if it is surely another.

    ``declared`` is what the page says; it decides only where the text is too short to tell.
    """
    letters = [c for c in text[:SAMPLE] if c.isalpha()]
    script = _script(letters)
    if script not in ("LATIN", "CYRILLIC"):
        raise _refusal(
            source,
            f"is written in {script.title() if len(script) > 3 else script} script" if script else "holds no words",
        )
    if script == "LATIN" and _is_latin_kazakh(text[:SAMPLE], letters):
        return "kk"
    likely = "" if len(letters) < MIN_LETTERS else _likely(text[:SAMPLE], len(letters), source)
    if script == "CYRILLIC":
        if _other_cyrillic(letters):
            raise _refusal(source, "has Cyrillic letters of another language")
        return _kazakh_or_russian(letters, declared)
    if len(letters) < MIN_LETTERS_TO_TELL and declared in LATIN:
        return declared
    return likely if likely in LATIN else str(_latin_model().classify(text[:SAMPLE])[0])


def _is_latin_kazakh(text: str, letters: list[str]) -> bool:
    q = len(_Q_WITHOUT_U.findall(text))
    own, foreign = (sum(c in kind for c in letters) for kind in (LATIN_KAZAKH_LETTERS, FOREIGN_TO_LATIN_KAZAKH))
    enough = q >= MIN_Q_SHARE * len(letters) and own >= MIN_OWN_SHARE * len(letters)
    return enough and foreign <= MAX_FOREIGN_SHARE * len(letters)


def _refusal(source: str, what: str) -> OtherLanguage:
    return OtherLanguage(f"{source}: the text {what}; Abstand reads {', '.join(LANGUAGES)}")


def _script(letters: list[str]) -> str:
    """The script of most letters, as Unicode calls it (LATIN, CYRILLIC, ARABIC, CJK …); empty if there are none."""
    counts: Counter[str] = Counter()
    for letter, number in Counter(letters).items():
        counts[unicodedata.name(letter, "UNKNOWN").split()[0]] += number
    return counts.most_common(1)[0][0] if counts else ""


def _kazakh_or_russian(letters: list[str], declared: str) -> str:
    own = sum(c in KAZAKH_LETTERS for c in letters)
    if own == 0 and len(letters) < MIN_LETTERS_TO_TELL and declared == "kk":
        return "kk"
    return "kk" if own > KAZAKH_SHARE * len(letters) else "ru"


def _other_cyrillic(letters: list[str]) -> bool:
    other = sum(c in OTHER_CYRILLIC for c in letters)
    return other >= MIN_OTHER and other > OTHER_SHARE * len(letters)


def _likely(text: str, letters: int, source: str) -> str:
    """The likeliest of our languages. Raises OtherLanguage if another is surely likelier."""
    ranking = _model().rank(text)
    best, score = ranking[0]
    ours, our_score = next((name, s) for name, s in ranking if name in LANGUAGES)
    if score - our_score > SURE_MARGIN * letters**0.5:
        raise _refusal(source, f"is in {_english_name(str(best))}")
    return str(ours)


@cache
def _model() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE)


@cache
def _latin_model() -> LanguageIdentifier:
    model = copy(_model())  # restricting replaces the copy's tables and leaves the shared ones as they are
    model.set_languages(LATIN)
    return model


def _english_name(code: str) -> str:
    try:
        name = Locale.parse(code).get_language_name("en")
    except (UnknownLocaleError, ValueError):
        name = None
    return f"{name} ({code})" if name else f"the language {code}"
