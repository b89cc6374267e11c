"""Load the worked example, unless it is there already."""

from django.core.management.base import BaseCommand, CommandError

from facilitation.example.build import AddressTaken, build, exists
from facilitation.example.issued import issue_papers
from facilitation.pdf import PdfFailed


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
        try:
            issue_papers(partnership)
        except PdfFailed as error:
            self.stderr.write(f"The example has no papers: {error}")
        self.stdout.write(
            f"Loaded the worked example: {partnership}, {partnership.partners.at_table().count()} partners, "
            f"{partnership.rounds.count()} rounds."
        )
