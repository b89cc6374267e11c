"""Signing in, and choosing for whom to act."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from partnerships.models import Membership
from partnerships.views.access import signed_in


class ClosedAdapter(DefaultAccountAdapter):
    """Nobody signs up: people come in by invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


@signed_in
def seats(request: HttpRequest) -> HttpResponse:
    """Every seat the person holds; they act from one at a time."""
    held: dict[tuple, dict[str, Any]] = {}
    memberships = Membership.objects.current().of(request.user).select_related("partnership", "partner")
    for membership in memberships.order_by("partnership__name", "partner__name"):
        key = (membership.partnership_id, membership.partner_id)
        seat = held.setdefault(
            key, {"partnership": membership.partnership, "partner": membership.partner, "roles": []}
        )
        seat["roles"].append(membership.get_role_display())
    return render(
        request, "partnerships/seats.html", {"title": "Where do you want to work?", "seats": held.values()}
    )
