"""Bodies that several states have."""

from datetime import date

import pytest

from abstand.entities import find
from abstand.model import Way

DAY = date(2015, 3, 1)


@pytest.mark.parametrize(
    ("language", "text", "code"),
    [
        ("en", "The Senate adjourned.", None),
        ("en", "Italy waited. Then the Senate adjourned, which the United States welcomed.", "ITA"),
        ("en", "The United States wait; so does Italy. In Poland the Senate adjourned.", "POL"),
        ("en", "The Kenyan Senate adjourned, said the United States.", "KEN"),
        ("en", "Italy wrote to the Senate of Kenya.", "KEN"),
        ("en", "The Senate adjourned. The United States wait.", "USA"),
        ("de", "Der Senat Italiens lehnt die Bitte der USA ab.", "ITA"),
        ("ru", "Бишкек ждёт. Белый дом окружён.", "KGZ"),
        ("ru", "США ждут. Бишкек просит, Белый дом молчит.", "USA"),
        ("ru", "Белый дом окружён.", "USA"),
        ("kk", "Тәжікстан Мәжілісі жиналды.", "TJK"),
        ("kk", "Тәжікстан күтті. Мәжіліс жиналды.", "TJK"),
        ("kk", "Мәжіліс жиналды.", "KAZ"),
    ],
)
def test_whose_body_is_meant(language: str, text: str, code: str | None) -> None:
    codes = [mention.code for mention in find(text, language, DAY) if mention.way is Way.SEAT]
    assert codes == ([] if code is None else [code])
