"""A closed round is one record: all that the group could see, nothing that was private, and nobody can change it."""

import json
from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from facilitation import records
from facilitation.documents import document_of
from facilitation.models import Record
from facilitation.workshops import running
from partnerships.models import Partner, Round
from partnerships.rulings import Refused
from partnerships.steps import CYCLE
from partnerships.vocabulary import Readiness
from partnerships.wordings import canonical, digest_of
from tests import build, room


def step_of(document, key):
    return next(step for step in document["steps"] if step["key"] == key)


def change_of(record, key):
    return next(change for change in record.document["changes"] if change["key"] == key)


def digest(table):
    return digest_of(canonical(document_of(Round.objects.get(pk=table.round.pk))))


# --- Closing ------------------------------------------------------------------------------------


def test_closing_freezes_the_round_and_opens_the_next_one_with_its_content(table):
    table.a.mandate("laid")
    record = records.close_round(
        table.round, by=table.facilitator, focus_of_next="Fares", closes_on_of_next=build.DAY
    )
    later = table.partnership.rounds.get(number=2)
    assert (later.focus, later.closes_on, later.step) == ("Fares", build.DAY, CYCLE[0].key)
    assert not Round.objects.get(pk=table.round.pk).is_open
    assert later.entries.count() == table.round.entries.count() == 4
    assert record.document["next"] == {"round": 2, "focus": "Fares", "planned_to_close_on": "2027-03-01"}
    assert record.document["closed"]["by"] == table.facilitator.person.name


def test_a_second_click_closes_nothing_twice(table):
    stale = Round.objects.get(pk=table.round.pk)
    assert records.close_round(table.round, by=table.facilitator)
    assert records.close_round(stale, by=table.facilitator) is None
    assert Record.objects.count() == 1
    assert table.partnership.rounds.count() == 2


