"""Addresses as seen from the seat of the present page."""

from typing import Any

from django import template
from django.urls import reverse

from partnerships.marks import mark_of

register = template.Library()
register.filter("mark", mark_of)


@register.simple_tag(takes_context=True)
def at(context: dict[str, Any], name: str, *args: object) -> str:
    """`{% at 'step' step.key %}`: the page `name` of the actor's own seat."""
    actor = context["actor"]
    return reverse(name, args=(actor.partnership.slug, actor.seat, *args))
