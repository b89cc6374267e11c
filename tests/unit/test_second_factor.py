"""Where the site demands a second factor, each sign-in shows one; that the person has one does not do."""

import pytest
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import RequestFactory
from django.urls import reverse


@pytest.fixture
def lead(client, table, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    client.force_login(table.a.lead.person)
    return table.a.lead


def workbook(lead) -> str:
    return reverse("workbook", args=[lead.partnership.slug, lead.seat])


def show_second_factor(client, person) -> None:
    """What the sign-in package keeps once somebody has typed the code of an app."""
    request = RequestFactory().get("/")
    request.session, request.user = client.session, person
    record_authentication(request, person, "mfa", type="totp")
    request.session.save()


def test_without_one_it_is_set_up_first(client, lead):
    answer = client.get(workbook(lead))
    assert (answer.status_code, answer.url) == (302, reverse("mfa_index"))


def test_a_sign_in_from_before_it_was_set_up_must_show_it(client, lead):
    TOTP.activate(lead.person, generate_totp_secret())
    answer = client.get(workbook(lead))
    assert (answer.status_code, answer.url) == (302, f"{reverse('mfa_reauthenticate')}?next={workbook(lead)}")


def test_who_has_shown_it_gets_in(client, lead):
    TOTP.activate(lead.person, generate_totp_secret())
    show_second_factor(client, lead.person)
    assert client.get(workbook(lead)).status_code == 200


def test_it_is_asked_for_only_where_it_is_demanded(client, lead, settings):
    settings.REQUIRE_SECOND_FACTOR = False
    assert client.get(workbook(lead)).status_code == 200
