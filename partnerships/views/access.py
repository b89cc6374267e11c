"""Who may open which address. Every view declares one access rule; a view without one is refused.

An address under `p/<partnership>/<seat>/` is opened from one seat: the view gets the `Actor` and the round
that is open (or was last). Strangers get 404, insiders without the right get 403 with the rule's sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control

from partnerships.marks import Row, marked
from partnerships.models import Actor, Partnership, Round
from partnerships.people import actor_for
from partnerships.rules import may_sit_at_table
from partnerships.rulings import ALLOWED, Refused, Ruling
from partnerships.steps import CYCLE, Step, place, step_named

View = Callable[..., HttpResponse]
Rule = Callable[[Actor], Ruling]

# Views that are not ours and bring their own checks.
_TRUSTED = ("allauth.", "django.contrib.staticfiles.")


def public(view: View) -> View:
    view.access = "public"
    return view


def _signed_in_only(view: View) -> View:
    """Visitors go to sign in first. What a signed-out person sends is not lost by that: the page says how to keep it."""
    guarded = login_required(view)

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            return render(
                request, "partnerships/signed_out.html", {"title": "You have been signed out"}, status=401
            )
        return guarded(request, *args, **kwargs)

    return wrapper


def signed_in(view: View) -> View:
    guarded = _signed_in_only(view)
    guarded.access = "signed in"
    return guarded


def site_administrators(view: View) -> View:
    @_signed_in_only
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_site_administrator:
            raise Http404
        return view(request, *args, **kwargs)

    guarded.access = "site administrators"
    return guarded


def seated(
    rule: Rule, *, before_first_round: bool = False, for_officials: bool = False
) -> Callable[[View], View]:
    """Guard a view of one seat: `view(request, actor, round_, …)`.

    A view that works `before_first_round` gets `None` for the round until one is opened. Those who sit across the table,
    for government, open no page but what is `for_officials`.
    """

    def decorate(view: View) -> View:
        @_signed_in_only
        @wraps(view)
        def guarded(request: HttpRequest, partnership: str, seat: str, **kwargs: Any) -> HttpResponse:
            actor = _take_seat(request, partnership, seat)
            if not for_officials:
                insist_on(may_sit_at_table(actor))
            insist_on(rule(actor))
            if request.round is None and not before_first_round:
                return render(
                    request, "partnerships/not_begun.html", {"title": "The first round has not begun"}
                )
            return view(request, actor, request.round, **kwargs)

        guarded.access = f"seat: {rule.__name__}"
        return guarded

    return decorate


def _take_seat(request: HttpRequest, partnership: str, seat: str) -> Actor:
    found = get_object_or_404(Partnership, slug=partnership)
    actor = actor_for(request.user, found, seat)
    if actor is None:
        raise Http404
    request.actor = actor
    request.round = Round.objects.filter(partnership=found).order_by("-number").first()
    if request.round:
        request.round.partnership = found
    return actor


def any_seat(actor: Actor) -> Ruling:
    """For what is the seat's own to read, whatever has become of it."""
    return ALLOWED


def insist_on(ruling: Ruling) -> None:
    """Refuse the request with the ruling's own sentence."""
    if not ruling:
        raise PermissionDenied(ruling.reason)


def step_or_404(key: str) -> Step:
    step = step_named(key)
    if step is None:
        raise Http404
    return step


def marked_or_404(rows: QuerySet[Row], mark: str) -> Row:
    row = marked(rows, mark)
    if row is None:
        raise Http404
    return row


def address(actor: Actor, name: str, *args: object) -> str:
    """The address of a page as seen from the actor's seat."""
    return reverse(name, args=(actor.partnership.slug, actor.seat, *args))


def go(actor: Actor, name: str, *args: object) -> HttpResponseRedirect:
    return redirect(address(actor, name, *args))


class AccessMiddleware:
    """Refusal by default, and one place where a verb's refusal becomes a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = request.round = None
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and request.method == "GET":
            # Where a browser comes after reloading the page that answered a form: not to an empty page.
            explained = render(request, "405.html", {"title": "This page only takes answers"}, status=405)
            explained["Allow"] = response["Allow"]
            response = explained
        # Nothing private stays behind in a shared computer's browser. What has said so itself is not asked who it is for:
        # a vote must not even look into a session.
        if not response.has_header("Cache-Control") and request.user.is_authenticated:
            patch_cache_control(response, private=True, no_store=True)
        return response

    def process_view(
        self, request: HttpRequest, view: View, args: tuple, kwargs: dict
    ) -> HttpResponse | None:
        if not hasattr(view, "access") and not view.__module__.startswith(_TRUSTED):
            raise Http404
        if view.__module__.startswith("allauth.mfa") and getattr(request.user, "is_example", False):
            raise Http404  # invented people sign in by looking round, and by nothing else
        return _ask_for_second_factor(request, view)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Refused):
            return render(request, "403.html", {"exception": str(error)}, status=403)
        return None


def _ask_for_second_factor(request: HttpRequest, view: View) -> HttpResponse | None:
    """Where the site demands a second factor, nothing else opens before this sign-in has shown one.

    That the person has one does not do: a sign-in from before it was set up has never shown it.
    """
    if not settings.REQUIRE_SECOND_FACTOR or view.__module__.startswith("allauth."):
        return None
    person = request.user
    if not person.is_authenticated or person.is_example:
        return None
    if not person.authenticator_set.exists():
        return redirect("mfa_index")
    if any(record["method"] == "mfa" for record in get_authentication_records(request, person)):
        return None
    return redirect_to_login(request.get_full_path(), reverse("mfa_reauthenticate"))


@dataclass(frozen=True)
class NavItem:
    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class Progress:
    """How far the group is round the cycle: `done` seats are filled, `here` is the present one."""

    done: int
    here: int
    total: int = len(CYCLE)


def page(request: HttpRequest) -> dict[str, Any]:
    """What every page's frame shows."""
    actor: Actor | None = getattr(request, "actor", None)
    round_: Round | None = getattr(request, "round", None)
    if actor is None:
        return {"seats_url": reverse("seats")}
    return {
        "actor": actor,
        "partnership": actor.partnership,
        "round": round_,
        "nav": [NavItem(label, url, request.path.startswith(url)) for label, url in _nav(actor)],
        "progress": _progress(actor, round_),
        "seats_url": reverse("seats"),
    }


def _progress(actor: Actor, round_: Round | None) -> Progress:
    """How far the group has come is the group's own business, too."""
    if round_ is None or actor.is_counterpart:
        return Progress(0, 0)
    here = place(round_.step)
    return Progress(here - 1, here) if round_.is_open else Progress(len(CYCLE), 0)


def _nav(actor: Actor) -> list[tuple[str, str]]:
    return [(label, address(actor, name)) for label, name in _pages(actor)]


def _pages(actor: Actor) -> list[tuple[str, str]]:
    if actor.is_counterpart:
        return [("Our answers", "central"), *([("People", "people")] if actor.manages_people else [])]
    pages = [
        ("The table", "table"),
        ("Workshops", "workshops"),
        ("What changed", "changes"),
        ("Papers", "papers"),
    ]
    if actor.has_left:
        pages = [("Papers", "papers")]
    if actor.works_inside:
        pages.insert(0, ("Our workbook", "workbook"))
    if actor.facilitates:
        pages = [("Desk", "desk"), *pages, ("Partners", "partners"), ("Powers", "powers")]
    if actor.manages_people:
        pages.append(("People", "people"))
    return pages
