"""Load the worked example, unless it is there already."""

from django.core.management.base import BaseCommand, CommandError

from facilitation.example.build import AddressTaken, build, exists


class Command(BaseCommand):
    help = __doc__

    def handle(self, **_options: object) -> None:
        if exists():
            self.stdout.write("The worked example is there already.")
            return
        try:
            partnership = build()
        except AddressTaken as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Loaded the worked example: {partnership}, {partnership.partners.count()} partners, "
            f"{partnership.rounds.count()} rounds."
        )
