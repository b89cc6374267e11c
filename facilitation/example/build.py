"""Building the example with the verbs that people use, and under the rules that bind them."""

from __future__ import annotations

from django.db import transaction

from facilitation.example import partners
from facilitation.example.cast import gather
from facilitation.example.first_round import first_round
from facilitation.example.second_round import second_round
from partnerships import catalogue
from partnerships.models import Partnership

SLUG = partners.PARTNERSHIP["slug"]


class AddressTaken(Exception):
    """A real partnership lives where the example would."""


def exists() -> bool:
    return Partnership.objects.filter(slug=SLUG, is_example=True).exists()


@transaction.atomic
def build() -> Partnership:
    """All of it or none: a start that was interrupted begins again from nothing. Raises `AddressTaken`."""
    if Partnership.objects.filter(slug=SLUG).exists():
        raise AddressTaken(
            f"There is a partnership at “{SLUG}” already, so the worked example was not loaded."
        )
    catalogue.load()
    cast = gather()
    first_round(cast)
    second_round(cast)
    return cast.partnership
