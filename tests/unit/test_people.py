"""Inviting, taking up a place, leaving, signing in, and looking round the example."""

import datetime as dt
import re

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from partnerships import people
from partnerships.marks import mark_of
from partnerships.models import Event, Invitation, Membership, Partner, Partnership, Person
from partnerships.rulings import Refused
from partnerships.vocabulary import PartnerStatus, PartnerType, Role
from tests import build

pytestmark = pytest.mark.django_db
NEW = "ann.lee@council.example.org"


@pytest.fixture
def table():
    return build.partnership("AB")


@pytest.fixture
def example(settings):
    """An example with a facilitator and one lead, beside whatever is real."""
    settings.EXAMPLE_OPEN = True
    partnership = Partnership.objects.create(name="Made Up", slug="made-up", place="Nowhere", is_example=True)
    partner = Partner.objects.create(
        partnership=partnership,
        name="Nowhere Council",
        short_name="Nowhere",
        slug="nowhere",
        type=PartnerType.UNITARY,
    )
    host = people.account_for("host@made.example", "Holly Host", is_example=True)
    lead = people.account_for("lead@made.example", "Leo Lead", is_example=True)
    people.seat(host, partnership=partnership, partner=None, role=Role.FACILITATOR)
    people.seat(lead, partnership=partnership, partner=partner, role=Role.LEAD)
    return partnership


def page(actor, name, *args):
    return reverse(name, args=(actor.partnership.slug, actor.seat, *args))


def invite(by, *, role=Role.CONTRIBUTOR, partner=None, email=NEW):
    return people.invite(email=email, name="Ann Lee", role=role, partner=partner or by.partner, by=by)


def link(secret):
    return reverse("invitation", args=[secret])


def mailed_link(mail):
    return re.search(r"https?://\S+?(/invitation/\S+)", mail.body)[1]


# --- Inviting -----------------------------------------------------------------------------------


def test_a_lead_invites_own_people_by_mail_and_sees_a_link_to_send(client, table, mailoutbox):
    client.force_login(table.a.lead.person)
    asked = {"role": Role.APPROVER, "name": "Ann Lee", "email": NEW.upper(), "title": "Leader"}
    answer = client.post(page(table.a.lead, "person-invite"), asked)
    invitation = Invitation.objects.get()
    assert (invitation.partner, invitation.role, invitation.email) == (table.a.partner, Role.APPROVER, NEW)
    [mail] = mailoutbox
    assert mail.to == [NEW]
    assert "Ann Lee" in mail.body and table.a.partner.name in mail.body and table.a.canary not in mail.body
    shown = re.search(r"<code[^>]*>https?://[^/]+(/invitation/[^<]+)</code>", answer.content.decode())[1]
    assert people.invitation_for(shown.split("/")[2]).invitation == invitation
    assert shown != mailed_link(mail)


def test_the_link_is_shown_once_and_kept_nowhere(client, table):
    client.force_login(table.a.lead.person)
    invitation, secret = invite(table.a.lead)
    assert secret not in client.get(page(table.a.lead, "people")).content.decode()
    assert secret not in str(vars(invitation))
    assert all(secret not in event.text for event in Event.objects.all())


def test_an_invited_lead_stands_beside_the_partner_with_the_day_and_can_be_withdrawn(client, table):
    Membership.objects.filter(partner=table.a.partner).update(ended_at=timezone.now())
    client.force_login(table.facilitator.person)
    assert "No lead yet" in client.get(page(table.facilitator, "people")).content.decode()
    invitation, _ = invite(table.facilitator, role=Role.LEAD, partner=table.a.partner)
    shown = client.get(page(table.facilitator, "people")).content.decode()
    assert f"Invited on {date_format(timezone.localdate(), 'j F Y')}" in shown
    assert "No lead yet" not in shown and "Invite a lead" not in shown
    assert shown.count(page(table.facilitator, "invitation-withdraw", mark_of(invitation))) == 2


@pytest.mark.parametrize("role", [Role.LEAD, Role.CONTRIBUTOR, Role.APPROVER, Role.READER])
def test_a_lead_cannot_invite_for_another_partner(table, role):
    with pytest.raises(Refused):
        invite(table.a.lead, role=role, partner=table.b.partner)
    assert not Invitation.objects.exists()


