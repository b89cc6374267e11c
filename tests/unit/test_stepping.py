"""The group moves once, whoever clicks how often, and what is missing is said in words alone."""

import re
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate

from facilitation import stepping
from facilitation.models import Move
from partnerships.models import Event, Reveal, Round, TableEntry
from partnerships.rulings import Refused
from partnerships.steps import CYCLE, step_named
from partnerships.vocabulary import Capacity, PartnerStatus, Role
from tests import build

MANDATE, VISION = CYCLE[0], CYCLE[1]


def missing(table, step=MANDATE):
    return stepping.unfinished(step, table.round)


def sign_in(client, actor):
    client.force_login(actor.person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def desk(table, name="desk", *args):
    return reverse(name, args=(table.partnership.slug, "facilitator", *args))


# --- What is missing ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (None, "Partner A has not begun its mandate."),
        ("draft", "Partner A is still drafting its mandate."),
        ("submitted", "Partner A is waiting for its own approver."),
        ("signed", "Partner A has signed off its mandate but not laid it."),
    ],
)
def test_a_partner_that_is_not_there_yet_is_named_with_its_word(table, state, sentence):
    if state:
        table.a.mandate(state)
    table.b.mandate("laid")
    table.c.mandate("laid")
    assert sentence in missing(table)


def test_whoever_has_laid_is_not_named(table):
    for side in (table.a, table.b, table.c):
        side.mandate("laid")
    assert not any("Partner" in sentence or "begun" in sentence for sentence in missing(table))


def test_partners_that_are_equally_far_share_a_sentence(table):
    table.a.fill("vision")
    assert missing(table, VISION)[:2] == [
        "B and C have not begun their parts.",
        "Partner A is still drafting its part.",
    ]


def test_what_is_missing_never_says_how_much_or_what_a_partner_has_written(table):
    table.a.write("hope")
    few = missing(table, VISION)
    for _ in range(16):
        table.a.write("hope")
    assert missing(table, VISION) == few
    assert not re.search(r"\d|canary", " ".join(few))


def test_a_partner_that_lodged_is_finished_and_the_reveal_is_not(table):
    table.ask_for_reveal("vision")
    table.a.fill("vision")
    table.a.lay("vision")
    said = missing(table, VISION)
    assert stepping.REVEAL_WAITS in said
    assert not any("Partner A" in sentence for sentence in said)


def test_nobody_waits_for_those_who_only_listen_and_the_invited_are_said_to_be(table):
    for side, fields in (
        (table.a, {"capacity": Capacity.OBSERVER}),
        (table.b, {"status": PartnerStatus.INVITED}),
    ):
        for name, value in fields.items():
            setattr(side.partner, name, value)
        side.partner.save()
    said = missing(table)
    assert said[:2] == ["Partner B has not joined yet.", "Partner C has not begun its mandate."]


def test_the_group_is_told_what_it_has_not_settled(table):
    assert "Nothing is proposed under “Our charter” yet." in missing(table, step_named("principles"))
    line = table.agree("principle", statement="We say it in the room")
    assert "A, B and C have still to say where they stand under “Our charter”." in missing(
        table, step_named("principles")
    )
    for side in (table.a, table.b):
        side.endorse(line, 6)
    assert "C has still to say where it stands under “Our charter”." in missing(
        table, step_named("principles")
    )
    table.c.endorse(line, 0, "Say it in writing")
    assert "Not agreed under “Our charter”: We say it in the room (C cannot accept)." in missing(
        table, step_named("principles")
    )


def test_every_step_of_the_cycle_can_be_asked(table):
    assert [step for step, _ in stepping.unfinished_by_step(table.round)] == list(CYCLE)


# --- Moving -------------------------------------------------------------------------------------


def move(table, to="vision", *, reason="The diary says so", round_=None, by=None, from_step="mandate"):
    return stepping.move(
        round_ or table.round, from_step=from_step, to_step=to, reason=reason, by=by or table.facilitator
    )


def test_a_second_click_moves_nobody_twice(table):
    stale = Round.objects.get(pk=table.round.pk)
    assert move(table).to_step == "vision"
    assert move(table, round_=stale) is None
    assert Move.objects.count() == Event.objects.filter(verb="moved").count() == 1
    assert Round.objects.get().step == "vision"


