"""Every page, for everybody who can open it, has nothing that axe would complain of; and no link leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.template.loader import render_to_string
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from playwright.sync_api import Route, expect

from facilitation import approvals
from facilitation.models import Approval
from partnerships import people
from partnerships.views.access import address
from partnerships.vocabulary import Role
from tests import build
from tests.journeys.fitting import check
from tests.journeys.sitting import Sit, code_for
from tests.journeys.test_axe_in_the_room import IN_THE_ROOM
from tests.journeys.walking import WALKERS, unlike, walker

# Files, parts of pages, and addresses that only take what is sent to them.
NO_PAGES = {
    "balance-brief",
    "synthesis-brief",
    "themes-pdf",
    "partners-template",
    "issue-pdf",
    "mfa_download_recovery_codes",
    "look-round",
    "power-put-back",
    "desk-move",
    "reveal-ask",
    "reveal-open",
    "paper-summary",
    "mandate-return",
    "mandate-take-back",
    "step-finish",
    "lodging-take-back",
    "endorse",
    "no-addresses",
    "no-passwords",
    # Workshops and polls
    "conversation-with",
    "group-strike",
    "theme-board",
    "theme-use",
    "console-attendance",
    "console-begin",
    "console-cover",
    "console-extend",
    "console-hand-over",
    "console-pulse",
    "console-show",
    "correction-answer",
    "follow-up-correct",
    "follow-up-final",
    "follow-up-word",
    "follow-up-write",
    "item-move",
    "live-now",
    "phone-vote",
    "poll-again",
    "poll-by-name",
    "poll-close",
    "poll-open",
    "poll-pulse",
    "poll-reveal",
    "poll-show",
    "poll-take-off",
    "workshop-agenda",
    "workshop-calendar",
    "workshop-duplicate",
    "workshop-held",
}
LOOKED_AT_BELOW = {
    "invitation",
    "invitation-withdraw",
    "partners-import-preview",
    "mandate-signed",
    "contribution-remove",
    "approval-remove",
    "account_logout",
    "account_inactive",
    "account_signup",
    "account_confirm_login_code",
    "account_request_login_code",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_list_webauthn",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "mfa_reauthenticate_webauthn",
}
# They come with the sign-in package and are reached by nobody: there are no passwords, and nobody signs up.
NOT_OURS = {
    "account_reauthenticate",
    "account_email",
    "account_email_verification_sent",
    "account_change_password",
    "account_set_password",
    "account_reset_password",
    "account_confirm_email",
    "account_reset_password_from_key_done",
    "account_reset_password_from_key",
    "account_reset_password_done",
    "mfa_login_webauthn",
}

# --- Along every link ---------------------------------------------------------------------------


# Pages as wide as a laptop's for axe, before they are made narrow.
LAPTOP = {"width": 1280, "height": 720}


@pytest.mark.parametrize("name", WALKERS)
def test_pages_please_axe_and_fit(example, walk_of, sit, look, name):
    """Opened are the pages with a part, words aside, that no page before them has, here or with an earlier walker."""
    person = walker(name)
    page = sit(person) if person else sit.visitor()
    found, said = walk_of(name), []
    before = [walk_of(other) for other in list(WALKERS)[: list(WALKERS).index(name)]]
    assert not found.dead, "These links lead nowhere"
    for stop in unlike(found.stops, before):
        page.set_viewport_size(LAPTOP)
        stop.open_in(page)
        look(page, str(stop))
        said += check(page, str(stop))
    assert not said, "\n".join(said)


def test_no_page_is_left_out(walk_of):
    seen = {stop.name for name in WALKERS for stop in walk_of(name).stops}
    assert (
        set(names(get_resolver().url_patterns)) - seen - NO_PAGES - LOOKED_AT_BELOW - IN_THE_ROOM - NOT_OURS
        == set()
    )


def names(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        else:
            yield pattern.name


def test_axe_would_have_said_something(sit, look):
    page = sit.visitor()
    page.goto("/")
    page.evaluate("document.querySelector('h1').innerHTML = '<img src=\"/static/images/mark.svg\">'")
    look(page, "planted")
    assert any("image-alt" in sentence for sentence in look.said)
    look.said.clear()


# --- What no link leads to ----------------------------------------------------------------------


@pytest.fixture
def table(live_server) -> build.Table:
    return build.partnership("AB")


def test_refusals(sit, look, table):
    reader = sit(table.a.reader)
    for what, path in (
        ("403", address(table.a.reader, "workbook")),
        ("404", address(table.a.lead, "table").replace("/a/", "/b/")),
    ):
        reader.goto(path)
        expect(reader.get_by_role("heading", level=1)).to_be_visible()
        look(reader, what)
    lead = sit(table.a.lead, "contribution-add", "vision", "hope")
    lead.locator("main [name=csrfmiddlewaretoken]").evaluate("field => field.remove()")
    lead.get_by_role("button", name="Save").click()
    expect(lead.get_by_role("heading", level=1)).to_have_text("Please send that again")
    look(lead, "403, no token")
    visitor = sit.visitor()
    for name in ("429.html", "500.html"):
        answer = {"body": render_to_string(name), "content_type": "text/html"}
        visitor.route("**/broken/", partial(Route.fulfill, **answer))
        visitor.goto("/broken/")
        look(visitor, name)


def test_invitations(sit, look, table):
    page = sit(table.a.lead, "person-invite")
    page.get_by_role("radio", name="Reader").check()
    page.get_by_label("Their name").fill("Ro Marsh")
    page.get_by_label("Their e-mail address").fill("ro@example.org")
    page.get_by_role("button", name="Invite").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ro Marsh is invited")
    look(page, "person-invite, answered")
    page.goto(address(table.a.lead, "people"))
    page.get_by_role("link", name="Withdraw the invitation of Ro Marsh").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Withdraw the invitation of Ro Marsh?")
    look(page, "invitation-withdraw")

    invitation, secret = people.invite(
        email="ro@example.org", name="Ro Marsh", role=Role.READER, partner=table.a.partner, by=table.a.lead
    )
    link = reverse("invitation", args=[secret])
    page.goto(link)
    look(page, "invitation for somebody else")
    visitor = sit.visitor()
    visitor.goto(link)
    look(visitor, "invitation")
    people.withdraw_invitation(invitation, by=table.a.lead)
    for path in (link, reverse("invitation", args=["none"])):
        visitor.goto(path)
        look(visitor, f"invitation: {path}")


def test_signing_in(sit: Sit, look, table):
    page = sit.visitor()
    page.goto(reverse("account_login"))
    sit.ask_for_code(page, table.a.lead.person.email)
    look(page, "account_confirm_login_code")
    page.get_by_label("Code").fill("NONSENSE")
    page.get_by_role("button", name="Continue").click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    look(page, "account_confirm_login_code, wrong code")
    for name in ("account_request_login_code", "account_signup", "account_logout", "account_inactive"):
        page.goto(reverse(name))
        look(page, name)


def test_an_app_that_shows_codes(sit: Sit, look, table):
    person = table.a.lead.person
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    RecoveryCodes.activate(person)
    page = sit(person)
    page.goto(reverse("mfa_deactivate_totp"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Show that it is you")
    look(page, "mfa_reauthenticate")
    page.get_by_role("button", name="Continue").click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    look(page, "mfa_reauthenticate, sent empty")
    page.get_by_label("Code").fill(
        format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    )
    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_url(re.compile(f"{reverse('mfa_deactivate_totp')}$"))
    for name in (
        "mfa_deactivate_totp",
        "mfa_index",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
    ):
        page.goto(reverse(name))
        expect(page).to_have_url(re.compile(f"{reverse(name)}$"))
        look(page, name)
    visitor = sit.visitor()
    visitor.goto(reverse("account_login"))
    sit.ask_for_code(visitor, person.email)
    visitor.get_by_label("Code").fill(code_for(person.email))
    visitor.get_by_role("button", name="Continue").click()
    expect(visitor).to_have_url(re.compile(reverse("mfa_authenticate")))
    look(visitor, "mfa_authenticate")


def test_a_passkey(sit: Sit, look, table):
    """Added, renamed, used to sign in and removed; chromium plays the key."""
    page = sit.visitor()
    sit.sign_in(page, table.a.lead.person.email)
    key = page.context.new_cdp_session(page)
    key.send("WebAuthn.enable")
    plays = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
    }
    key.send("WebAuthn.addVirtualAuthenticator", {"options": plays | {"isUserVerified": True}})
    page.goto(reverse("mfa_add_webauthn"))
    page.get_by_label("Name").fill("Laptop")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Show that it is you")
    page.get_by_role("link", name="Use a security key").click()
    expect(page.get_by_role("button", name="Use a passkey")).to_be_visible()
    look(page, "mfa_reauthenticate_webauthn")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    page.goto(reverse("mfa_list_webauthn"))
    look(page, "mfa_list_webauthn")
    page.get_by_role("link", name="Rename").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rename this passkey")
    look(page, "mfa_edit_webauthn")

    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    page.goto(reverse("account_login"))
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Our workbook")
    page.goto(reverse("mfa_list_webauthn"))
    page.get_by_role("link", name="Remove").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Show that it is you")
    page.get_by_role("link", name="Use a security key").click()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Do you want to remove “Laptop”?")
    look(page, "mfa_remove_webauthn")


def test_signing_and_after(sit, look, table):
    table.a.mandate("signed")
    for actor in (table.a.lead, table.a.approver):
        page = sit(actor, "mandate-signed")
        look(page, "mandate-signed")
    page = sit(table.a.lead, "lay", "mandate")
    look(page, "lay")
    table.a.edit(table.a.rows("position")[0], reasons="Otherwise")
    page.goto(address(table.a.lead, "mandate-check"))
    expect(page.get_by_role("heading", name="What changed since it was signed off")).to_be_visible()
    look(page, "mandate-check with the difference")
    page.goto(address(table.a.lead, "mandate-signed"))
    look(page, "mandate-signed, lapsed")


def test_two_texts_side_by_side(sit, look, table):
    hope = table.a.write("hope")
    page = sit(table.a.lead, "contribution-edit", "vision", "hope", hope.lineage, java_script_enabled=False)
    table.a.edit(hope, by=table.a.contributor, what="Otherwise")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("saved this while you were writing")).to_be_visible()
    page = sit(table.a.lead, "contribution-edit", "vision", "hope", hope.lineage)
    table.a.edit(hope, by=table.a.contributor, what="Otherwise again")
    page.get_by_label("For whom").fill("Us")
    expect(page.locator("[data-save-status]")).to_contain_text("Somebody else")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("saved this while you were writing")).to_be_visible()
    look(page, "contribution-edit, both texts")


def test_where_we_stand_on_many_at_once(sit, look, table):
    first, _ = (table.agree("principle", statement=f"Principle {number}") for number in (1, 2))
    page = sit(table.a.lead, "stand", "principles")
    page.get_by_label("Where do you stand? on “Principle 1”").select_option("Cannot accept")
    page.get_by_role("button", name="Say where we stand").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    look(page, "stand, without what would change it")
    page.get_by_label("What would change that on “Principle 1”").fill("A veto")
    table.a.endorse(first, 5, by=table.a.approver)
    page.get_by_role("button", name="Say where we stand").click()
    expect(page.get_by_role("heading", name="Not everything has been counted")).to_be_visible()
    look(page, "stand, overtaken")
    page.get_by_label("All of these that you left blank").select_option("Fully behind it")
    page.get_by_role("button", name="Say where we stand").click()
    expect(page.get_by_role("alert")).to_contain_text("Counted: 1.")


def test_what_is_in_scope_for_many_at_once(sit, look, table):
    page = sit(table.facilitator, "scope")
    page.get_by_role("radio", name="In scope").first.check()
    table.agree("scope", power_id=table.powers[0].pk, decision="out", by=table.a.lead)
    page.get_by_role("button", name="Propose").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    look(page, "scope, overtaken")


def test_removing(sit, look, table):
    hope = table.a.write("hope")
    page = sit(table.a.lead, "contribution-remove", "vision", "hope", hope.lineage)
    look(page, "contribution-remove")
    bare = Approval(partner=table.a.partner, body="Full Council", decision="Consent to the order")
    listed = approvals.add(bare, by=table.a.lead)
    page.goto(address(table.a.lead, "approval-remove", listed.pk))
    look(page, "approval-remove")


def test_bringing_in_a_file(sit, look, table):
    page = sit(table.facilitator, "partners-import")
    page.get_by_label("CSV file").set_input_files(
        {
            "name": "partners.csv",
            "mimeType": "text/csv",
            "buffer": b"name,type\nNew Council,Unitary council\n,\n",
        }
    )
    page.get_by_role("button", name="Look through the file").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look through the file")
    look(page, "partners-import-preview")
