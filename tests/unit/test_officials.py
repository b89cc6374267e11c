"""Government across the table: an official answers for the centre, and sees nothing of what the partners have."""

import pytest
from django.urls import reverse

from facilitation.conversations import coverage
from facilitation.papers import html_of
from facilitation.papers.both_sides import both_sides
from facilitation.papers.summary import summary
from facilitation.workshops import running
from partnerships import agreeing, contributing, endorsing, laying, officials, people
from partnerships.banks import CENTRAL
from partnerships.comparing import comparison
from partnerships.models import Partnership, Person, TableEntry
from partnerships.models.private import ReadinessAnswer
from partnerships.previewing import PreviewChanged
from partnerships.rulings import Refused
from partnerships.spread import is_far, spread_of
from partnerships.steps import contribution_kind, step_named
from partnerships.vocabulary import Capacity, PartnerStatus
from tests import build, room

REALITY = step_named("reality")
_, READY = contribution_kind("readiness")
CHAMPION = "A senior champion will stay through delivery."


def at(actor, name, *args):
    return reverse(name, args=[actor.partnership.slug, actor.seat, *args])


def page(client, actor, name, *args):
    client.force_login(actor.person)
    return client.get(at(actor, name, *args))


def say_how_ready(table, *levels):
    for side, level in zip(table.sides.values(), levels, strict=True):
        side.write("readiness", statement="RCN-04", level=level)
        side.lay("reality")


# --- Inviting -----------------------------------------------------------------------------------


def test_an_invited_official_takes_a_departments_seat_across_the_table(table):
    official = table.official()
    assert (official.partner.capacity, official.partner.status) == (Capacity.COUNTERPART, PartnerStatus.IN)
    assert official.partner not in table.partnership.partners.voiced()


def test_the_facilitators_form_invites_an_official(client, table):
    client.force_login(table.facilitator.person)
    given = {"department": "Department for Places", "short_name": "Places", "name": "Ann Lee"}
    address = at(table.facilitator, "official-invite")
    shown = client.post(address, given | {"email": "ann@gov.example.org", "title": "Director"})
    assert "Ann Lee is invited" in shown.content.decode()
    invitation = table.partnership.invitations.get(email="ann@gov.example.org")
    assert (invitation.partner.name, invitation.role) == ("Department for Places", "lead")


def test_a_body_at_the_table_cannot_sit_across_it_too(client, table):
    client.force_login(table.facilitator.person)
    given = {
        "department": table.a.partner.name,
        "short_name": "A2",
        "name": "Ann",
        "email": "a@gov.example.org",
    }
    shown = client.post(at(table.facilitator, "official-invite"), given)
    assert shown.status_code == 422
    assert "is a partner here already" in shown.content.decode()
    with pytest.raises(Refused):
        officials.invite(**given, title="", by=table.facilitator)


def test_a_second_official_is_invited_by_the_first_and_not_by_the_facilitator(table):
    official = table.official()
    given = {"name": "Bo", "email": "bo@gov.example.org", "title": ""}
    with pytest.raises(Refused):
        officials.invite(department="Department for Places", short_name="P", **given, by=table.facilitator)
    invitation, _ = people.invite(role="contributor", partner=official.partner, **given, by=official)
    assert invitation.partner == official.partner
    with pytest.raises(Refused):
        people.invite(role="approver", partner=official.partner, **given, by=official)


def test_the_invitation_says_what_an_official_does_and_does_not_see(client, table):
    given = {"department": "Department for Places", "short_name": "Places", "name": "Ann", "title": ""}
    _, secret = officials.invite(**given, email="ann@gov.example.org", by=table.facilitator)
    shown = client.get(reverse("invitation", args=[secret])).content.decode()
    assert "Sees nothing of what the partners lay on the table or agree." in shown


# --- Answering ----------------------------------------------------------------------------------


def test_an_official_begins_at_the_questions_and_has_no_other_way_in(client, table):
    official = table.official()
    client.force_login(official.person)
    assert client.get(reverse("home")).url == at(official, "central")
    shown = client.get(at(official, "central")).content.decode()
    assert all(shown.count(f'id="{one.code}"') == 1 for one in CENTRAL)
    assert "PR-01" not in shown and "EST-01" not in shown
    assert at(official, "table") not in shown and at(official, "workbook") not in shown