def test_a_lead_cannot_make_a_facilitator(client, table):
    with pytest.raises(Refused):
        invite(table.a.lead, role=Role.FACILITATOR)
    client.force_login(table.a.lead.person)
    asked = {"role": Role.FACILITATOR, "place": "facilitator", "name": "Ann Lee", "email": NEW}
    assert "Invite somebody" in client.post(page(table.a.lead, "person-invite"), asked).content.decode()
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.APPROVER, Role.READER])
def test_a_facilitator_cannot_invite_anybody_but_a_first_lead(table, role):
    with pytest.raises(Refused):
        invite(table.facilitator, role=role, partner=table.a.partner)


def test_a_facilitator_cannot_invite_a_second_lead(client, table):
    """Or a facilitator could look into a workbook through somebody of their own choice."""
    with pytest.raises(Refused):
        invite(table.facilitator, role=Role.LEAD, partner=table.a.partner)
    client.force_login(table.facilitator.person)
    asked = {"place": table.a.partner.slug, "name": "Ann Lee", "email": NEW}
    client.post(page(table.facilitator, "person-invite"), asked)
    assert not Invitation.objects.exists()


def test_a_facilitators_offers_end_with_the_first_lead(table):
    """Or the second to take one up would read what the first has written in private."""
    Membership.objects.filter(partner=table.a.partner).update(ended_at=timezone.now())
    offers = [
        invite(table.facilitator, role=Role.LEAD, partner=table.a.partner, email=email)[0]
        for email in ("first@council.example.org", "second@council.example.org")
    ]
    people.take_up(offers[0], person=people.person_for(offers[0]))
    with pytest.raises(Refused, match="can no longer offer this place"):
        people.take_up(offers[1], person=people.person_for(offers[1]))
    assert Membership.objects.current().filter(partner=table.a.partner).count() == 1


def test_a_lead_who_only_facilitates_now_offers_no_place_in_the_workbook(table):
    people.seat(table.a.lead.person, partnership=table.partnership, partner=None, role=Role.FACILITATOR)
    people.seat(table.a.reader.person, partnership=table.partnership, partner=table.a.partner, role=Role.LEAD)
    invitation, _ = invite(table.a.lead)
    table.a.lead.person.memberships.filter(partner=table.a.partner).update(ended_at=timezone.now())
    with pytest.raises(Refused, match="can no longer offer this place"):
        people.take_up(invitation, person=people.person_for(invitation))


def test_a_former_facilitator_offers_nothing_though_facilitating_elsewhere(table):
    elsewhere = Partnership.objects.create(name="Elsewhere", slug="elsewhere", place="Nowhere")
    people.seat(table.facilitator.person, partnership=elsewhere, partner=None, role=Role.FACILITATOR)
    invitation, _ = people.invite(
        email=NEW, name="Ann Lee", role=Role.FACILITATOR, partner=None, by=table.facilitator
    )
    table.facilitator.person.memberships.filter(partnership=table.partnership).update(ended_at=timezone.now())
    with pytest.raises(Refused, match="can no longer offer this place"):
        people.take_up(invitation, person=people.person_for(invitation))


def test_a_facilitator_cannot_invite_into_another_partnership(table):
    other = build.partnership("D", slug="elsewhere")
    Membership.objects.filter(partner=other.d.partner).update(ended_at=timezone.now())
    with pytest.raises(Refused):
        invite(table.facilitator, role=Role.LEAD, partner=other.d.partner)


@pytest.mark.parametrize("who", ["contributor", "approver", "reader"])
def test_only_leads_manage_people(client, table, who):
    actor = getattr(table.a, who)
    client.force_login(actor.person)
    for name in ("people", "person-invite"):
        assert client.get(page(actor, name)).status_code == 403
    with pytest.raises(Refused):
        invite(actor)


def test_errors_stand_beside_the_field_and_keep_what_was_typed(client, table):
    client.force_login(table.a.lead.person)
    answer = client.post(page(table.a.lead, "person-invite"), {"name": "Ann Lee", "email": "not an address"})
    text = answer.content.decode()
    assert 'value="Ann Lee"' in text and 'value="not an address"' in text
    assert text.count("Enter an e-mail address in the right form, like name@council.gov.uk") == 2
    assert text.count("Choose what they will do") == 2