def test_two_facilitators_cannot_move_the_group_past_each_other(table):
    stale = Round.objects.get(pk=table.round.pk)
    move(table, "vision")
    assert move(table, "leadership", round_=stale) is None
    assert Round.objects.get().step == "vision"


def test_going_on_while_partners_are_unfinished_needs_a_reason_which_is_kept(table):
    with pytest.raises(Refused, match="Say why"):
        move(table, reason="  ")
    assert Round.objects.get().step == "mandate"
    moved = move(table, reason=" The hall is booked ")
    assert moved.reason == "The hall is booked"
    assert "A, B and C have not begun their mandates." in moved.unfinished


def test_what_the_group_has_not_settled_does_not_hold_it_up(table):
    for side in (table.a, table.b, table.c):
        side.mandate("laid")
    assert missing(table)
    assert move(table, reason="")


def test_going_back_needs_no_reason_and_destroys_nothing(table):
    table.a.mandate("laid")
    before = list(TableEntry.objects.values())
    move(table, "review")
    assert move(table, "vision", from_step="review", reason="")
    assert list(TableEntry.objects.values()) == before


def test_only_a_facilitator_of_this_partnership_moves_the_group(table):
    elsewhere = build.partnership("D", slug="elsewhere")
    for somebody in (table.a.lead, elsewhere.facilitator):
        with pytest.raises(Refused):
            move(table, by=somebody)
    assert Round.objects.get(pk=table.round.pk).step == "mandate"


def test_a_closed_round_stays_where_it_was(table):
    closed = table.round
    table.close()
    assert move(table, round_=closed) is None


