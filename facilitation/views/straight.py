"""Straight to views that know nobody: past sessions, accounts, messages and htmx, which they neither read nor write."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

View = Callable[..., HttpResponse]


def knows_nobody(view: View) -> View:
    """For a public view that guards itself against forgery, and is asked by many at once."""
    view.knows_nobody = True
    return view


class StraightMiddleware:
    """Stands behind what guards every answer (host, HTTPS, headers, policy) and before what asks who somebody is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method == "POST":
            try:
                found = resolve(request.path_info)
            except Resolver404:
                return self.get_response(request)
            if getattr(found.func, "knows_nobody", False):
                request.resolver_match = found
                return found.func(request, *found.args, **found.kwargs)
        return self.get_response(request)
