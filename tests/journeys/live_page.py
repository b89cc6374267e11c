"""A page with nothing in it but a screen that follows a workshop."""

from django.http import HttpRequest, HttpResponse
from django.template import RequestContext, Template
from django.urls import path

from facilitation.live.keys import workshop_of
from facilitation.live.scenes import live
from facilitation.urls import urlpatterns as all_addresses
from partnerships.views.access import public

PAGE = """{% load static %}<!doctype html><html lang="en-GB"><head><title>Follow</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{% static 'css/tokens.css' %}"><link rel="stylesheet" href="{% static 'css/live.css' %}">
<script type="module" src="{% static 'js/live.js' %}"></script></head>
<body><main>{% include "components/live.html" %}</main><p><a href="#elsewhere">Elsewhere</a></p></body></html>"""


@public
def follow(request: HttpRequest, screen: str, key: str) -> HttpResponse:
    shown = live(screen, key, workshop_of(screen, key))
    return HttpResponse(Template(PAGE).render(RequestContext(request, {"live": shown})))


urlpatterns = [path("follow/<slug:screen>/<str:key>/", follow), *all_addresses]