def test_a_second_click_on_the_page_does_not_close_the_round_after(table, client):
    client.force_login(table.facilitator.person, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("round-close", args=(table.partnership.slug, "facilitator"))
    given = {"number": 1, "focus": "", "as_it_is": "on"}
    for _ in range(2):
        page = client.post(address, given, follow=True)
        assert "Round 1 is closed" in page.content.decode()
    assert Record.objects.count() == 1
    assert Round.objects.open().get().number == 2


def test_a_round_stays_open_while_a_workshop_of_it_runs(table, client):
    meeting = room.running_workshop(table, title="Buses")
    client.force_login(table.facilitator.person, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("round-close", args=(table.partnership.slug, "facilitator"))
    page = client.get(address).content.decode()
    assert "“Buses” is still running." in page and "open the next</button>" not in page
    refused = client.post(address, {"number": 1, "as_it_is": "on"})
    assert refused.status_code == 403
    assert "End it from its console first, then close the round." in refused.content.decode()
    assert Round.objects.get().is_open
    room.end(table, meeting)
    assert "open the next</button>" in client.get(address).content.decode()
    assert records.close_round(table.round, by=table.facilitator)


def test_practice_keeps_no_round_open(table):
    room.running_workshop(table, is_practice=True)
    assert records.close_round(table.round, by=table.facilitator)


def test_a_workshop_does_not_begin_in_a_round_that_has_just_closed(table):
    planned = room.workshop(table)
    assert planned.round.is_open
    records.close_round(Round.objects.get(pk=table.round.pk), by=table.facilitator)
    with pytest.raises(Refused):
        running.begin(planned, host=room.HOST, by=table.facilitator)
    assert not room.fresh(planned).is_running


def test_the_page_says_what_is_unfinished_and_asks_for_a_tick(table, client):
    client.force_login(table.facilitator.person, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("round-close", args=(table.partnership.slug, "facilitator"))
    assert "A, B and C have not begun their mandates." in client.get(address).content.decode()
    assert client.post(address, {"number": 1}).status_code == 422
    assert Round.objects.get().is_open


@pytest.mark.django_db(transaction=True)
def test_of_racing_facilitators_exactly_one_closes_the_round():
    table = build.partnership("AB")
    start, made = Barrier(3), []

    def race() -> None:
        mine = Round.objects.get(pk=table.round.pk)
        start.wait()
        made.append(records.close_round(mine, by=table.facilitator))
        connection.close()

    threads = [Thread(target=race) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(one is not None for one in made) == Record.objects.count() == 1
    assert table.partnership.rounds.count() == 2


def test_only_a_facilitator_of_this_partnership_closes_its_round(table):
    elsewhere = build.partnership("D", slug="elsewhere")
    for somebody in (table.a.lead, elsewhere.facilitator):
        with pytest.raises(Refused):
            records.close_round(table.round, by=somebody)
    assert not Record.objects.exists()


def test_if_the_next_round_cannot_open_this_one_stays_open(table, monkeypatch):
    monkeypatch.setattr(records, "carry", lambda *rounds: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        records.close_round(table.round, by=table.facilitator)
    assert Round.objects.get().is_open
    assert not Record.objects.exists()


# --- What the document holds --------------------------------------------------------------------


def test_nothing_private_is_in_the_record_and_what_was_laid_is(table):
    for step in CYCLE:
        if not step.waits_for_group:
            table.a.fill(step.key)
            table.b.fill(step.key)
    table.a.write_private_half()
    table.a.mandate("submitted")
    table.b.lay("vision")
    frozen = table.close().frozen
    assert table.a.canary not in frozen
    assert table.b.canary in frozen
    assert f"{table.b.canary} worth" not in frozen


def test_of_unshared_work_the_record_says_that_it_was_not_laid_and_not_how_far_it_was(table):
    table.a.fill("vision")
    table.b.mandate("submitted")
    table.c.lay("vision", table.c.write("hope"))
    table.move("vision", reason="The hall is booked")
    record = table.close()
    vision = step_of(record.document, "vision")
    assert vision["has_laid"] == {"a": False, "b": False, "c": True}
    assert vision["unfinished"][0] == "A and B have not laid their parts."
    assert step_of(record.document, "mandate")["unfinished"][0] == "A, B and C have not laid their mandates."
    how_far = {word.label.lower() for word in Readiness} | {"approver", "begun", "not joined"}
    assert {word for word in how_far if word in record.frozen.lower()} == set()


def test_how_far_a_partner_is_with_what_it_has_not_laid_leaves_the_record_as_it_is(table):
    before = digest(table)
    table.b.mandate("submitted")
    assert digest(table) == before


def test_what_was_laid_stands_there_as_it_was_laid_and_in_readable_lines(table):
    table.a.mandate("laid")
    entry = next(
        entry
        for entry in step_of(table.close().document, "mandate")["laid"]
        if entry["subject"] == str(table.powers[0].pk)
    )
    assert entry["content"]["fields"]["position"] == "on-if"
    assert {"name": "position", "label": "Our position", "text": "On, if…"} in entry["lines"]
    assert entry["authority"] == "Cabinet, 1 March 2027, minute 12/27"


def test_what_was_withdrawn_leaves_a_name_and_no_content(table):
    hope = table.a.write("hope", what="A bus at night", sign="SEEN-ONCE")
    table.a.lay("vision", hope)
    table.a.withdraw(hope)
    record = table.close()
    entry = step_of(record.document, "vision")["laid"][0]
    assert entry["withdrawn"]
    assert entry["content"] == {"title": "A bus at night", "fields": {}}
    assert "SEEN-ONCE" not in record.frozen


def test_an_agreement_keeps_who_stood_where_and_what_would_change_that(table):
    first = table.agree("principle", statement="We say it")
    table.a.endorse(first, 6)
    line = table.reword(first, statement="We say it in the room")
    table.a.endorse(line, 6)
    table.b.endorse(line, 5)
    table.c.endorse(line, 0, "Say it in writing")
    agreed = step_of(table.close().document, "principles")["agreed"][0]
    assert (agreed["version"], agreed["hold"]) == (2, "not-agreed")
    assert [given["gradient"] for given in agreed["endorsements"]] == [6, 5, 0]
    assert agreed["dissent"] == [
        {"partner": "C", "gradient": 0, "words": "Cannot accept", "reservation": "Say it in writing"}
    ]


def test_the_record_says_what_was_unfinished_and_why_the_group_went_on(table):
    table.move("vision", reason="The hall is booked")
    document = table.close().document
    assert document["moves"][0]["reason"] == "The hall is booked"
    assert "A, B and C have not laid their parts." in step_of(document, "vision")["unfinished"]


def test_spreads_say_whether_the_partners_are_split(table):
    for side, now in ((table.a, 0), (table.b, 0), (table.c, 4)):
        side.write("rating", statement="RC-01", now=now, year_five=4)
        side.lay("reality")
    rated = table.close().document["ratings"][0]
    assert rated["now"] == {"counts": [2, 0, 0, 0, 1], "agreement": "mixed", "words": "Mixed"}
    assert rated["year_five"]["agreement"] == "shared"


# --- What changed -------------------------------------------------------------------------------


def test_a_record_says_what_changed_since_the_one_before(table):
    table.a.write("hope", what="Kept")
    dropped = table.a.write("hope", what="Dropped")
    changed = table.a.write("hope", what="Before")
    table.a.lay("vision")
    assert table.close().document["changes"] == []
    table.a.withdraw(dropped)
    table.a.edit(changed, what="After")
    table.a.lay("vision", changed, table.a.write("hope", what="New"))
    change = change_of(table.close(), "vision")
    assert [thing["title"] for thing in change["new"]] == ["New"]
    assert [thing["title"] for thing in change["dropped"]] == ["Dropped"]
    assert [(thing["earlier_title"], thing["title"]) for thing in change["reworded"]] == [("Before", "After")]
    assert change["reworded"][0]["lines"] == [
        {"label": "In five years, what is different?", "before": "Before", "after": "After"}
    ]
    assert change["as_before"] == 1


def test_a_power_that_moved_says_from_which_state(table):
    for side in (table.a, table.b, table.c):
        side.mandate("laid")
    table.close()
    item = table.a.rows("position")[0]
    table.a.edit(item, position="never")
    table.a.mandate("laid")
    row = table.close().document["matrix"]["rows"][0]
    assert (row["earlier_state"], row["state"], row["partners"]) == ("common-ground", "blocked", ["A"])


def test_a_record_needs_nothing_of_the_present_to_be_compared_with(table):
    """The earlier document is compared, not the earlier rows."""
    table.agree("principle", statement="We say it")
    first = table.close()
    Partner.objects.filter(pk=table.a.partner.pk).update(short_name="Renamed")
    table.agree("principle", statement="We keep it")
    change = change_of(table.close(), "principles")
    assert [thing["title"] for thing in change["new"]] == ["We keep it"]
    assert first.document == json.loads(Record.objects.get(pk=first.pk).frozen)


# --- Digest and chain ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "happens",
    [
        lambda table, row, line: table.a.lay("vision", table.a.edit(row, sign="A word more")),
        lambda table, row, line: table.a.withdraw(row),
        lambda table, row, line: table.b.endorse(line, 4),
        lambda table, row, line: table.a.endorse(line, 5),
        lambda table, row, line: table.reword(line, kept="A word more"),
        lambda table, row, line: table.drop(line),
        lambda table, row, line: table.move("vision"),
    ],
)
def test_the_digest_differs_if_anything_the_group_saw_differs(table, happens):
    row = table.a.write("hope")
    table.a.lay("vision", row)
    line = table.agree("principle")
    table.a.endorse(line, 6)
    before = digest(table)
    assert digest(table) == before
    happens(table, row, line)
    assert digest(table) != before


def test_each_record_carries_the_digest_of_the_one_before(table):
    first, second = table.close(), table.close()
    assert (first.previous_digest, second.previous_digest) == ("", first.digest)
    assert second.digest == digest_of(second.frozen, after=first.digest)
    assert second.document["earlier"] == {"round": 1, "digest": first.digest}
    assert records.verify(table.partnership) == []


def test_each_partnership_has_a_chain_of_its_own(table):
    table.close()
    assert build.partnership("D", slug="elsewhere").close().previous_digest == ""


@pytest.mark.parametrize("values", [{"frozen": "{}"}, {"digest": "0" * 64}, {"previous_digest": "0" * 64}])
def test_a_record_refuses_every_change(table, values):
    record = table.close()
    for change in (
        Record.objects.filter(pk=record.pk).update,
        lambda **_: Record.objects.filter(pk=record.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            change(**values)


def test_a_broken_chain_is_named(table, monkeypatch):
    table.close()
    monkeypatch.setattr(records, "digest_of", lambda text, *, after="": "0" * 64)
    table.close()
    monkeypatch.undo()
    monkeypatch.setattr(records, "record_before", lambda round_: None)
    table.close()
    assert records.verify(table.partnership) == [
        "The record of round 2 has been changed since it was closed.",
        "The record of round 3 does not follow the one before it.",
    ]


def test_a_closed_round_without_a_record_is_named(table):
    table.close()
    table.round.status, table.round.closed_at = "closed", table.round.opened_at
    table.round.save()
    assert records.verify(table.partnership) == ["Round 2 is closed but has no record."]


# --- Reading it ---------------------------------------------------------------------------------


def test_everybody_seated_reads_the_record_and_strangers_do_not(table, client):
    table.a.fill("vision")
    table.a.lay("vision")
    line = table.agree("principle", statement="We say it in the room")
    table.b.endorse(line, 2, "Say it in writing")
    record = table.close()
    stranger = build.partnership("D", slug="elsewhere")
    addresses = [("record", 1), ("round-closed", 1), *(("record-step", 1, step.key) for step in CYCLE)]
    for actor in [*table.everybody, stranger.facilitator]:
        client.force_login(actor.person, backend="django.contrib.auth.backends.ModelBackend")
        for name, *args in addresses:
            seat = actor.seat if actor in table.everybody else "facilitator"
            answer = client.get(reverse(name, args=(table.partnership.slug, seat, *args)))
            assert answer.status_code == (200 if actor in table.everybody else 404), name
    client.force_login(table.c.lead.person, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(
        reverse("record-step", args=(table.partnership.slug, "c", 1, "principles"))
    ).content.decode()
    assert "We say it in the room" in page
    assert "Say it in writing" in page
    page = client.get(reverse("round-closed", args=(table.partnership.slug, "c", 1))).content.decode()
    assert record.digest in page.replace(" ", "")


def test_the_record_says_of_every_step_in_whole_sentences_what_was_left_open(table, client):
    record = table.close()
    client.force_login(table.a.lead.person, backend="django.contrib.auth.backends.ModelBackend")
    shown = client.get(reverse("record", args=(table.partnership.slug, "a", 1))).content.decode()
    main = shown[shown.index("Step by step") : shown.index("</ol>")]
    for step in record.document["steps"]:
        assert step["unfinished"][0] in main
    assert " unfinished.</span>" in main and "…" not in main
