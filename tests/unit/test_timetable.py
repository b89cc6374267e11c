"""Milestones with slack: how far each may slip, and the whole, and what stands in the way."""

import datetime as dt
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from partnerships.models import Milestone
from partnerships.timetable import Period, Planned, timetable, timetable_of

TODAY = dt.date(2027, 1, 1)


def day(number):
    return TODAY + dt.timedelta(days=number)


def planned(what, by, latest, after=None, done=None):
    return Planned(uuid4(), what, "Ann", day(by), day(latest), after and after.lineage, done)


def slack_of(*rows, today=TODAY, periods=()):
    return {row.planned.what: row.slack for row in timetable_of(rows, today=today, periods=periods).rows}


# --- The arithmetic -----------------------------------------------------------------------------


def test_slack_is_the_days_to_the_latest_date():
    assert slack_of(planned("A", 10, 25)) == {"A": 15}


def test_what_comes_first_may_slip_no_more_than_what_waits_for_it():
    first = planned("First", 10, 60)
    then = planned("Then", 40, 50, after=first)
    last = planned("Last", 90, 94, after=then)
    assert slack_of(first, then, last) == {"First": 4, "Then": 4, "Last": 4}
    assert slack_of(first, then) == {"First": 10, "Then": 10}


def test_a_day_late_is_a_day_late_for_all_that_waits():
    first = planned("First", 10, 60)
    then = planned("Then", 40, 50, after=first)
    assert slack_of(first, then, today=day(13)) == {"First": 7, "Then": 7}


def test_what_is_done_holds_nothing_up():
    first = planned("First", 10, 12, done=day(12))
    then = planned("Then", 40, 50, after=first)
    assert slack_of(first, then, today=day(20)) == {"First": None, "Then": 10}


def test_past_its_latest_date_a_milestone_is_short_of_days():
    found = timetable_of([planned("A", 10, 12)], today=day(15))
    assert (found.slack, found.rows[0].words) == (-3, "3 days short")
    assert found.finding.startswith("The timetable no longer holds: “A”")


def test_the_whole_has_the_slack_of_its_tightest_milestone():
    found = timetable_of([planned("A", 10, 40), planned("B.", 20, 25)], today=TODAY)
    assert (
        found.finding
        == "The whole can slip by 5 days before a latest date is missed. “B” has the least room."
    )


def test_without_slack_a_sentence_says_so_and_what_to_do():
    found = timetable_of([planned("A", 10, 10), planned("B", 20, 25)], today=TODAY)
    assert found.finding == (
        "There is no slack: if “A” slips by a day, a latest date is missed. Agree where time can be made."
    )


def test_an_empty_and_a_finished_timetable():
    assert (timetable_of([], today=TODAY).finding, timetable_of([], today=TODAY).slack) == ("", None)
    done = timetable_of([planned("A", 10, 12, done=day(9))], today=TODAY)
    assert (done.finding, done.slack) == ("Everything on the timetable is done.", None)


def test_what_waits_for_itself_is_said_and_counted_as_waiting_for_nothing():
    one, two = planned("One", 10, 20), planned("Two", 30, 33)
    circle = [
        Planned(one.lineage, "One", "", one.by, one.latest, two.lineage),
        Planned(two.lineage, "Two", "", two.by, two.latest, one.lineage),
    ]
    found = timetable_of(circle, today=TODAY)
    assert [row.slack for row in found.rows] == [10, 3]
    assert all("circle" in row.remarks[0] for row in found.rows)


def test_planned_before_what_it_waits_for_is_said():
    late = planned("Late", 50, 60)
    early = planned("Early", 40, 60, after=late)
    (remark,) = timetable_of([late, early], today=TODAY).rows[0].remarks
    assert remark == "Planned before “Late”, for which it waits"


@pytest.mark.parametrize(
    ("by", "latest", "remarks"),
    [
        (10, 19, ()),
        (10, 20, ("May slip",)),
        (10, 99, ("May slip",)),
        (20, 30, ("Inside",)),
        (30, 31, ("Inside",)),
        (31, 40, ()),
    ],
)
def test_elections_are_said_of_what_falls_or_may_slip_into_them(by, latest, remarks):
    period = Period("Inside", "May slip", day(20), day(30))
    (row,) = timetable_of([planned("A", by, latest)], today=TODAY, periods=[period]).rows
    assert row.remarks == remarks


