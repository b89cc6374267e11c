"""What every site must say about itself: help, accessibility, data protection."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from partnerships.steps import CYCLE
from partnerships.views.access import public


@public
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "facilitation/help.html", {"title": "Help", "steps": CYCLE})


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "facilitation/accessibility.html", {"title": "Accessibility"})


@public
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "facilitation/privacy.html", {"title": "Data protection"})