@pytest.mark.django_db(transaction=True)
def test_of_racing_facilitators_exactly_one_moves_the_group():
    table = build.partnership("AB")
    start, moved = Barrier(4), []

    def race() -> None:
        mine = Round.objects.get(pk=table.round.pk)
        start.wait()
        moved.append(move(table, round_=mine))
        connection.close()

    threads = [Thread(target=race) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(one is not None for one in moved) == Move.objects.count() == 1


# --- The desk -----------------------------------------------------------------------------------


def test_the_desk_asks_why_only_if_somebody_is_unfinished_and_names_them(table, client):
    sign_in(client, table.facilitator)
    step = {"from_step": "mandate", "to_step": "vision"}
    asked = client.post(desk(table, "desk-move"), step)
    assert asked.status_code == 200
    assert "A, B and C have not begun their mandates." in asked.content.decode()
    assert client.post(desk(table, "desk-move"), {**step, "reason": ""}).status_code == 422
    assert Round.objects.get().step == "mandate"
    for side in (table.a, table.b, table.c):
        side.mandate("laid")
    assert client.post(desk(table, "desk-move"), step).status_code == 302
    assert Round.objects.get().step == "vision"


def test_whoever_comes_second_reads_who_moved_the_group_and_where_it_is(table, client):
    move(table, "reality")
    sign_in(client, table.facilitator)
    step = {"from_step": "mandate", "to_step": "vision", "reason": "We go on"}
    page = client.post(desk(table, "desk-move"), step, follow=True).content.decode()
    assert (
        f"{table.facilitator.person} moved the group a moment ago. The group is at step 3, Reality." in page
    )


def test_opening_a_reveal_asks_first_if_somebody_has_not_lodged(table, client):
    reveal = table.ask_for_reveal("mandate")
    table.a.mandate("laid")
    sign_in(client, table.facilitator)
    address = desk(table, "reveal-open", reveal.pk)
    asked = client.post(address)
    assert "Not lodged yet: B and C." in asked.content.decode()
    assert not TableEntry.objects.exists()
    client.post(address, {"anyway": "yes"})
    assert TableEntry.objects.filter(partner=table.a.partner).exists()
    assert client.post(address, {"anyway": "yes"}).status_code == 302


def test_asking_for_a_reveal_says_first_what_happens_and_can_be_cancelled(table, client):
    sign_in(client, table.facilitator)
    ask = desk(table, "reveal-ask", "mandate")
    assert "is only lodged" in client.get(ask).content.decode()
    assert not Reveal.objects.exists()
    client.post(ask)
    assert client.get(ask).status_code == 403
    table.a.mandate("laid")
    cancel = desk(table, "reveal-cancel", Reveal.objects.get().pk)
    assert cancel in client.get(desk(table)).content.decode()
    assert "goes back to its partners" in client.get(cancel).content.decode()
    assert Reveal.objects.exists()
    page = client.post(cancel, follow=True).content.decode()
    assert "The reveal of Mandate is cancelled." in page
    assert not Reveal.objects.exists()
    assert client.post(cancel).status_code == 404


def test_a_reveal_waits_for_nobody_that_has_laid_everything_and_says_things_once(table, client):
    table.a.mandate("laid")
    table.ask_for_reveal("mandate")
    sign_in(client, table.facilitator)
    page = client.get(desk(table)).content.decode()
    assert "Nobody has lodged yet. It waits for B and C." in page and "Not yet:" not in page
    table.b.mandate("laid")
    assert "Lodged so far: B. Not yet: C." in client.get(desk(table)).content.decode()


def test_before_the_first_round_the_desk_lists_what_to_set_up_and_opens_it(client, db):
    administrator = build.person("Ann Admin", is_site_administrator=True)
    partnership = build.forming.found(
        build.Partnership(name="New", slug="new", place="Here"), facilitator=administrator, by=administrator
    )
    sign_in(client, build.actor(administrator, partnership, None, Role.FACILITATOR))
    address = reverse("desk", args=("new", "facilitator"))
    assert "Add the partners" in client.get(address).content.decode()
    _set_up(partnership, administrator)
    client.post(address, {"focus": "Buses", "as_it_is": "on"})
    client.post(address, {"focus": "Trains", "as_it_is": "on"})
    assert Round.objects.get(partnership=partnership).focus == "Buses"


def _set_up(partnership, facilitator):
    """Two partners without anybody to lead them, and a power."""
    by = build.people.actor_for(facilitator, partnership, Role.FACILITATOR)
    for name in ("Moor", "Vale"):
        bare = build.Partner(name=f"{name} Council", short_name=name, type="unitary")
        build.forming.add_partner(bare, by=by)
    build.forming.add_own_power(build.Power(title="Buses", area="Transport"), by=by)


def test_the_first_round_does_not_open_without_two_partners_and_a_power(client, table):
    bare = build.partnership("D", slug="bare", powers=0)
    bare.partnership.rounds.all().delete()
    sign_in(client, bare.facilitator)
    address = reverse("desk", args=("bare", "facilitator"))
    needed = "Add at least two partners. Choose at least one power."
    assert f"Before you can open it: {needed}" in client.get(address).content.decode()
    refused = client.post(address, {"focus": "Buses"})
    assert refused.status_code == 422
    assert f"The first round cannot open yet. {needed}" in refused.content.decode()
    assert not bare.partnership.rounds.exists()


def test_opening_before_every_partner_has_a_lead_asks_for_a_tick_and_stays_on_the_desk(client, db):
    administrator = build.person("Ann Admin", is_site_administrator=True)
    partnership = build.forming.found(
        build.Partnership(name="New", slug="new", place="Here"), facilitator=administrator, by=administrator
    )
    host = build.actor(administrator, partnership, None, Role.FACILITATOR)
    _set_up(partnership, administrator)
    moor = partnership.partners.get(short_name="Moor")
    build.people.invite(email="mo@example.org", name="Mo", role=Role.LEAD, partner=moor, by=host)
    today = date_format(localdate(), "j F Y")
    sign_in(client, host)
    address = reverse("desk", args=("new", "facilitator"))
    sentence = f"2 partners have no lead yet: Moor (invited on {today}) and Vale."
    assert f"0 of 2 have a lead. Waiting for an answer: Moor (invited on {today})" in (
        client.get(address).content.decode()
    )
    asked = client.post(address, {"focus": "Buses"})
    assert asked.status_code == 422 and sentence in asked.content.decode()
    assert not partnership.rounds.exists()
    client.post(address, {"focus": "Buses", "as_it_is": "on"})
    assert sentence in client.get(address).content.decode()


def test_the_desk_says_nothing_of_setting_up_once_it_is_done(client, table):
    sign_in(client, table.facilitator)
    assert "Still to set up" not in client.get(desk(table, "desk")).content.decode()
