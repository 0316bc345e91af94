"""The words of the pages: each template's message stands in each catalogue, with all its gaps."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from abstand.model import LANGUAGES
from abstand.telling.rendering import catalogue

TELLING = Path(__file__).parents[2] / "src" / "abstand" / "telling"
TRANSLATED = [language for language in LANGUAGES if language != "en"]
GAP = re.compile(r"%\(\w+\)[sd]")


def messages() -> set[str]:
    found = extract_from_dir(TELLING / "templates", [("**.*", "jinja2")])
    return {item[2] if isinstance(item[2], str) else item[2][0] for item in found}


def held(language: str) -> Catalog:
    with (TELLING / "locale" / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_holds_just_the_messages_of_the_templates(language: str) -> None:
    known = {item.id if isinstance(item.id, str) else item.id[0] for item in held(language) if item.id}
    assert known == messages()


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated_with_all_its_gaps(language: str) -> None:
    for item in held(language):
        if not item.id:
            continue
        wanted = item.id if isinstance(item.id, str) else item.id[1]
        for text in [item.string] if isinstance(item.string, str) else item.string:
            assert text, wanted
            assert sorted(GAP.findall(text)) == sorted(GAP.findall(wanted)), text


def test_russian_counts_in_three_forms() -> None:
    said = catalogue("ru")
    forms = [said.ngettext("%(num)d event", "%(num)d events", number) for number in (1, 3, 5)]
    assert len(set(forms)) == 3
