"""Who works here: inviting, taking up, ending a role, and the partner's own history."""

from collections.abc import Sequence
from typing import Any

from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from partnerships import people as places
from partnerships import rules
from partnerships.forms.accounts import ColleagueForm, FirstLeadForm, InvitationForm, what_it_means
from partnerships.leads import led
from partnerships.models import Actor, Event, Invitation, Membership, Person, Round
from partnerships.people import Opened, actor_for
from partnerships.views.access import go, insist_on, marked_or_404, public, seated
from partnerships.views.accounts import landing
from partnerships.views.mail import mailed
from partnerships.vocabulary import Role

MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"
HISTORY_PAGE = 100

# --- From a seat --------------------------------------------------------------------------------


@seated(rules.may_manage_people, before_first_round=True, for_officials=True)
def people(request: HttpRequest, actor: Actor, round_: Round | None) -> HttpResponse:
    current = Membership.objects.current().filter(partnership=actor.partnership).select_related("person")
    context: dict[str, Any] = {"title": "People", "waiting": places.waiting(actor)}
    own = current.filter(partner=actor.partner)
    context["groups"] = [
        (role, [(member, places.may_end(actor, member)) for member in own if member.role == role])
        for role in _roles_of(actor)
    ]
    if actor.facilitates:
        context["partners"] = led(actor.partnership)
    return render(request, "partnerships/people.html", context)


def _roles_of(actor: Actor) -> Sequence[Role]:
    """The roles that people have here."""
    if actor.partner is None:
        return [Role.FACILITATOR]
    officials = (Role.LEAD, Role.CONTRIBUTOR)
    return officials if actor.is_counterpart else [role for role in Role if role != Role.FACILITATOR]


@seated(rules.may_manage_people, before_first_round=True, for_officials=True)
def person_invite(request: HttpRequest, actor: Actor, round_: Round | None) -> HttpResponse:
    """The link is shown on the answer to the POST and never again, for it is kept nowhere."""
    form = _invitation_form(request, actor)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        invitation, secret = places.invite(
            email=data["email"],
            name=data["name"],
            title=data["title"],
            role=form.offered_role,
            partner=form.partner,
            by=actor,
        )
        return invited(request, invitation, secret)
    context = {"title": "Invite somebody", "form": form}
    return render(request, "partnerships/people_invite.html", context)


def _invitation_form(request: HttpRequest, actor: Actor) -> InvitationForm:
    if actor.partner:
        return ColleagueForm(request.POST or None, actor=actor)
    partners = [one.partner for one in led(actor.partnership) if not one.leads]
    initial = {"place": request.GET.get("place", "")}
    return FirstLeadForm(request.POST or None, actor=actor, partners=partners, initial=initial)


def invited(request: HttpRequest, invitation: Invitation, secret: str) -> HttpResponse:
    sent = not invitation.partnership.is_example and mailed(
        "invitation",
        invitation.email,
        invitation=invitation,
        link=_link(request, places.mailed_secret(secret)),
    )
    context = {
        "title": f"{invitation.name} is invited",
        "invitation": invitation,
        "link": _link(request, secret),
        "sent": sent,
    }
    return render(request, "partnerships/people_invited.html", context)


def _link(request: HttpRequest, secret: str) -> str:
    return request.build_absolute_uri(reverse("invitation", args=[secret]))


@seated(rules.may_manage_people, before_first_round=True, for_officials=True)
def invitation_withdraw(
    request: HttpRequest, actor: Actor, round_: Round | None, invitation: str
) -> HttpResponse:
    found = marked_or_404(places.waiting(actor), invitation)
    if request.method == "POST":
        places.withdraw_invitation(found, by=actor)
        messages.success(request, f"The invitation of {found.name} is withdrawn. Its link no longer works.")
        return go(actor, "people")
    context = {"title": f"Withdraw the invitation of {found.name}?", "invitation": found}
    return render(request, "partnerships/people_withdraw.html", context)