@pytest.mark.parametrize("name", ["table", "workbook", "changes", "papers", "workshops", "balance", "themes"])
def test_every_other_page_of_the_partnership_is_closed_to_an_official(client, table, name):
    refused = page(client, table.official(), name)
    assert refused.status_code == 403
    assert "What the partners lay and agree is theirs" in refused.content.decode()


def test_an_answer_is_kept_and_nobody_else_sees_it(client, table):
    official = table.official()
    client.force_login(official.person)
    given = {"RCN-04-level": "2", "RCN-04-evidence": "A director is named", "PR-01-level": "3"}
    client.post(at(official, "central"), given)
    (row,) = ReadinessAnswer.objects.filter(partner=official.partner)
    assert (row.statement, row.level, row.evidence) == ("RCN-04", 2, "A director is named")
    assert comparison(READY, table.round).rows == []
    assert not TableEntry.objects.filter(partner=official.partner).exists()


def test_what_is_sent_stands_beside_the_partners_own_and_is_not_counted_among_them(client, table):
    say_how_ready(table, 0, 0, 1)
    official = table.official()
    build.answer_for_government(table.round, official, level=3, evidence="A director is named")
    assert build.send_for_government(table.round, official) == 1
    (row,) = comparison(READY, table.round).rows
    assert row.sides[0].counts == (2, 1, 0, 0)
    (central,) = row.central
    assert (central.partner, central.word, central.is_far) == (official.partner, "Yes, with evidence", True)
    shown = page(client, table.b.reader, "board", "reality").content.decode()
    assert "Places: Yes, with evidence" in shown
    assert "A director is named" in shown
    assert "On 1 statement it is far from theirs" in shown


def test_the_board_says_which_department_has_not_answered(client, table):
    official = table.official()
    build.answer_for_government(table.round, official, level=1)
    sentence = "Asked how ready government is, and not answered yet: Department for Places."
    assert sentence in page(client, table.a.lead, "board", "reality").content.decode()
    build.send_for_government(table.round, official)
    assert sentence not in page(client, table.a.lead, "board", "reality").content.decode()


def test_a_view_is_far_from_two_points_on_and_where_enough_have_spoken():
    assert is_far(3, spread_of([0, 1, 1], points=4))
    assert not is_far(2, spread_of([0, 1, 1], points=4))
    assert not is_far(3, spread_of([0, 0], points=4))


def test_what_changed_since_the_preview_is_not_sent_unseen(table):
    official = table.official()
    build.answer_for_government(table.round, official, level=1)
    with pytest.raises(PreviewChanged):
        laying.send_for_government(round_=table.round, by=official, previewed="before")
    assert not TableEntry.objects.filter(partner=official.partner).exists()


def test_a_reveal_opens_the_centres_view_with_the_others(table):
    official = table.official()
    build.answer_for_government(table.round, official, level=1)
    table.ask_for_reveal("reality")
    build.send_for_government(table.round, official)
    assert comparison(READY, table.round).rows == []
    table.open_reveal("reality")
    (row,) = comparison(READY, table.round).rows
    assert row.central[0].word == "Partly"


def test_who_only_contributes_does_not_send_for_the_department(client, table):
    official = table.official()
    colleague = build.actor(build.person("Bo Gov"), table.partnership, official.partner, "contributor")
    build.answer_for_government(table.round, colleague, level=1)
    with pytest.raises(Refused):
        build.send_for_government(table.round, colleague)


# --- What is not theirs -------------------------------------------------------------------------


def test_an_official_does_none_of_what_a_lead_does(table):
    official, line = table.official(), table.agree("outcome")
    kind = agreeing.agreement_kind("outcome")[1]
    hope = contribution_kind("hope")
    tries = (
        lambda: endorsing.endorse(line, endorsing.Stand(6), by=official),
        lambda: agreeing.propose(
            kind.model(statement="Ours"), kind, step_named("vision"), round_=table.round, by=official
        ),
        lambda: contributing.add(hope[1].model(what="Ours"), hope[0], round_=table.round, by=official),
        lambda: laying.lay(REALITY, [], round_=table.round, by=official),
        lambda: contributing.finish(REALITY, round_=table.round, by=official),
    )
    for attempt in tries:
        with pytest.raises(Refused):
            attempt()


