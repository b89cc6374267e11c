"""Signing in, choosing for whom to act, and one's own account."""

from dataclasses import dataclass
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.contrib.sites.shortcuts import get_current_site
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from partnerships.forms.accounts import AccountForm
from partnerships.models import Actor, Person
from partnerships.people import actors_of
from partnerships.views.access import address, public, signed_in
from partnerships.views.mail import post
from partnerships.vocabulary import Role


class ClosedAdapter(DefaultAccountAdapter):
    """Nobody signs up: people come in by invitation. The people of the worked example have no mail and no sign-in."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        sender = getattr(self.request, "user", None)
        if getattr(sender, "is_example", False) or _is_invented(email):
            return
        frame = {"request": self.request, "email": email, "current_site": get_current_site(self.request)}
        post(self.render_mail(template_prefix, email, {**frame, **context}))

    def pre_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse | None:
        """Whatever way they came: a code, a passkey or a link."""
        if user.is_example:
            return redirect("account_login")
        return super().pre_login(request, user, **kwargs)


def _is_invented(email: str) -> bool:
    return Person.objects.filter(email=email.lower(), is_example=True).exists()


@public
def not_here(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Takes the place of pages that come with allauth and make no sense here: nobody has a password or chooses an address."""
    raise Http404


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
    if actor.is_counterpart:
        return address(actor, "central")
    if actor.works_inside:
        return address(actor, "workbook")
    return address(actor, "papers" if actor.has_left else "table")


@signed_in
def seats(request: HttpRequest) -> HttpResponse:
    """Every seat the person holds; they act from one at a time."""
    context = {"title": "Where do you want to work?", "seats": seats_of(request.user)}
    return render(request, "partnerships/seats.html", context)


@signed_in
def account(request: HttpRequest) -> HttpResponse:
    """One's own name, address and ways to sign in."""
    form = AccountForm(request.POST or None, instance=request.user)
    # Who looks round must find the invented people under their own names.
    if request.method == "POST" and not request.user.is_example and form.is_valid():
        form.save()
        messages.success(request, "Your name is changed.")
        return redirect("account")
    context = {"title": "Your account", "form": form}
    return render(request, "partnerships/people_account.html", context)