def test_a_name_nobody_can_see_is_no_name(client, table):
    client.force_login(table.a.lead.person)
    asked = {"role": Role.READER, "name": "\u200b\u202e", "email": NEW}
    assert "Enter their name" in client.post(page(table.a.lead, "person-invite"), asked).content.decode()
    assert not Invitation.objects.exists()


# --- Taking up ----------------------------------------------------------------------------------


def test_opening_the_link_changes_nothing(client, table):
    """Mail scanners open every link."""
    invitation, secret = invite(table.a.lead)
    before = Person.objects.count(), Membership.objects.count(), Event.objects.count()
    for method in (client.get, client.head, client.get):
        for spelling in (secret, people.mailed_secret(secret)):
            assert method(link(spelling)).status_code == 200
    assert (Person.objects.count(), Membership.objects.count(), Event.objects.count()) == before
    invitation.refresh_from_db()
    assert invitation.taken_up_at is None
    assert "_auth_user_id" not in client.session


def test_a_new_person_takes_up_the_place_from_the_mail_and_is_signed_in(client, table):
    _, secret = invite(table.a.lead, role=Role.APPROVER)
    shown = client.get(link(people.mailed_secret(secret))).content.decode()
    assert table.a.lead.person.name in shown and table.a.partner.name in shown and table.a.canary not in shown
    answer = client.post(link(people.mailed_secret(secret)))
    person = Person.objects.get(email=NEW)
    assert answer.url == page(table.a.lead, "workbook")
    assert client.session["_auth_user_id"] == str(person.pk)
    assert Membership.objects.current().get(person=person).role == Role.APPROVER
    assert client.get(answer.url).status_code == 200


def test_a_second_post_takes_up_once(client, table):
    _, secret = invite(table.a.lead)
    for _ in range(3):
        client.post(link(people.mailed_secret(secret)))
    person = Person.objects.get(email=NEW)
    assert Membership.objects.filter(person=person).count() == 1
    assert Event.objects.filter(verb="joined", person_id=person.pk).count() == 1


def test_a_second_post_does_not_bring_an_ended_role_back(client, table):
    _, secret = invite(table.a.lead)
    client.post(link(people.mailed_secret(secret)))
    place = Membership.objects.current().get(person__email=NEW)
    people.end(place, by=table.a.lead)
    client.post(link(people.mailed_secret(secret)))
    with pytest.raises(Refused):
        people.take_up(people.invitation_for(secret).invitation, person=place.person)
    assert not Membership.objects.current().filter(person__email=NEW).exists()


def test_the_link_shown_to_the_inviter_opens_no_account(client, table):
    """Or whoever invites could sit in the account of somebody who is later invited by another partner."""
    _, secret = invite(table.a.lead)
    answer = client.post(link(secret))
    assert answer.url.startswith(reverse("account_login"))
    assert "_auth_user_id" not in client.session
    assert not Membership.objects.filter(person__email=NEW).exists()


def test_a_changed_mark_of_the_mail_proves_nothing(table):
    _, secret = invite(table.a.lead)
    assert people.invitation_for(people.mailed_secret(secret)).mailed
    assert people.invitation_for(people.mailed_secret(secret) + "x") is None
    assert not people.invitation_for(secret).mailed


def test_who_has_an_account_signs_in_first_and_then_takes_up(client, table):
    known = build.person("Known Person")
    _, secret = invite(table.a.lead, email=known.email)
    answer = client.post(link(people.mailed_secret(secret)))
    assert answer.url.startswith(reverse("account_login"))
    assert not Membership.objects.filter(person=known).exists()
    client.force_login(known)
    assert client.post(link(secret)).url == page(table.a.lead, "workbook")
    assert Membership.objects.current().get(person=known).partner == table.a.partner


def test_somebody_else_who_is_signed_in_cannot_take_it_up(client, table):
    _, secret = invite(table.a.lead)
    client.force_login(table.b.lead.person)
    shown = client.get(link(people.mailed_secret(secret))).content.decode()
    assert "Sign out" in shown and "Take up the place" not in shown
    assert client.post(link(people.mailed_secret(secret))).status_code == 403
    assert not Membership.objects.filter(person=table.b.lead.person, partner=table.a.partner).exists()


def expire(invitation, table):
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now() - dt.timedelta(seconds=1))


def withdraw(invitation, table):
    people.withdraw_invitation(invitation, by=table.a.lead)


def replace(invitation, table):
    invite(table.a.lead)


