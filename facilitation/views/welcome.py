"""The front page, and looking round the worked example."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import login
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from partnerships.models import Membership, Partner, Partnership
from partnerships.people import actor_for
from partnerships.steps import CYCLE
from partnerships.text import whole
from partnerships.views.access import public
from partnerships.views.accounts import landing, seats_of
from partnerships.views.people import MODEL_BACKEND
from partnerships.vocabulary import Capacity, Role

# One of each is enough to see how it works; the whole example has more.
MOST_PARTNERS = 4
SHOWN_ROLES = (Role.LEAD, Role.CONTRIBUTOR, Role.APPROVER, Role.READER)


@public
def home(request: HttpRequest) -> HttpResponse:
    """Signed in: straight to one's seat. Otherwise, and for who only looks round: what this is, and how to begin."""
    if not request.user.is_authenticated or request.user.is_example:
        context = {"title": "Form a partnership that lasts", "examples": _examples(), "steps": CYCLE}
        return render(request, "facilitation/welcome.html", context)
    seats = seats_of(request.user)
    if len(seats) == 1:
        return redirect(seats[0].url)
    if not seats and request.user.is_site_administrator:
        return redirect("site")
    return redirect("seats")


@public
@require_POST
def look_round(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the example's invented people. Nobody else can ever be signed in like this."""
    if not settings.EXAMPLE_OPEN:
        raise Http404
    place = get_object_or_404(_invented_places(), pk=whole(request.POST.get("place", "")))
    login(request, place.person, backend=MODEL_BACKEND)
    seat = place.partner.slug if place.partner else Role.FACILITATOR.value
    actor = actor_for(place.person, place.partnership, seat)
    return redirect(landing(actor) if actor else "seats")


def _invented_places() -> QuerySet[Membership]:
    found = Membership.objects.current().filter(
        partnership__is_example=True, person__is_example=True, person__is_active=True
    )
    return found.select_related("person", "partner", "partnership")


@dataclass(frozen=True)
class Example:
    """The places of one invented partnership that are offered, one for each role."""

    partnership: Partnership
    facilitator: Membership | None
    partners: list[tuple[Partner, list[Membership]]]


def _examples() -> list[Example]:
    if not settings.EXAMPLE_OPEN:
        return []
    places: dict[Partnership, list[Membership]] = {}
    for place in _invented_places().order_by("partnership", "partner", "pk"):
        places.setdefault(place.partnership, []).append(place)
    return [_example(partnership, found) for partnership, found in places.items()]


def _example(partnership: Partnership, places: list[Membership]) -> Example:
    facilitator = next((place for place in places if place.role == Role.FACILITATOR), None)
    by_partner: dict[Partner, dict[str, Membership]] = {}
    for place in places:
        if place.partner:
            by_partner.setdefault(place.partner, {}).setdefault(place.role, place)
    # Partners with most roles first: they show most. Government is beside them, for it sees another page.
    fullest = sorted(by_partner.items(), key=lambda item: -len(item[1]))
    across = [item for item in fullest if item[0].capacity == Capacity.COUNTERPART]
    at_table = [item for item in fullest if item not in across][:MOST_PARTNERS]
    return Example(
        partnership,
        facilitator,
        [
            (partner, [roles[role] for role in SHOWN_ROLES if role in roles])
            for partner, roles in [*at_table, *across]
        ],
    )
