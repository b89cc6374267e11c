"""Site administrators: which partnerships there are, and creating one. Nothing of what is inside them."""

from django.contrib import messages
from django.db import transaction
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html

from facilitation.setup_forms import AppointForm, NewPartnershipForm
from partnerships.forming import appoint, found
from partnerships.models import Membership, Partnership, Person
from partnerships.people import account_for, actors_of
from partnerships.views.access import site_administrators
from partnerships.views.accounts import landing
from partnerships.views.mail import mailed, only_shown
from partnerships.vocabulary import Role


@site_administrators
def site(request: HttpRequest) -> HttpResponse:
    facilitators = Membership.objects.current().filter(role=Role.FACILITATOR).select_related("person")
    partnerships = Partnership.objects.prefetch_related(
        Prefetch("memberships", queryset=facilitators, to_attr="facilitators")
    )
    administrators = Person.objects.filter(is_site_administrator=True, is_active=True).order_by("name")
    ways = ways_in(request.user)
    context = {
        "title": "Partnerships on this site",
        "partnerships": [(one, ways.get(one)) for one in partnerships],
        "administrators": administrators,
    }
    return render(request, "facilitation/site.html", context)


def ways_in(person: Person) -> dict[Partnership, str]:
    """Where the person begins in each partnership in which they have a seat: the facilitator's, if that is theirs."""
    seats = sorted(actors_of(person), key=lambda actor: actor.facilitates)
    return {actor.partnership: landing(actor) for actor in seats}


@site_administrators
def site_new(request: HttpRequest) -> HttpResponse:
    form = NewPartnershipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        partnership, facilitator = _found(form, request.user)
        _tell(request, partnership, facilitator)
        return redirect("site")
    context = {"title": "Create a partnership", "form": form}
    return render(request, "facilitation/site_new.html", context)


@transaction.atomic
def _found(form: NewPartnershipForm, by: Person) -> tuple[Partnership, Person]:
    data = form.cleaned_data
    facilitator = account_for(data["facilitator_email"], data["facilitator_name"])
    return found(form.save(commit=False), facilitator=facilitator, by=by), facilitator


@site_administrators
def site_appoint(request: HttpRequest, partnership: str) -> HttpResponse:
    """For an address that was wrong, or a partnership whose facilitators have all gone."""
    place = get_object_or_404(Partnership, slug=partnership, is_example=False)
    form = AppointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _appoint(request, place, form)
        return redirect("site")
    context = {"title": "Invite another facilitator", "form": form, "place": place}
    return render(request, "facilitation/site_appoint.html", context)


def _appoint(request: HttpRequest, place: Partnership, form: AppointForm) -> None:
    with transaction.atomic():
        facilitator = account_for(form.cleaned_data["email"], form.cleaned_data["name"])
        appointed = appoint(place, facilitator=facilitator, by=request.user)
    if not appointed:
        messages.info(request, f"{facilitator.name} facilitates {place.name} already.")
        return
    _write_to(request, "appointed", place, facilitator, f"{facilitator.name} now facilitates {place.name}")


def _tell(request: HttpRequest, partnership: Partnership, facilitator: Person) -> None:
    text = f"{partnership.name} is created. {facilitator.name} facilitates it"
    _write_to(request, "facilitator", partnership, facilitator, text)


def _write_to(
    request: HttpRequest, mail: str, partnership: Partnership, facilitator: Person, text: str
) -> None:
    """Tell the facilitator by mail, and the administrator `text` and whether the mail went out."""
    link = request.build_absolute_uri(reverse("home"))
    sent = mailed(
        mail,
        facilitator.email,
        person=facilitator,
        partnership=partnership,
        link=link,
        by=request.user,
    )
    if sent and only_shown():
        said = f"{text}. {only_shown()}"
    elif sent:
        said = f"{text}, and was told by e-mail how to sign in."
    else:
        said = f"{text}. The e-mail could not be sent: tell them to sign in at {link}"
    tell = messages.success if sent else messages.warning
    tell(request, _with_way_in(said, partnership, request.user))


def _with_way_in(said: str, partnership: Partnership, person: Person) -> str:
    way = ways_in(person).get(partnership)
    if not way:
        return said
    link = '{} <a class="govuk-notification-banner__link" href="{}">Open {}</a>'
    return format_html(link, said, way, partnership.name)