def end_role_of_inviter(invitation, table):
    Membership.objects.filter(person=table.a.lead.person).update(ended_at=timezone.now())


@pytest.mark.parametrize("happens", [expire, withdraw, replace, end_role_of_inviter])
def test_a_link_that_no_longer_counts_says_what_to_do(client, table, happens):
    invitation, secret = invite(table.a.lead)
    happens(invitation, table)
    for method in (client.get, client.post):
        answer = method(link(people.mailed_secret(secret)))
        assert answer.status_code == 410
        assert "Ask" in answer.content.decode()
    assert not Person.objects.filter(email=NEW).exists()


def test_a_link_that_was_never_given_out_leads_nowhere(client, db):
    for method in (client.get, client.post):
        assert method(link("nothing")).status_code == 404


def test_the_first_lead_brings_the_partner_in(client, table):
    Membership.objects.filter(partner=table.b.partner).update(ended_at=timezone.now())
    Partner.objects.filter(pk=table.b.partner.pk).update(status=PartnerStatus.INVITED)
    _, secret = invite(table.facilitator, role=Role.LEAD, partner=table.b.partner)
    client.post(link(people.mailed_secret(secret)))
    table.b.partner.refresh_from_db()
    assert table.b.partner.status == PartnerStatus.IN


def test_who_works_for_a_partner_is_not_told_to_the_group(client, table):
    _, secret = invite(table.a.lead)
    client.post(link(people.mailed_secret(secret)))
    assert Event.objects.about_partner(table.a.partner).filter(verb="joined").exists()
    assert not Event.objects.seen_by_group().filter(text__contains="Ann Lee").exists()


# --- Who is here, and leaving -------------------------------------------------------------------


def test_people_shows_own_people_and_what_waits(client, table):
    invite(table.a.lead)
    invite(table.b.lead, email="bea@council.example.org")
    client.force_login(table.a.lead.person)
    shown = client.get(page(table.a.lead, "people")).content.decode()
    assert all(actor.person.name in shown for actor in table.a.actors)
    assert NEW in shown
    assert "bea@council.example.org" not in shown
    assert not any(actor.person.name in shown for actor in table.b.actors)


def test_a_facilitator_sees_leads_and_nobody_else_of_the_partners(client, table):
    invite(table.a.lead)
    invite(table.b.lead, role=Role.LEAD, email="bea@council.example.org")
    client.force_login(table.facilitator.person)
    shown = client.get(page(table.facilitator, "people")).content.decode()
    assert table.a.lead.person.name in shown and table.facilitator.person.name in shown
    for side in (table.a, table.b):
        for actor in (side.contributor, side.approver, side.reader):
            assert actor.person.name not in shown
    assert NEW not in shown and "bea@council.example.org" not in shown


def test_nobody_withdraws_the_invitations_of_others(client, table):
    invitation, _ = invite(table.b.lead)
    for actor in (table.a.lead, table.facilitator):
        client.force_login(actor.person)
        assert client.post(page(actor, "invitation-withdraw", mark_of(invitation))).status_code == 404
        with pytest.raises(Refused):
            people.withdraw_invitation(invitation, by=actor)
    assert Invitation.objects.open().get() == invitation


def test_withdrawing_asks_first(client, table):
    invitation, _ = invite(table.a.lead)
    client.force_login(table.a.lead.person)
    address = page(table.a.lead, "invitation-withdraw", mark_of(invitation))
    assert "Withdraw the invitation of Ann Lee?" in client.get(address).content.decode()
    assert Invitation.objects.open().exists()
    assert client.post(address).url == page(table.a.lead, "people")
    assert not Invitation.objects.open().exists()


def place_of(actor):
    return Membership.objects.current().get(person=actor.person)


def test_ending_a_role_asks_first_and_shuts_the_door_at_once(client, table):
    client.force_login(table.a.lead.person)
    address = page(table.a.lead, "membership-end", mark_of(place_of(table.a.contributor)))
    assert client.get(address).status_code == 200
    place_of(table.a.contributor)
    client.post(address)
    client.force_login(table.a.contributor.person)
    assert client.get(page(table.a.contributor, "workbook")).status_code == 404


def test_nobody_ends_roles_of_another_body(client, table):
    for actor in (table.a.lead, table.facilitator):
        client.force_login(actor.person)
        for other in (table.b.lead, table.b.reader):
            assert client.post(page(actor, "membership-end", mark_of(place_of(other)))).status_code == 404
            with pytest.raises(Refused):
                people.end(place_of(other), by=actor)


