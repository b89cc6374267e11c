"""`manage.py check` proves that every kind of poll can be drawn, and every question of the bank asked."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from facilitation.polls.bank import BANK
from facilitation.polls.kinds import KINDS


@register()
def check_polls(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    return [*_check_templates(), *_check_bank()]


def _check_templates() -> Iterator[Error]:
    for kind in KINDS:
        for name in (kind.phone, kind.wall):
            try:
                get_template(name)
            except TemplateDoesNotExist:
                yield Error(
                    f"The kind of poll {kind.key} names a template that is missing: {name}.",
                    id="facilitation.E001",
                )


def _check_bank() -> Iterator[Error]:
    keys = {kind.key: kind for kind in KINDS}
    codes = [question.code for question in BANK]
    for question in BANK:
        if codes.count(question.code) > 1:
            yield Error(f"{question.code} is in the question bank twice.", id="facilitation.E002")
        if question.kind not in keys or bool(question.options) != keys[question.kind].own_choices:
            yield Error(f"{question.code} does not fit a kind of poll.", id="facilitation.E003")
