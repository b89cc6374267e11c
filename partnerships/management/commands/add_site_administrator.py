"""./workbook manage add_site_administrator ADDRESS NAME"""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from partnerships.people import account_for
from partnerships.text import clean_line


class Command(BaseCommand):
    help = "Make somebody a site administrator: they create partnerships, and read nothing inside them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="their e-mail address; the code to sign in with is sent to it")
        parser.add_argument("name", help="their name, in quotation marks")

    def handle(self, *args: Any, email: str, name: str, **options: Any) -> None:
        name = clean_line(name)
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"{email!r} is not an e-mail address.") from None
        if not name:
            raise CommandError("Say what they are called.")
        person = account_for(email, name)
        if person.is_example:
            raise CommandError("This address belongs to a person of the worked example.")
        person.is_site_administrator = person.is_active = True
        person.save(update_fields=["is_site_administrator", "is_active"])
        self.stdout.write(f"{person.name} is a site administrator and signs in as {person.email}.")
