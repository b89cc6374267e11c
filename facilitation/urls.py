"""All addresses. What belongs to a seat lies under `p/<partnership>/<seat>/`."""

from django.urls import include, path

from facilitation import room_urls
from partnerships import people_urls

SEAT = "p/<slug:partnership>/<slug:seat>/"

urlpatterns = [
    path("j/", include("facilitation.join_urls")),  # first: nothing is asked for by so many at once
    path("", include("facilitation.site_urls")),
    path("", include("partnerships.people_urls")),
    path("", include(room_urls.wall_urlpatterns)),
    path("accounts/", include("allauth.urls")),
    path(SEAT, include(people_urls.seat_urlpatterns)),
    path(SEAT, include("facilitation.setup_urls")),
    path(SEAT, include("facilitation.poll_urls")),
    path(SEAT, include("facilitation.seat_urls")),
    path(SEAT, include("facilitation.room_urls")),
    path(SEAT, include("facilitation.conversation_urls")),
    path(SEAT, include("partnerships.urls")),
]
