"""Approvals: each body's decision is kept by those whose body it is, and counts once it is given."""

import datetime as dt
import re

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from facilitation import approvals
from facilitation.balance.deal import NO_APPROVALS
from facilitation.balance.deal import approvals as part_of_balance
from facilitation.balance.measures import rounded
from facilitation.balance.standing import balance_of
from facilitation.documents import document_of
from facilitation.models import Approval
from facilitation.papers.approvals import approval_lines
from facilitation.vocabulary import ApprovalNeed, ApprovalResult
from partnerships.models import Event, Partner
from partnerships.rulings import Refused
from partnerships.vocabulary import PartnerStatus

pytestmark = pytest.mark.django_db


def day(number=0):
    return timezone.localdate() + dt.timedelta(days=number)


def ask(table, side=None, *, by=None, **fields):
    fields = {"body": "Full council", "decision": "Consent to the regulations"} | fields
    row = Approval(partner=side.partner if side else None, **fields)
    return approvals.add(row, by=by or (side.lead if side else table.facilitator))


def decide(row, result=ApprovalResult.APPROVED, *, by, **fields):
    row.result, row.decided_on = result, day(-1)
    for name, value in fields.items():
        setattr(row, name, value)
    return approvals.change(row, by=by)


def at(actor, name="approvals", *args):
    client = Client()
    client.force_login(actor.person, backend="django.contrib.auth.backends.ModelBackend")
    return client, reverse(name, args=(actor.partnership.slug, actor.seat, *args))


def posted(**fields):
    """What the form sends when a body has not decided."""
    return {"body": "Cabinet", "decision": "Go on", "needed": "consent", "result": "", **fields}


def date_of(name, value):
    return {f"{name}_{part}": str(getattr(value, part)) for part in ("day", "month", "year")}


# --- Keeping the list ---------------------------------------------------------------------------


def test_a_partner_keeps_its_own_and_no_others(table):
    own = ask(table, table.a)
    with pytest.raises(Refused):
        ask(table, table.a, by=table.b.lead)
    with pytest.raises(Refused):
        decide(own, by=table.b.lead)
    own.refresh_from_db()
    assert (own.result, Approval.objects.count()) == ("", 1)
    assert decide(own, by=table.a.approver)


def test_who_has_left_keeps_no_list_any_more(table):
    own = ask(table, table.a)
    Partner.objects.filter(pk=table.a.partner.pk).update(status=PartnerStatus.LEFT)
    for name, args in (("approvals", ()), ("approval-add", ()), ("approval", (own.pk,))):
        client, url = at(table.a.lead, name, *args)
        assert (client.get(url).status_code, client.post(url, posted()).status_code) == (403, 403)
    assert list(Approval.objects.values_list("decision", flat=True)) == ["Consent to the regulations"]


def test_nobody_gives_a_decision_of_theirs_away_or_takes_one(table):
    own = ask(table, table.a)
    own.partner = table.b.partner
    for by in (table.a.lead, table.b.lead):
        with pytest.raises(Refused):
            approvals.change(own, by=by)
    own.refresh_from_db()
    assert own.partner == table.a.partner


def test_a_body_outside_is_the_facilitators_to_keep(table):
    with pytest.raises(Refused):
        ask(table, by=table.a.lead)
    assert str(ask(table, body="Secretary of State")) == "Secretary of State: Consent to the regulations"


def test_of_two_changes_to_the_same_words_one_is_saved(table):
    ask(table, table.a)
    first, second = (Approval.objects.select_related("partnership").get() for _ in range(2))
    assert decide(first, reference="Minute 1", by=table.a.lead)
    assert not decide(second, reference="Minute 2", by=table.facilitator)
    assert Approval.objects.get().reference == "Minute 1"


def test_what_was_decided_is_not_removed(table):
    row = ask(table, table.a)
    decide(row, by=table.a.lead)
    with pytest.raises(Refused):
        approvals.remove(row, by=table.a.lead)
    other = ask(table, table.a)
    approvals.remove(other, by=table.a.lead)
    assert list(Approval.objects.all()) == [row]


