"""Messages in templates are said as jinja's own extension says them."""

from typing import Any

import pytest
from jinja2 import Environment

from abstand.telling.rendering import catalogue
from abstand.telling.saying import sayings

TEMPLATES = (
    """{{ _("Search") }} {{ _("distance on %(day)s, between %(low)s and %(high)s with 95 %% certainty", """
    """day=name, low=1, high=2) }}""",
    """{{ _("You & I, 95 %% sure") }}""",
    """{% for number in (1, 2, 5, 1) %}{{ ngettext("%(num)d report", "%(num)d reports", number) }} {% endfor %}""",
)


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("escaped", [True, False])
@pytest.mark.parametrize("template", TEMPLATES)
def test_messages_are_those_of_the_extension(language: str, escaped: bool, template: str) -> None:
    values: dict[str, Any] = {"name": "<b> & co"}
    plain = Environment(extensions=["jinja2.ext.i18n"], autoescape=escaped)
    plain.install_gettext_translations(catalogue(language), newstyle=True)  # type: ignore[attr-defined]
    kept = Environment(autoescape=escaped)
    kept.globals.update(sayings(catalogue(language)))
    asked = kept.from_string(template)
    assert asked.render(values) == asked.render(values) == plain.from_string(template).render(values)