def test_there_is_always_a_lead_and_a_facilitator(client, table):
    for actor in (table.a.lead, table.facilitator):
        client.force_login(actor.person)
        assert client.post(page(actor, "membership-end", mark_of(place_of(actor)))).status_code == 403
        place_of(actor)
    second = build.actor(build.person("Second Lead"), table.partnership, table.a.partner, Role.LEAD)
    people.end(place_of(table.a.lead), by=second)
    with pytest.raises(Refused):
        people.end(place_of(second), by=table.a.lead)


def test_own_history_is_for_leads_and_approvers_of_that_partner(client, table):
    invite(table.a.lead)
    invite(table.b.lead, email="bea@council.example.org", role=Role.READER)
    for actor in (table.a.lead, table.a.approver):
        client.force_login(actor.person)
        shown = client.get(page(actor, "history")).content.decode()
        assert "Invited Ann Lee as contributor" in shown
        assert "Invited Ann Lee as reader" not in shown
    for actor in (table.a.contributor, table.a.reader, table.facilitator):
        client.force_login(actor.person)
        assert client.get(page(actor, "history")).status_code == 403


def test_history_goes_back_page_by_page(client, table, monkeypatch):
    monkeypatch.setattr("partnerships.views.people.HISTORY_PAGE", 2)
    for number in range(3):
        invite(table.a.lead, email=f"p{number}@council.example.org")
    client.force_login(table.a.lead.person)
    address, seen = page(table.a.lead, "history"), 0
    for _ in range(20):
        shown = client.get(address).content.decode()
        seen += shown.count("Invited Ann Lee")
        older = re.search(r'href="(\?page=\d+)">Older', shown)
        if not older:
            break
        address = page(table.a.lead, "history") + older[1]
    assert seen == 3


def test_every_page_says_in_which_seat_and_as_what_one_works(client, table):
    people.seat(
        table.a.lead.person, partnership=table.partnership, partner=table.a.partner, role=Role.APPROVER
    )
    for actor, said in ((table.a.lead, "lead and approver"), (table.a.reader, "reader")):
        client.force_login(actor.person)
        shown = client.get(page(actor, "table")).content.decode()
        assert re.search(rf"Your seat: <a[^>]*>{actor.partner.name}.*</a> · {said}</span>", shown)


# --- Seats --------------------------------------------------------------------------------------


def test_a_person_in_two_bodies_chooses_and_acts_for_one(client, table):
    person = table.a.lead.person
    build.actor(person, table.partnership, table.b.partner, Role.READER)
    client.force_login(person)
    assert client.get(reverse("home")).url == reverse("seats")
    shown = client.get(reverse("seats")).content.decode()
    assert table.a.partner.name in shown and table.b.partner.name in shown
    assert page(table.a.lead, "workbook") in shown and page(table.b.lead, "table") in shown
    # As a reader of B they are no lead, whatever they are for A.
    assert client.get(page(table.b.lead, "people")).status_code == 403


@pytest.mark.parametrize(
    ("who", "where"),
    [("lead", "workbook"), ("contributor", "workbook"), ("approver", "workbook"), ("reader", "table")],
)
def test_the_only_seat_opens_at_once(client, table, who, where):
    actor = getattr(table.a, who)
    client.force_login(actor.person)
    assert client.get(reverse("home")).url == page(actor, where)


def test_without_a_seat_the_page_says_how_to_get_one(client, db):
    client.force_login(build.person("Nobody Yet"))
    assert "You have no seat yet" in client.get(reverse("seats")).content.decode()


def test_people_change_their_own_name_only(client, table):
    client.force_login(table.a.lead.person)
    client.post(
        reverse("account"), {"name": "Leonora Lead", "email": "evil@x.org", "is_site_administrator": "on"}
    )
    person = Person.objects.get(pk=table.a.lead.person.pk)
    assert person.name == "Leonora Lead"
    assert (person.email, person.is_site_administrator) == (table.a.lead.person.email, False)


# --- Signing in ---------------------------------------------------------------------------------


def ask_for_code(client, email):
    answer = client.post(reverse("account_request_login_code"), {"email": email})
    return answer.status_code, answer.headers.get("Location")