def test_every_change_is_in_the_history_that_all_read(table):
    row = ask(table, table.a)
    decide(row, by=table.a.lead)
    lines = Event.objects.seen_by_group().filter(verb__startswith="approval").order_by("pk")
    assert [line.text for line in lines] == [
        "Put on the list of approvals: A, full council: Consent to the regulations",
        "On the list of approvals, A, full council: Consent to the regulations: approved",
    ]


@pytest.mark.parametrize(
    "words",
    [
        {"result": ApprovalResult.APPROVED},
        {"decided_on": dt.date(2026, 1, 1)},
        {"result": ApprovalResult.CONDITIONAL, "decided_on": dt.date(2026, 1, 1)},
    ],
)
def test_a_result_says_when_and_on_what_conditions(table, words):
    row = Approval(
        partnership=table.partnership, body="B", decision="D", noted_by=table.facilitator.person, **words
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


# --- What it comes to ---------------------------------------------------------------------------


def test_consents_and_endorsements_count_and_notes_do_not(table):
    rows = [
        ask(table, table.a),
        ask(table, table.b, needed=ApprovalNeed.ENDORSE),
        ask(table, table.c, needed=ApprovalNeed.NOTE),
        ask(table),
    ]
    decide(rows[0], ApprovalResult.CONDITIONAL, conditions="If it is free", by=table.facilitator)
    decide(rows[1], ApprovalResult.REFUSED, by=table.facilitator)
    decide(rows[2], by=table.facilitator)
    found = part_of_balance(approvals.approvals_of(table.partnership))
    assert (rounded(found.value), found.said) == (
        rounded(part_of_balance(rows).value),
        "1 of 3 obtained, 1 of them with conditions",
    )
    assert str(rounded(found.value)) == "33.3"


def test_who_has_left_is_waited_for_no_more(table):
    for side in (table.a, table.b):
        decide(ask(table, side), by=side.lead)
    ask(table, table.c)
    assert approvals.obtained_words(approvals.approvals_of(table.partnership)) == "2 of 3 obtained"
    Partner.objects.filter(pk=table.c.partner.pk).update(status=PartnerStatus.LEFT)
    assert approvals.obtained_words(approvals.approvals_of(table.partnership)) == "2 of 2 obtained"
    client, address = at(table.facilitator)
    assert "has left the partnership, so it does not count" in client.get(address).content.decode()


def test_an_empty_list_leaves_the_part_out_and_a_full_one_takes_it_in(table):
    def part():
        return next(
            one for one in balance_of(table.round).deal.parts if one.weighing.key == "approvals"
        ).found

    assert (part().value, part().said) == (None, NO_APPROVALS)
    ask(table, table.a, needed=ApprovalNeed.NOTE)
    assert part().value is None
    row = ask(table, table.a)
    assert part().value == 0
    decide(row, by=table.a.lead)
    assert part().value == 100


def test_what_was_put_off_is_still_to_come_and_needs_another_day(table):
    row = ask(table, table.a, planned_on=day(-1))
    assert (row.next_on, row.is_late) == (day(-1), True)
    decide(row, ApprovalResult.DEFERRED, by=table.a.lead)
    assert (row.is_to_come, row.is_obtained, row.next_on) == (True, False, None)
    row.planned_on = day(9)
    approvals.change(row, by=table.a.lead)
    assert (row.next_on, row.is_late) == (day(9), False)


def test_the_record_keeps_the_list_and_the_paper_says_what_comes_next(table):
    late = ask(table, table.c, planned_on=dt.date(2099, 5, 1))
    ask(table, table.b, planned_on=dt.date(2099, 3, 3))
    decide(ask(table, table.a), by=table.a.lead)
    decide(late, ApprovalResult.DEFERRED, by=table.c.lead)
    document = document_of(table.round)
    assert [one["words"] for one in document["approvals"]["list"]] == [
        "Not decided yet",
        "Put off",
        "Approved",
    ]
    assert list(approval_lines(document)) == [
        "1 of 3 obtained.",
        "Put off: C, full council.",
        "Next: B, full council (3 March 2099) and C, full council (1 May 2099).",
    ]
    assert list(approval_lines({})) == []


# --- The pages ----------------------------------------------------------------------------------


def test_everybody_reads_the_list_and_changes_only_what_is_theirs(table):
    rows = {side: ask(table, side) for side in (table.a, table.b)}
    offered = {}
    for who, actor in (("A", table.a.lead), ("reader", table.a.reader), ("facilitator", table.facilitator)):
        client, url = at(actor)
        page = client.get(url).text
        assert "0 of 2 obtained" in page
        offered[who] = [at(actor, "approval", row.pk)[1] in page for row in rows.values()]
    assert offered == {"A": [True, False], "reader": [False, False], "facilitator": [True, True]}


def test_a_lead_puts_a_body_on_the_list_in_their_own_partners_name_whatever_is_sent(table):
    client, url = at(table.a.lead, "approval-add")
    assert client.post(url, posted(partner=table.b.partner.pk)).status_code == 302
    assert Approval.objects.get().partner == table.a.partner


def test_what_is_needed_of_a_body_is_chosen_by_who_lists_it(table):
    client, url = at(table.a.lead, "approval-add")
    offered = re.findall(r"<input[^>]*name=\"needed\"[^>]*>", client.get(url).text)
    assert ["checked" in one for one in offered] == [False, False, False]
    page = client.post(url, posted(needed=""))
    assert (page.status_code, "Choose what is needed of it" in page.text) == (422, True)
    assert Approval.objects.count() == 0


def test_an_approval_without_a_day_or_conditions_is_asked_for_them(table):
    client, url = at(table.a.lead, "approval", ask(table, table.a).pk)
    page = client.post(url, posted(result="conditional", wording="1"))
    assert page.status_code == 422
    assert "Enter the date of the decision" in page.text and "Say on what conditions" in page.text
    page = client.post(url, posted(result="approved", wording="1", **date_of("decided_on", day(3))))
    assert "must be today or before" in page.text
    assert Approval.objects.get().result == ""


def test_a_page_that_was_overtaken_shows_both_and_loses_neither(table):
    row = ask(table, table.a)
    client, url = at(table.a.lead, "approval", row.pk)
    row.reference = "Theirs"
    approvals.change(row, by=table.facilitator)
    page = client.post(url, posted(reference="Mine", wording="1"))
    assert (page.status_code, "Theirs" in page.text, "Mine" in page.text) == (409, True, True)
    assert Approval.objects.get().reference == "Theirs"
    assert client.post(url, posted(reference="Mine", wording="2")).status_code == 302
    assert Approval.objects.get().reference == "Mine"


def test_a_body_is_taken_off_after_a_question(table):
    row = ask(table, table.a)
    client, url = at(table.a.lead, "approval-remove", row.pk)
    assert client.get(url).status_code == 200 and Approval.objects.count() == 1
    assert client.post(url).status_code == 302 and Approval.objects.count() == 0


def test_a_body_of_a_partner_that_left_stays_its_own_when_a_facilitator_notes_what_it_decided(table):
    row = ask(table, table.a)
    type(table.a.partner).objects.filter(pk=table.a.partner.pk).update(status=PartnerStatus.LEFT)
    client, url = at(table.facilitator, "approval", row.pk)
    page = client.get(url).text
    assert f'<option value="{table.a.partner.pk}" selected' in page
    sent = posted(partner=table.a.partner.pk, wording="1")
    assert client.post(url, sent).status_code == 302
    row.refresh_from_db()
    assert (row.partner, row.body) == (table.a.partner, "Cabinet")


@pytest.mark.parametrize("verb", [approvals.remove, approvals.change])
def test_a_second_click_on_a_decision_that_is_off_the_list_is_told_so(table, verb):
    row = ask(table, table.a)
    approvals.remove(Approval.objects.get(pk=row.pk), by=table.a.lead)
    with pytest.raises(Refused, match="removed"):
        verb(row, by=table.a.lead)
