"""The phones in the room. Under `j/`, which is also as far as the cookie of a seat goes."""

from django.urls import path

from facilitation.views import phone

urlpatterns = [
    path("", phone.join, name="join"),
    path("<slug:code>/", phone.phone, name="phone"),
    path("<slug:code>/vote/", phone.vote, name="phone-vote"),
]