def test_a_code_by_mail_signs_in(client, table, mailoutbox):
    ask_for_code(client, table.a.lead.person.email)
    [mail] = mailoutbox
    code = re.search(r"\b[A-Z0-9]{4}-?[A-Z0-9]{4}\b|\b[A-Z0-9]{6}\b", mail.body)[0]
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert client.session["_auth_user_id"] == str(table.a.lead.person.pk)


def test_the_page_and_the_mail_say_how_long_a_code_works(client, table, mailoutbox, settings):
    _, page = ask_for_code(client, table.a.lead.person.email)
    said = f"It works once, and for {settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60} minutes."
    shown = client.get(page).content.decode()
    assert said in shown and said in mailoutbox[0].body
    assert "No mail is set up here" not in shown


def test_where_no_mail_is_set_up_the_page_says_where_the_code_stands(client, table, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    for email in (table.a.lead.person.email, "stranger@example.org"):
        _, page = ask_for_code(client, email)
        assert "only shown in the window in which Roundtable runs" in client.get(page).content.decode()
        client.logout()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "Enter your e-mail address"),
        ("nowhere", "Enter an e-mail address in the right form, like name@council.gov.uk"),
    ],
)
def test_who_asks_for_a_code_without_an_address_reads_what_the_page_calls_it(client, db, address, said):
    shown = client.post(reverse("account_request_login_code"), {"email": address}).content.decode()
    assert (shown.count(said), "“Email”" in shown, "Your e-mail address" in shown) == (2, False, True)


def test_unknown_addresses_get_the_same_answer(client, table, mailoutbox):
    known = ask_for_code(client, table.a.lead.person.email)
    pages = [client.get(known[1]).content.decode().replace(table.a.lead.person.email, "X")]
    client.logout()
    assert ask_for_code(client, "stranger@example.org") == known
    pages.append(client.get(known[1]).content.decode().replace("stranger@example.org", "X"))
    token = re.compile(r"[A-Za-z0-9]{64}")
    assert token.sub("", pages[0]) == token.sub("", pages[1])
    assert len(mailoutbox) == 1


def test_every_account_has_an_address_that_codes_can_go_to(db):
    person = people.account_for("Somebody@Example.ORG", "Some Body")
    assert EmailAddress.objects.get(user=person, verified=True, primary=True).email == "somebody@example.org"
    assert people.account_for("somebody@example.org", "Another Name") == person


def test_the_people_of_the_example_get_no_codes(client, example, mailoutbox):
    assert ask_for_code(client, "lead@made.example") == ask_for_code(client, "stranger@example.org")
    assert mailoutbox == []


def test_the_people_of_the_example_cannot_be_signed_in_by_any_flow_of_sign_in(example, rf):
    from allauth.account.utils import perform_login
    from django.contrib.sessions.backends.db import SessionStore

    request = rf.post("/")
    request.session, request._messages = SessionStore(), None
    answer = perform_login(request, Person.objects.get(email="lead@made.example"))
    assert answer.url == reverse("account_login")
    assert "_auth_user_id" not in request.session


@pytest.mark.parametrize(
    "address", ["/accounts/email/", "/accounts/password/reset/", "/accounts/password/set/"]
)
def test_nobody_gets_a_password_or_another_address(client, table, address, mailoutbox):
    client.force_login(table.a.lead.person)
    for method in (client.get, client.post):
        assert method(address, {"email": NEW, "action_add": "1"}).status_code == 404
    assert mailoutbox == []


def test_nobody_signs_up(client, db):
    client.post("/accounts/signup/", {"email": NEW})
    assert not Person.objects.filter(email=NEW).exists()


# --- Looking round ------------------------------------------------------------------------------


def invented(example, role=Role.LEAD):
    return Membership.objects.get(partnership=example, role=role)


def look_round(client, membership):
    return client.post(reverse("look-round"), {"place": membership.pk})


def test_a_newcomer_looks_round_in_any_role(client, example):
    shown = client.get(reverse("home")).content.decode()
    assert "Look round as" in shown and "fictitious" in shown
    for role, where in ((Role.LEAD, "nowhere/workbook"), (Role.FACILITATOR, "facilitator/desk")):
        assert f'value="{invented(example, role).pk}"' in shown
        assert look_round(client, invented(example, role)).url == f"/p/made-up/{where}/"
        assert client.session["_auth_user_id"] == str(invented(example, role).person_id)


