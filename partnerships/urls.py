"""Addresses of one seat: everything under `p/<partnership>/<seat>/`."""

from django.urls import path

from partnerships.views import accounts

people_urls = [
    path("seats/", accounts.seats, name="seats"),
]

urlpatterns = [*people_urls]