# --- On the table -------------------------------------------------------------------------------


def page(client, actor, name, *args):
    client.force_login(actor.person)
    return client.get(reverse(name, args=[actor.partnership.slug, actor.seat, *args]))


def milestone(table, what, by, latest, **more):
    return table.agree(
        "milestone",
        what=what,
        planned_for=day(by),
        latest=day(latest),
        **{"done_on": None, "after": None, **more},
    )


def test_what_waits_follows_the_newest_words_of_what_comes_first(table):
    first = milestone(table, "First", 10, 60)
    milestone(table, "Then", 40, 50, after=first)
    table.reword(first, what="First of all")
    found = timetable(table.round, today=TODAY)
    assert [(row.planned.what, row.first, row.slack) for row in found.rows] == [
        ("First of all", "", 10),
        ("Then", "First of all", 10),
    ]


def test_rewording_keeps_what_must_be_done_first(client, table):
    first = milestone(table, "First", 10, 60)
    then = milestone(table, "Then", 40, 50, after=first)
    newer = table.reword(first, what="First of all")
    shown = page(client, table.facilitator, "agreement-reword", then.lineage).content.decode()
    assert f'<option value="{newer.pk}" selected>First of all</option>' in shown
    assert f'<option value="{then.pk}"' not in shown  # nothing waits for itself


def test_milestones_come_along_into_the_next_round(table):
    first = milestone(table, "First", 10, 60)
    milestone(table, "Then", 40, 50, after=first)
    table.close()
    assert [(row.first, row.slack) for row in timetable(table.round, today=TODAY).rows] == [
        ("", 10),
        ("First", 10),
    ]


def test_the_latest_day_is_not_before_the_planned_one(client, table):
    with pytest.raises(ValidationError):
        Milestone(what="A", planned_for=day(10), latest=day(9)).clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        milestone(table, "A", 10, 9)
    client.force_login(table.facilitator.person)
    given = {"what": "A", "planned_for_day": "2", "planned_for_month": "3", "planned_for_year": "2027"}
    given |= {"latest_day": "1", "latest_month": "3", "latest_year": "2027"}
    address = reverse("propose", args=[table.partnership.slug, "facilitator", "reality", "milestone"])
    answer = client.post(address, given)
    assert answer.status_code == 422
    assert "The latest day must not be before the day it is planned for" in answer.content.decode()


def test_a_date_that_is_missing_or_not_whole_is_asked_for_by_a_name_that_reads_on(client, table):
    client.force_login(table.facilitator.person)
    address = reverse("propose", args=[table.partnership.slug, "facilitator", "reality", "milestone"])
    said = client.post(address, {"what": "Councils decide", "planned_for_day": "2"}).content.decode()
    assert "Planned day must include a month and year" in said and "Enter the latest day" in said
    assert "Councils decide" in said


def test_everybody_reads_the_timetable(client, table):
    milestone(table, "Councils decide", 10, 25, owner="Ann Lee")
    table.partnership.pre_election_from, table.partnership.pre_election_to = day(20), day(60)
    table.partnership.save()
    shown = page(client, table.b.reader, "timetable").content.decode()
    assert "The whole can slip by" in shown or "The timetable no longer holds" in shown
    assert "May slip into the pre-election period" in shown
    assert "Ann Lee" in shown


def test_a_partner_that_ends_is_looked_at(table):
    table.partnership.partners.filter(pk=table.a.partner.pk).update(ends=day(15))
    milestone(table, "Councils decide", 10, 25)
    (row,) = timetable(table.round, today=TODAY).rows
    assert row.remarks == ("May slip past the end of A, on 16 January 2027",)


def test_an_empty_timetable_says_where_to_begin(client, table):
    assert (
        "Begin with the day by which all must be decided"
        in page(client, table.a.lead, "timetable").content.decode()
    )


def test_the_record_keeps_the_timetable(client, table):
    milestone(table, "Councils decide", 10, 25)
    record = table.close()
    (row,) = record.document["timetable"]["rows"]
    assert (row["what"], row["by"], row["latest"]) == ("Councils decide", "2027-01-11", "2027-01-26")
    assert record.document["timetable"]["finding"]
    shown = page(client, table.a.lead, "record-step", 1, "reality").content.decode()
    assert record.document["timetable"]["finding"] in shown
