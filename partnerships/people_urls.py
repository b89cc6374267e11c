"""Addresses of accounts and people: some for everybody, and those of one seat.

They come before allauth's own under `accounts/`, two of which are closed here.
"""

from django.urls import path

from partnerships.views import accounts, central, people

urlpatterns = [
    path("seats/", accounts.seats, name="seats"),
    path("account/", accounts.account, name="account"),
    path("accounts/email/", accounts.not_here, name="no-addresses"),
    path("accounts/password/<path:rest>", accounts.not_here, name="no-passwords"),
    path("invitation/<str:secret>/", people.invitation, name="invitation"),
]

# Under `p/<partnership>/<seat>/`.
seat_urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/officials/invite/", central.official_invite, name="official-invite"),
    path("people/invite/", people.person_invite, name="person-invite"),
    path(
        "people/invitations/<slug:invitation>/withdraw/",
        people.invitation_withdraw,
        name="invitation-withdraw",
    ),
    path("people/<slug:membership>/end/", people.membership_end, name="membership-end"),
    path("history/", people.history, name="history"),
]
