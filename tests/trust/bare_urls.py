"""An address whose view says nothing about who may open it."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from facilitation.urls import urlpatterns as all_addresses


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open to all")


urlpatterns = [path("bare/", bare, name="bare"), *all_addresses]
