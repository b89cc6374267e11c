"""All addresses. What belongs to a seat lies under `p/<partnership>/<seat>/`."""

import importlib.util

from django.urls import include, path

SEAT = "p/<slug:partnership>/<slug:seat>/"

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path(SEAT, include("partnerships.urls")),
]
for name, prefix in (("facilitation.seat_urls", SEAT), ("facilitation.setup_urls", SEAT), ("facilitation.site_urls", ""), ("partnerships.people_urls", "")):
    if importlib.util.find_spec(name):
        urlpatterns.append(path(prefix, include(name)))
