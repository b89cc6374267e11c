"""All addresses. What belongs to a seat lies under `p/<partnership>/<seat>/`."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("", include("partnerships.urls")),
]