def test_who_looks_round_can_go_on_as_somebody_else(client, example):
    look_round(client, invented(example))
    assert "Go on as Leo Lead" in client.get(reverse("home")).content.decode()
    look_round(client, invented(example, Role.FACILITATOR))
    assert client.session["_auth_user_id"] == str(invented(example, Role.FACILITATOR).person_id)


def test_looking_only_does_not_sign_in(client, example):
    assert client.get(reverse("look-round")).status_code == 405
    assert "_auth_user_id" not in client.session


def test_the_example_is_shut_where_it_is_not_wanted(client, example, settings):
    settings.EXAMPLE_OPEN = False
    assert "Look round as" not in client.get(reverse("home")).content.decode()
    assert look_round(client, invented(example)).status_code == 404
    assert "_auth_user_id" not in client.session


def test_real_people_can_never_be_signed_in_by_looking_round(client, example, table):
    """Neither a real person in a real partnership, nor one in the example, nor an invented one in a real one."""
    astray = people.seat(table.a.lead.person, partnership=example, partner=None, role=Role.FACILITATOR)
    stray = people.seat(
        invented(example).person, partnership=table.partnership, partner=table.a.partner, role=Role.READER
    )
    shown = client.get(reverse("home")).content.decode()
    for place in (*Membership.objects.filter(partnership=table.partnership), astray, stray):
        assert f'value="{place.pk}"' not in shown
        assert look_round(client, place).status_code == 404
    assert "_auth_user_id" not in client.session


def test_an_ended_or_inactive_invented_person_is_not_offered(client, example):
    place = invented(example)
    Person.objects.filter(pk=place.person_id).update(is_active=False)
    assert look_round(client, place).status_code == 404
    Person.objects.filter(pk=place.person_id).update(is_active=True)
    Membership.objects.filter(pk=place.pk).update(ended_at=timezone.now())
    assert look_round(client, place).status_code == 404


@pytest.mark.parametrize("planted", ["", "x", "-1", "9" * 15, "9" * 40])
def test_planted_numbers_lead_nowhere(client, example, planted):
    assert client.post(reverse("look-round"), {"place": planted}).status_code == 404


def test_inside_the_example_nobody_is_written_to_and_no_real_address_is_taken(client, example, mailoutbox):
    look_round(client, invented(example))
    asked = {"role": Role.READER, "name": "Ann Lee", "email": NEW}
    address = "/p/made-up/nowhere/people/invite/"
    assert "ends in .example" in client.post(address, asked).content.decode()
    shown = client.post(address, {**asked, "email": "ann@made.example"}).content.decode()
    assert mailoutbox == []
    client.logout()
    client.post(re.search(r"(/invitation/[^<]+)</code>", shown)[1])
    person = Person.objects.get(email="ann@made.example")
    assert person.is_example
    assert client.session["_auth_user_id"] == str(person.pk)


def test_invitations_of_the_example_open_nothing_where_it_is_shut(client, example, settings):
    lead = people.actor_for(invented(example).person, example, "nowhere")
    _, secret = invite(lead, email="ann@made.example")
    settings.EXAMPLE_OPEN = False
    client.post(link(people.mailed_secret(secret)))
    assert "_auth_user_id" not in client.session
    assert not Membership.objects.filter(person__email="ann@made.example").exists()


def test_invented_people_keep_their_names(client, example):
    look_round(client, invented(example))
    client.post(reverse("account"), {"name": "Somebody Rude"})
    assert Person.objects.get(email="lead@made.example").name == "Leo Lead"


# --- Site administrators ------------------------------------------------------------------------


def test_the_command_makes_a_site_administrator_once(db):
    for _ in range(2):
        call_command("add_site_administrator", "Sam@Site.example.org", "Sam Site")
    person = Person.objects.get(email="sam@site.example.org")
    assert person.is_site_administrator
    assert EmailAddress.objects.filter(user=person, verified=True).count() == 1


@pytest.mark.parametrize(
    ("email", "name"), [("nonsense", "Sam"), ("a@b.org", " \u200b"), ("lead@made.example", "Leo")]
)
def test_the_command_refuses_what_cannot_be(example, email, name):
    with pytest.raises(CommandError):
        call_command("add_site_administrator", email, name)
    assert not Person.objects.filter(is_site_administrator=True).exists()