@seated(rules.may_manage_people, before_first_round=True, for_officials=True)
def membership_end(request: HttpRequest, actor: Actor, round_: Round | None, membership: str) -> HttpResponse:
    own = Membership.objects.current().filter(partnership=actor.partnership, partner=actor.partner)
    found = marked_or_404(own.select_related("person"), membership)
    insist_on(places.may_end(actor, found))
    if request.method == "POST":
        places.end(found, by=actor)
        messages.success(request, f"{found.person.name} is no longer {found.get_role_display().lower()}.")
        return redirect("home") if found.person == request.user else go(actor, "people")
    title = f"End the role of {found.person.name} as {found.get_role_display().lower()}?"
    return render(request, "partnerships/people_end.html", {"title": title, "membership": found})


@seated(rules.may_read_own_history, before_first_round=True)
def history(request: HttpRequest, actor: Actor, round_: Round | None) -> HttpResponse:
    """Who read and changed the partner's things, newest first."""
    # By page, not by the number of a row, which would count what others do.
    pages = Paginator(Event.objects.about_partner(actor.partner), HISTORY_PAGE)
    context = {"title": "Our history", "events": pages.get_page(request.GET.get("page"))}
    return render(request, "partnerships/history.html", context)


# --- From the link ------------------------------------------------------------------------------


@public
@never_cache
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """GET only shows who invites to what, for mail scanners follow links. POST takes the place up."""
    opened = places.invitation_for(secret)
    if opened is None:
        context = {"title": "This link leads to no invitation"}
        return render(request, "partnerships/invitation_gone.html", context, status=404)
    if _was_taken_by(opened.invitation, request.user):
        return _enter(opened.invitation, request.user)
    standing = places.still_stands(opened.invitation)
    if not standing:
        context = {"title": "This invitation is no longer open", "reason": standing.reason}
        return render(request, "partnerships/invitation_gone.html", context, status=410)
    if request.method == "POST":
        return _take_up(request, opened, secret)
    return _show(request, opened)


def _show(request: HttpRequest, opened: Opened) -> HttpResponse:
    found = opened.invitation
    ruling = places.may_take_up(found, request.user) if request.user.is_authenticated else None
    context = {
        "title": "You are invited to take a place",
        "invitation": found,
        "what_it_means": what_it_means(found.role, found.partner),
        "refusal": ruling.reason if ruling is not None and not ruling else "",
        "signs_in_first": ruling is None and not _may_sign_in_here(opened),
    }
    return render(request, "partnerships/invitation.html", context)


def _take_up(request: HttpRequest, opened: Opened, secret: str) -> HttpResponse:
    found = opened.invitation
    if request.user.is_authenticated:
        places.take_up(found, person=request.user)
        return _enter(found, request.user)
    if not _may_sign_in_here(opened):
        places.person_for(found)
        query = urlencode({"next": reverse("invitation", args=[secret])})
        return redirect(f"{reverse('account_login')}?{query}")
    person = places.person_for(found)
    places.take_up(found, person=person)
    if person.is_example:
        login(request, person, backend=MODEL_BACKEND)
        return _enter(found, person)
    return perform_login(request, person, redirect_url=_enter(found, person).url, email=person.email)


def _may_sign_in_here(opened: Opened) -> bool:
    """Only who is new and holds the link from our mail: everybody else proves first who they are.

    In the worked example, people are nobody's, and open to all who look round.
    """
    found = opened.invitation
    if found.partnership.is_example:
        return settings.EXAMPLE_OPEN
    return opened.mailed and not Person.objects.filter(email=found.email).exists()


def _was_taken_by(found: Invitation, person: Person) -> bool:
    return person.is_authenticated and found.taken_up_by_id == person.pk


def _enter(found: Invitation, person: Person) -> HttpResponse:
    seat = found.partner.slug if found.partner else Role.FACILITATOR.value
    actor = actor_for(person, found.partnership, seat)
    return redirect(landing(actor) if actor else "seats")