def test_nobody_at_the_table_answers_for_government(client, table):
    for actor in (table.facilitator, table.a.lead):
        assert page(client, actor, "central").status_code == 403
        with pytest.raises(Refused):
            build.answer_for_government(table.round, actor, level=1)


def test_a_partner_that_crosses_the_table_sends_nothing_of_what_it_wrote_before(table):
    table.a.write("rating", statement="RC-01")
    table.a.partner.capacity = Capacity.COUNTERPART
    table.a.partner.save()
    crossed = people.actor_for(table.a.lead.person, table.partnership, table.a.partner.slug)
    assert build.send_for_government(table.round, crossed) == 0


# --- Afterwards ---------------------------------------------------------------------------------


def test_the_record_keeps_the_centres_own_view(client, table):
    say_how_ready(table, 0, 0, 1)
    official = table.official()
    build.answer_for_government(table.round, official, level=3)
    build.send_for_government(table.round, official)
    record = table.close()
    (check,) = record.document["checks"]
    (row,) = check["rows"]
    slug = official.partner.slug
    assert row["central"] == [{"partner": slug, "name": "Places", "word": "Yes, with evidence", "far": True}]
    shown = page(client, table.a.lead, "record-step", 1, "reality").content.decode()
    assert "Places: Yes, with evidence" in shown


def test_the_summary_says_where_the_centre_sees_itself_otherwise(table):
    say_how_ready(table, 0, 0, 1)
    official = table.official()
    build.answer_for_government(table.round, official, level=3)
    build.send_for_government(table.round, official)
    record = table.close()
    document = record.document
    said = "Places answered 1 of 14 questions about its own side. On 1 of these its view is far from the partners’"
    assert both_sides(document, most=3, words=20, titles=True)["central"] == [
        f"{said}: “A senior champion will stay through delivery”."
    ]
    assert both_sides(document, most=3, words=20, titles=False)["central"] == [f"{said}."]
    shown = html_of(summary(record, asks=[], purpose="For decision"), number=1)
    assert said in shown


def test_the_summary_says_what_the_established_level_still_lacks(table):
    for side, levels in zip(table.sides.values(), ((3, 0), (2, 0), (0, 3)), strict=True):
        for code, level in zip(("EST-03", "EST-04"), levels, strict=True):
            side.write("readiness", statement=code, level=level)
        side.lay("reality")
    found = both_sides(table.close().document, most=3, words=20, titles=True)
    assert found["established"] == (
        "Most partners find 1 of 2 things in place. Not yet: The accounts are sound."
    )


def test_the_summary_quotes_cards_and_counts_none(table):
    table.a.write("governance", card="GC-05", words="About buses.")
    table.a.lay("leadership")
    table.b.write("governance", card="GC-02", words="Between ourselves")
    found = both_sides(table.close().document, most=3, words=20, titles=True)
    assert found["cards"]["shown"] == [("A", "Where do we flatter ourselves?", "About buses.")]


def test_a_record_from_before_all_this_says_nothing_of_it():
    found = both_sides({"partners": [], "steps": []}, most=3, words=20, titles=True)
    assert (found["central"], found["established"], found["timetable"]["finding"]) == ([], "", "")
    assert (found["cards"]["all"], found["themes"]["all"]) == (0, 0)


# --- Never counted among the partners -----------------------------------------------------------


def test_government_is_neither_expected_at_a_workshop_nor_counted_among_those_to_be_heard(table):
    table.official()
    assert running.expected(room.workshop(table)) == table.partners
    assert [line.partner for line in coverage.coverage(table.round).lines] == table.partners


def test_the_partners_page_counts_those_at_the_table(client, table):
    table.official()
    shown = page(client, table.facilitator, "partners").content.decode()
    assert f"of {len(table.partners)} must give formal consent" in shown


def test_a_newcomer_looks_round_as_the_examples_official_however_many_partners_there_are(client, db):
    official = build.partnership("ABCDE").official()
    Partnership.objects.update(is_example=True)
    Person.objects.update(is_example=True)
    place = official.partner.memberships.get()
    assert f'value="{place.pk}"' in client.get(reverse("home")).content.decode()
    assert client.post(reverse("look-round"), {"place": place.pk}).url == at(official, "central")
