"""Signing in, choosing for whom to act, and one's own account."""

import logging
from dataclasses import dataclass
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string

from partnerships.account_forms import AccountForm
from partnerships.models import Actor, Person
from partnerships.people import actors_of
from partnerships.views.access import address, signed_in
from partnerships.vocabulary import Role

log = logging.getLogger(__name__)


class ClosedAdapter(DefaultAccountAdapter):
    """Nobody signs up: people come in by invitation. The people of the worked example have no mail and no sign-in."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        if not Person.objects.filter(email=email.lower(), is_example=True).exists():
            super().send_mail(template_prefix, email, context)

    def pre_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse | None:
        """Whatever way they came: a code, a passkey or a link."""
        if user.is_example:
            return redirect("account_login")
        return super().pre_login(request, user, **kwargs)


def mail_is_set_up() -> bool:
    """Otherwise mail is only shown where the server runs."""
    return not settings.EMAIL_BACKEND.endswith("console.EmailBackend")


def mailed(template: str, to: str, **context: Any) -> bool:
    """Send `partnerships/mail/<template>.txt`, whose first line is the subject; whether it went."""
    text = render_to_string(f"partnerships/mail/{template}.txt", context)
    subject, body = text.strip().split("\n", 1)
    try:
        send_mail(subject, body.strip() + "\n", None, [to])
    except OSError:  # SMTP's errors are among these
        log.exception("Mail could not be sent")
        return False
    return True


@dataclass(frozen=True)
class Seat:
    actor: Actor
    roles: list[str]
    url: str


def seats_of(person: Person) -> list[Seat]:
    return [Seat(actor, role_labels(actor), landing(actor)) for actor in actors_of(person)]


def role_labels(actor: Actor) -> list[str]:
    return [role.label for role in Role if role in actor.roles]


def landing(actor: Actor) -> str:
    """The address of the page on which a person begins from this seat."""
    if actor.facilitates:
        return address(actor, "desk")
    return address(actor, "workbook" if actor.works_inside else "table")


@signed_in
def seats(request: HttpRequest) -> HttpResponse:
    """Every seat the person holds; they act from one at a time."""
    context = {"title": "Where do you want to work?", "seats": seats_of(request.user)}
    return render(request, "partnerships/seats.html", context)


@signed_in
def account(request: HttpRequest) -> HttpResponse:
    """One's own name, address and ways to sign in."""
    form = AccountForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Your name is changed.")
        return redirect("account")
    context = {"title": "Your account", "form": form}
    return render(request, "partnerships/people_account.html", context)
