"""Delete the notes of conversations whose day has come. Run it once a day; pages do the same when they are opened."""

from django.core.management.base import BaseCommand

from facilitation.conversations.noting import forget_past


class Command(BaseCommand):
    help = __doc__

    def handle(self, **_options: object) -> None:
        gone = forget_past()
        self.stdout.write(f"Deleted {gone} {'note' if gone == 1 else 'notes'} of conversations.")
