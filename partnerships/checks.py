"""`manage.py check` proves that every step's declaration holds together."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import FieldDoesNotExist
from django.urls import NoReverseMatch, reverse

from partnerships.steps import CYCLE, Kind, Step


@register()
def check_cycle(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    errors: list[CheckMessage] = [error for step in CYCLE for error in _check_step(step)]
    keys = [kind.key for step in CYCLE for kind in (*step.alone, *step.together)] + [
        step.key for step in CYCLE
    ]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        errors.append(
            Error(f"These keys are declared more than once: {', '.join(twice)}.", id="partnerships.E001")
        )
    return errors


def _check_step(step: Step) -> Iterator[Error]:
    for kind in (*step.alone, *step.together):
        yield from _check_fields(kind)
    for kind in step.alone:
        yield from _check_page(step, kind, (kind.page, ()), (kind.row_page, (1,)))
    for kind in step.together:
        yield from _check_page(step, kind, (kind.page, ()))


def _check_fields(kind: Kind) -> Iterator[Error]:
    for name in (*kind.fields, *filter(None, [kind.subject])):
        try:
            kind.model._meta.get_field(name)
        except FieldDoesNotExist:
            yield Error(
                f"{kind.key} names a field that {kind.model.__name__} has not: {name}.",
                id="partnerships.E002",
            )


def _check_page(step: Step, kind: Kind, *pages: tuple[str, tuple[int, ...]]) -> Iterator[Error]:
    for name, args in pages:
        try:
            if name:
                reverse(name, args=("partnership", "seat", *args))
        except NoReverseMatch:
            yield Error(
                f"{kind.key} of {step.key} names a page without an address: {name}.", id="partnerships.E003"
            )
