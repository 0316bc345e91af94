"""Messages of templates in one language, each put together once: a site has a dozen on each of its many pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from gettext import NullTranslations
from typing import Any

from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

KEPT = 10_000  # messages, those with each number apart


def sayings(messages: NullTranslations) -> dict[str, Callable[..., str]]:
    """What templates call as ``_`` and ``ngettext``, as jinja's own in the new style: named values are escaped."""

    @lru_cache(KEPT)
    def fixed(message: str, escaped: bool) -> str:
        return _text(messages.gettext(message), escaped) % {}

    @lru_cache(KEPT)
    def counted(one: str, many: str, number: int, escaped: bool) -> str:
        return _text(messages.ngettext(one, many, number), escaped) % {"num": number}

    @pass_eval_context
    def say(template: EvalContext, message: str, **named: Any) -> str:
        if not named:
            return fixed(message, template.autoescape)
        return _text(messages.gettext(message), template.autoescape) % named

    @pass_eval_context
    def count(template: EvalContext, one: str, many: str, number: int) -> str:
        return counted(one, many, number, template.autoescape)

    return {"_": say, "gettext": say, "ngettext": count}


def _text(message: str, escaped: bool) -> str:
    return Markup(message) if escaped else message
