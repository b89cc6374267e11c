"""Load the starting catalogue of powers, or bring it up to date."""

from django.core.management.base import BaseCommand

from partnerships.catalogue import AS_AT, load
from partnerships.models import CataloguePower


class Command(BaseCommand):
    help = __doc__

    def handle(self, **_options: object) -> None:
        loaded = load()
        unconfirmed = CataloguePower.objects.filter(confirm_locally=True).count()
        self.stdout.write(
            f"{loaded} powers in the catalogue, as at {AS_AT.day} {AS_AT:%B %Y}; {unconfirmed} to confirm locally."
        )
