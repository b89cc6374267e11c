"""Every verb insists on its own rule, whatever page or script calls it: a page may forget, the verb may not.

Letters as in `test_access.py`. Besides: **N** a lead of another partner, **D** a lead and **G** a facilitator of another
partnership. They may call what they like; it is refused, or it changes nothing but what is their own. **K** is an official
across the table, whom every verb refuses but those for officials.
"""

from __future__ import annotations

import datetime as dt
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from types import FunctionType
from typing import Any, TypeVar

import pytest
from django.utils import timezone

import facilitation
import partnerships
from facilitation import approvals, papers, records, stepping
from facilitation.conversations import coverage, noting, themes
from facilitation.models import AgendaItem, Approval, Attendance, FollowUp, Poll, Theme, Workshop
from facilitation.papers import summary as summaries
from facilitation.polls import drafting, hands, moderating, naming, polling
from facilitation.polls.bank import BANK
from facilitation.vocabulary import Cover, ItemClass, ItemKind, Presence, PromiseState
from facilitation.workshops import agendas, follow_up, handing_over, outcomes, planning, running
from partnerships import (
    agreeing,
    answering,
    contributing,
    endorsing,
    forming,
    importing,
    joining,
    laying,
    lifecycle,
    officials,
    people,
    scoping,
)
from partnerships.answering import UNSEEN, Answer
from partnerships.models import Actor, Agreement, CataloguePower, Partner, Partnership, Power
from partnerships.models.private import PrivateHalf
from partnerships.rulings import Refused
from partnerships.scoping import Choice
from partnerships.statements import STATEMENTS
from partnerships.steps import agreement_kind, contribution_kind, step_named
from partnerships.vocabulary import PartnerType
from tests import build, room
from tests.trust import meetings
from tests.trust.browsing import changed, digest, digest_of_rows, others_rows, undone
from tests.trust.world import World, standing_world
from tests.voting import Room, asked

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with standing_world(django_db_blocker) as made:
        yield made


@dataclass(frozen=True)
class Verb:
    """Who may call it on things of partner `at`. Verbs of partners' own sides do not know what to do with a facilitator."""

    who: str
    call: Callable[[World, Actor], object]
    at: str = "A"
    own: bool = False
    first: Callable[[World], object] | None = None


ROOM_CODE = "K7WM4P"


def _room(world: World) -> object:
    return Room(world.rivers, code=ROOM_CODE)


def _the_workshop() -> Workshop:
    return Workshop.objects.get(code=ROOM_CODE)


def _led(state: str, call: Callable[[Poll, Actor], object]) -> Verb:
    """What a facilitator does with a poll that is in a state."""
    return Verb(
        "F",
        lambda world, by: call(Poll.objects.get(workshop__code=ROOM_CODE), by),
        first=lambda world: asked(world.rivers, state, code=ROOM_CODE),
    )


def _asked_about_words(world: World) -> None:
    room = Room(world.rivers, code=ROOM_CODE)
    room.close(room.ask("How far are you behind this?", "gradient", about=_outcome(world)))


def _submit(world: World) -> None:
    world.side("B").submit()


def _outcome(world: World) -> Agreement:
    kind = agreement_kind("outcome")[1]
    return kind.model.objects.in_round(world.rivers.round).standing().get()


def _propose(world: World, by: Actor) -> Agreement:
    step, kind = agreement_kind("outcome")
    return agreeing.propose(kind.model(statement="Another"), kind, step, round_=world.rivers.round, by=by)


def _propose_each(world: World, by: Actor) -> None:
    step, kind = agreement_kind("outcome")
    rows = [kind.model(statement=f"Another {number}") for number in range(2)]
    agreeing.propose_each(rows, kind, step, round_=world.rivers.round, by=by)


def _choose_scope(world: World, by: Actor) -> object:
    power = world.side("A").rows("position")[0].power_id
    row = scoping.chosen(world.rivers.round).get(power)
    choice = Choice("out" if row and row.decision == "in" else "in", scoping.seen_mark(row))
    return scoping.choose({power: choice}, round_=world.rivers.round, by=by)


def _reword(world: World, by: Actor) -> Agreement:
    row = _outcome(world)
    return agreeing.reword(row, type(row)(statement="Other words"), by=by)


def _endorse(world: World, by: Actor) -> object:
    return endorsing.endorse(_outcome(world), endorsing.Stand(5), by=by)


def _endorse_each(world: World, by: Actor) -> object:
    stands = {_outcome(world): endorsing.Stand(5)}
    return endorsing.endorse_each(stands, round_=world.rivers.round, by=by)


def _answer(world: World, by: Actor) -> object:
    step, kind = contribution_kind("position")
    answers = {world.rivers.powers[0].pk: Answer({"position": "never"}, UNSEEN)}
    return answering.answer(kind, step, answers, round_=world.rivers.round, by=by)


def _take(world: World, by: Actor) -> object:
    step, kind = contribution_kind("position")
    answers = {world.rivers.powers[0].pk: Answer({"position": "never"}, UNSEEN)}
    return answering.take_positions(kind, step, answers, round_=world.rivers.round, by=by)


def _fill(world: World, by: Actor) -> object:
    step, kind = contribution_kind("position")
    return answering.fill_positions(
        kind, step, [world.rivers.powers[0].pk], "never", round_=world.rivers.round, by=by
    )


def _rate(world: World, by: Actor) -> object:
    step, kind = contribution_kind("rating")
    answers = {STATEMENTS[5].code: Answer({"now": 1}, UNSEEN)}
    return answering.answer_sheet(kind, step, answers, round_=world.rivers.round, by=by)


def _add(world: World, by: Actor) -> object:
    step, kind = contribution_kind("hope")
    return contributing.add(kind.model(what="Another"), step, round_=world.rivers.round, by=by)


def _revise(world: World, by: Actor) -> object:
    row = type(world.draft_hope.row).objects.get(pk=world.draft_hope.row.pk)
    row.what = "Otherwise"
    return contributing.revise(row, step_named("vision"), started_from=row.wording, by=by)


def _keep_home(world: World, by: Actor) -> object:
    words = {"worries": "Other worries"}
    power, step = world.rivers.powers[0], lifecycle.signed_step()
    return contributing.keep_home(power, words, step, round_=world.rivers.round, by=by)


def _nothing_at_home(world: World) -> None:
    PrivateHalf.objects.all().delete()


def _remove(world: World, by: Actor) -> object:
    row = type(world.draft_hope.row).objects.get(pk=world.draft_hope.row.pk)
    return contributing.remove(row, step_named("vision"), by=by)


def _body(world: World) -> Partner:
    return Partner(
        partnership=world.rivers.partnership, name="Another", short_name="Another", type=PartnerType.UNITARY
    )


def _import(world: World, by: Actor) -> object:
    sheet = importing.read(bytes(world.uploads["three-rivers"].content))
    shown = importing.preview(sheet, world.rivers.partnership)
    chosen = [row.number for row in shown.rows if row.selectable]
    assert chosen
    return joining.import_partners(shown, chosen, file_name="partners.csv", by=by)


def _lay(world: World, by: Actor) -> object:
    lineages = [str(one.row.lineage) for one in world.of("A", "principles")]
    return laying.lay(step_named("principles"), lineages, round_=world.rivers.round, by=by)


def _withdraw(world: World, by: Actor) -> object:
    lineage = str(world.laid_hope.row.lineage)
    return laying.withdraw(step_named("vision"), lineage, round_=world.rivers.round, by=by)


def _invite(world: World, by: Actor) -> object:
    role = "facilitator" if by.facilitates else "contributor"
    return people.invite(email="new@example.net", name="New", role=role, partner=by.partner, by=by)


def _invite_official(world: World, by: Actor) -> object:
    given = {"department": "Another Department", "short_name": "Another", "name": "New", "title": ""}
    return officials.invite(**given, email="new@example.net", by=by)


def _answer_for_government(world: World, by: Actor) -> object:
    return build.answer_for_government(world.rivers.round, by, "RCN-06", level=2)


def _withdraw_invitation(world: World, by: Actor) -> object:
    return people.withdraw_invitation(world.invitations["first lead" if by.facilitates else "A open"], by=by)


def _end(world: World, by: Actor) -> object:
    return people.end(world.side("A").contributor.person.memberships.get(), by=by)


def _sign(world: World, by: Actor) -> object:
    mandate = world.side("B").present_mandate()
    return lifecycle.sign_off(
        mandate, mandate.wording, body="Cabinet", decided_on=build.DAY, minute="1", by=by
    )


def _close(world: World, by: Actor) -> object:
    # As it is in the database: what is undone there would stay closed here.
    return records.close_round(world.rivers.partnership.rounds.get(number=2), by=by)


def _issue(world: World, by: Actor) -> object:
    record = world.rivers.partnership.rounds.get(number=1).record
    return papers.issue(summaries.summary(record, asks=[], purpose="For decision"), by=by, number=1)


def _one(world: World, verb: Callable[..., object], by: Actor) -> object:
    """A verb of planning on the second item of a planned workshop."""
    return verb(meetings.planned(world).items.all()[1], by=by)


def _plan(world: World, by: Actor) -> object:
    return planning.plan(Workshop(title="Another"), round_=world.rivers.round, by=by)


def _copy(world: World, by: Actor) -> object:
    return planning.duplicate(meetings.planned(world), round_=world.rivers.round, by=by)


def _add_item(world: World, by: Actor) -> object:
    bare = AgendaItem(title="Another", kind=ItemKind.MONEY, minutes=5)
    return planning.add_item(bare, workshop=meetings.planned(world), by=by)


def _move_item(world: World, by: Actor) -> object:
    item = meetings.planned(world).items.all()[1]
    return planning.move(item, up=True, after=item.place, by=by)


def _reclass(world: World, by: Actor) -> object:
    item = meetings.planned(world).items.all()[1]
    return planning.reclass(item, ItemClass.DEAL, because="It is", by=by)


def _show(world: World, by: Actor) -> object:
    made = meetings.running(world)
    return running.show(made, made.items.all()[0], at=None, by=by)


def _item_on_show(world: World) -> None:
    room.show(world.rivers, meetings.running(world), 0)


def _extend(world: World, by: Actor) -> object:
    made = room.fresh(meetings.running(world))
    return running.extend(made, 5, at_scene=made.scene, by=by)


def _there(world: World) -> Attendance:
    return room.attendance(meetings.running(world), world.side("A"))


def _offered(world: World) -> None:
    """The console is in the hand of a fellow, and offered to whoever facilitates."""
    made = meetings.running(world)
    fellow = room.facilitator(world.rivers)
    # Heard of just now, however long the world has stood.
    Workshop.objects.filter(pk=made.pk).update(
        run_by=fellow.person, run_by_seen_at=timezone.now(), offered_to=world.rivers.facilitator.person
    )


def _lost(world: World) -> None:
    _offered(world)
    room.lose_connection(meetings.running(world))


def _promise(world: World, by: Actor) -> object:
    return outcomes.promise(meetings.running(world), "More", owner="A", due=build.DAY, by=by)


def _unshared(world: World) -> None:
    FollowUp.objects.update(shared_at=None)


def _finished(world: World) -> None:
    meetings.answered(world)
    follow_up.make_final(meetings.note(world), by=world.rivers.facilitator)


def _arrange(world: World, by: Actor) -> object:
    partner = world.side("A").partner
    return coverage.arrange(partner, "lead", round_=world.rivers.round, held_on=None, by=by)


def _write_note(world: World, by: Actor) -> object:
    held, day = meetings.own_conversation(world), noting.usual_day()
    return noting.write(held, "More", attribution="open", delete_on=day, by=by)


def _add_theme(world: World, by: Actor) -> object:
    return themes.add(Theme(text="Another", kind="common"), round_=world.rivers.round, by=by)


def _add_approval(world: World, by: Actor) -> object:
    bare = Approval(partner=world.side("A").partner, body="Cabinet", decision="Another")
    return approvals.add(bare, by=by)


Row = TypeVar("Row", Theme, Approval)


def _reworded(row: Row, field: str = "text") -> Row:
    setattr(row, field, "Other words")
    return row


VERBS = {
    # --- The partner's own side
    "partnerships.contributing.add": Verb("LC", _add, own=True),
    "partnerships.contributing.revise": Verb("LC", _revise, own=True),
    "partnerships.contributing.keep_home": Verb("LC", _keep_home, own=True, first=_nothing_at_home),
    "partnerships.contributing.remove": Verb("LC", _remove, own=True),
    "partnerships.contributing.finish": Verb(
        "LC", lambda w, by: contributing.finish(step_named("vision"), round_=w.rivers.round, by=by), own=True
    ),
    "partnerships.contributing.unfinish": Verb(
        "LC",
        lambda w, by: contributing.unfinish(step_named("vision"), round_=w.rivers.round, by=by),
        own=True,
    ),
    "partnerships.answering.answer": Verb("LC", _answer, own=True),
    "partnerships.answering.take_positions": Verb("LC", _take, own=True),
    "partnerships.answering.fill_positions": Verb("LC", _fill, own=True),
    "partnerships.answering.answer_sheet": Verb("LC", _rate, own=True),
    "partnerships.lifecycle.unsettle": Verb(
        "LC", lambda w, by: lifecycle.unsettle(w.side("A").partner, w.rivers.round, by=by), own=True
    ),
    "partnerships.lifecycle.submit": Verb(
        "L",
        lambda w, by: lifecycle.submit(w.side("B").present_mandate(), complete=True, by=by),
        at="B",
        own=True,
    ),
    "partnerships.lifecycle.take_back": Verb(
        "L",
        lambda w, by: lifecycle.take_back(w.side("B").present_mandate(), by=by),
        at="B",
        own=True,
        first=_submit,
    ),
    "partnerships.lifecycle.return_": Verb(
        "A",
        lambda w, by: lifecycle.return_(w.side("B").present_mandate(), because="More", by=by),
        at="B",
        own=True,
        first=_submit,
    ),
    "partnerships.lifecycle.sign_off": Verb("A", _sign, at="B", own=True, first=_submit),
    # --- To the table
    "partnerships.laying.lay": Verb("LA", _lay, own=True),
    "partnerships.laying.take_back_lodging": Verb(
        "LA",
        lambda w, by: laying.take_back_lodging(step_named("benefits"), round_=w.rivers.round, by=by),
        own=True,
    ),
    "partnerships.laying.withdraw": Verb("L", _withdraw, own=True),
    "partnerships.laying.ask_for_reveal": Verb(
        "F", lambda w, by: laying.ask_for_reveal(step_named("vision"), round_=w.rivers.round, by=by)
    ),
    "partnerships.laying.open_reveal": Verb(
        "F", lambda w, by: laying.open_reveal(w.pending, step_named("benefits"), by=by)
    ),
    "partnerships.laying.cancel_reveal": Verb(
        "F", lambda w, by: laying.cancel_reveal(w.pending, step_named("benefits"), by=by)
    ),
    # --- What the group agrees
    "partnerships.agreeing.propose": Verb("FL", _propose),
    "partnerships.agreeing.propose_each": Verb("FL", _propose_each),
    "partnerships.scoping.choose": Verb("FL", _choose_scope),
    "partnerships.agreeing.reword": Verb("FL", _reword),
    "partnerships.agreeing.drop": Verb(
        "F", lambda w, by: agreeing.drop(_outcome(w), because="It is done.", by=by)
    ),
    "partnerships.endorsing.endorse": Verb("LA", _endorse),
    "partnerships.endorsing.endorse_each": Verb("LA", _endorse_each),
    # --- Across the table
    "partnerships.officials.invite": Verb("F", _invite_official),
    "partnerships.answering.answer_for_government": Verb("LC", _answer_for_government, at="K", own=True),
    "partnerships.laying.send_for_government": Verb(
        "L", lambda w, by: build.send_for_government(w.rivers.round, by), at="K", own=True
    ),
    # --- People
    "partnerships.people.invite": Verb("FL", _invite),
    "partnerships.people.withdraw_invitation": Verb("FL", _withdraw_invitation),
    "partnerships.people.end": Verb("L", _end),
    # --- Setting up and facilitating
    "partnerships.forming.open_round": Verb(
        "F", lambda w, by: forming.open_round(w.rivers.partnership, by=by)
    ),
    "partnerships.forming.add_partner": Verb("F", lambda w, by: forming.add_partner(_body(w), by=by)),
    "partnerships.forming.change_partner": Verb(
        "F", lambda w, by: forming.change_partner(Partner.objects.get(pk=w.new.pk), by=by)
    ),
    "partnerships.forming.change_partnership": Verb(
        "F",
        lambda w, by: forming.change_partnership(Partnership.objects.get(pk=w.rivers.partnership.pk), by=by),
    ),
    "partnerships.forming.add_own_power": Verb(
        "F", lambda w, by: forming.add_own_power(Power(title="Another", area="Other"), by=by)
    ),
    "partnerships.forming.reword_power": Verb(
        "F", lambda w, by: forming.reword_power(Power.objects.get(pk=w.rivers.powers[0].pk), by=by)
    ),
    "partnerships.forming.retire_powers": Verb(
        "F", lambda w, by: forming.retire_powers(w.rivers.powers[:1], by=by)
    ),
    "partnerships.joining.save_partner": Verb(
        "F", lambda w, by: joining.save_partner(Partner.objects.get(pk=w.new.pk), successors={}, by=by)
    ),
    "partnerships.joining.import_partners": Verb("F", _import),
    "partnerships.joining.choose_powers": Verb(
        "F", lambda w, by: joining.choose_powers(CataloguePower.objects.all(), by=by)
    ),
    "partnerships.joining.put_back_power": Verb("F", lambda w, by: joining.put_back_power(w.retired, by=by)),
    "facilitation.polls.drafting.draft": Verb(
        "F",
        lambda w, by: drafting.draft(_the_workshop(), question="?", kind="text", by=by),
        first=_room,
    ),
    "facilitation.polls.drafting.draft_from_bank": Verb(
        "F", lambda w, by: drafting.draft_from_bank(_the_workshop(), BANK[0], by=by), first=_room
    ),
    "facilitation.polls.drafting.draft_pulse": Verb(
        "F", lambda w, by: drafting.draft_pulse(_the_workshop(), by=by), first=_room
    ),
    "facilitation.polls.drafting.edit": _led(
        "draft",
        lambda poll, by: drafting.edit(
            poll, question="?", kind="text", choices=[], asks_body=False, about=None, by=by
        ),
    ),
    "facilitation.polls.drafting.throw_away": _led(
        "draft", lambda poll, by: drafting.throw_away(poll, by=by)
    ),
    "facilitation.polls.polling.open_poll": _led("draft", lambda poll, by: polling.open_poll(poll, by=by)),
    "facilitation.polls.polling.close": _led("open", lambda poll, by: polling.close(poll, by=by)),
    "facilitation.polls.polling.reveal": _led("closed", lambda poll, by: polling.reveal(poll, by=by)),
    "facilitation.polls.polling.put_on_show": _led(
        "closed", lambda poll, by: polling.put_on_show(poll, by=by)
    ),
    "facilitation.polls.polling.take_off": _led("open", lambda poll, by: polling.take_off(poll, by=by)),
    "facilitation.polls.drafting.ask_again": _led(
        "revealed", lambda poll, by: drafting.ask_again(poll, by=by)
    ),
    "facilitation.polls.naming.ask_by_name": Verb(
        "F",
        lambda world, by: naming.ask_by_name(Poll.objects.get(workshop__code=ROOM_CODE), by=by),
        first=_asked_about_words,
    ),
    "facilitation.polls.hands.count_hands": _led(
        "open", lambda poll, by: hands.count_hands(poll, {"A": 2}, by=by)
    ),
    "facilitation.polls.moderating.approve": _led(
        "written", lambda poll, by: moderating.approve(poll.written_answers.first(), by=by)
    ),
    "facilitation.polls.moderating.park": _led(
        "written", lambda poll, by: moderating.park(poll.written_answers.first(), reason="A name", by=by)
    ),
    "facilitation.polls.moderating.merge": _led(
        "written",
        lambda poll, by: moderating.merge(
            poll.written_answers.first(), into=poll.written_answers.last(), by=by
        ),
    ),
    "facilitation.stepping.move": Verb(
        "F", lambda w, by: stepping.move(w.rivers.round, from_step="review", to_step="mandate", by=by)
    ),
    "facilitation.records.close_round": Verb("F", _close, first=meetings.ended),
    "facilitation.papers.issue": Verb("F", _issue),
    # --- Workshops
    "facilitation.workshops.planning.plan": Verb("F", _plan),
    "facilitation.workshops.planning.change": Verb(
        "F", lambda w, by: planning.change(meetings.planned(w), by=by)
    ),
    "facilitation.workshops.planning.duplicate": Verb("F", _copy),
    "facilitation.workshops.planning.use_agenda": Verb(
        "F", lambda w, by: planning.use_agenda(meetings.planned(w), agendas.ONE_TO_ONE, by=by)
    ),
    "facilitation.workshops.planning.add_item": Verb("F", _add_item),
    "facilitation.workshops.planning.change_item": Verb("F", lambda w, by: _one(w, planning.change_item, by)),
    "facilitation.workshops.planning.reclass": Verb("F", _reclass),
    "facilitation.workshops.planning.move": Verb("F", _move_item),
    "facilitation.workshops.planning.remove": Verb("F", lambda w, by: _one(w, planning.remove, by)),
    "facilitation.workshops.running.begin": Verb(
        "F", lambda w, by: running.begin(meetings.planned(w), by=by)
    ),
    "facilitation.workshops.running.record_held": Verb(
        "F", lambda w, by: running.record_held(meetings.planned(w), by=by)
    ),
    "facilitation.workshops.running.end": Verb("F", lambda w, by: running.end(meetings.running(w), by=by)),
    "facilitation.workshops.running.show": Verb("F", _show),
    "facilitation.workshops.running.extend": Verb("F", _extend, first=_item_on_show),
    "facilitation.workshops.running.cover": Verb(
        "F", lambda w, by: running.cover(meetings.running(w), Cover.BLANK, by=by)
    ),
    "facilitation.workshops.running.hide_results": Verb(
        "F", lambda w, by: running.hide_results(meetings.running(w), True, by=by)
    ),
    "facilitation.workshops.running.mark_presence": Verb(
        "F", lambda w, by: running.mark_presence(_there(w), Presence.PRESENT, by=by)
    ),
    "facilitation.workshops.running.mark_heard": Verb(
        "F", lambda w, by: running.mark_heard(_there(w), True, by=by)
    ),
    "facilitation.workshops.handing_over.offer": Verb(
        "F", lambda w, by: handing_over.offer(meetings.running(w), None, by=by)
    ),
    "facilitation.workshops.handing_over.accept": Verb(
        "F", lambda w, by: handing_over.accept(meetings.running(w), by=by), first=_offered
    ),
    "facilitation.workshops.handing_over.take_over": Verb(
        "F", lambda w, by: handing_over.take_over(meetings.running(w), by=by), first=_lost
    ),
    "facilitation.workshops.outcomes.decide": Verb(
        "F", lambda w, by: outcomes.decide(meetings.running(w), "More", by=by)
    ),
    "facilitation.workshops.outcomes.promise": Verb("F", _promise),
    "facilitation.workshops.outcomes.park": Verb(
        "F", lambda w, by: outcomes.park(meetings.running(w), "More", owner="A", by=by)
    ),
    "facilitation.workshops.outcomes.settle": Verb(
        "F", lambda w, by: outcomes.settle(meetings.promise(w), PromiseState.KEPT, by=by)
    ),
    "facilitation.workshops.outcomes.renegotiate": Verb(
        "F", lambda w, by: outcomes.renegotiate(meetings.promise(w), build.DAY + dt.timedelta(days=1), by=by)
    ),
    "facilitation.workshops.outcomes.settle_parked": Verb(
        "F", lambda w, by: outcomes.settle_parked(meetings.parked(w), "Done", by=by)
    ),
    # --- Approvals
    "facilitation.approvals.add": Verb("FLA", _add_approval),
    "facilitation.approvals.change": Verb(
        "FLA", lambda w, by: approvals.change(_reworded(meetings.approval(w, "A"), "body"), by=by)
    ),
    "facilitation.approvals.remove": Verb(
        "FLA", lambda w, by: approvals.remove(meetings.approval(w, "A"), by=by)
    ),
    # --- Conversations
    "facilitation.conversations.coverage.arrange": Verb("F", _arrange),
    "facilitation.conversations.coverage.is_with": Verb(
        "F", lambda w, by: coverage.is_with(meetings.named(w, "talk"), "lead", by=by)
    ),
    "facilitation.conversations.coverage.hear_group": Verb(
        "F", lambda w, by: coverage.hear_group("Apprentices", build.DAY, round_=w.rivers.round, by=by)
    ),
    "facilitation.conversations.coverage.strike": Verb(
        "F", lambda w, by: coverage.strike(meetings.group(w), by=by)
    ),
    "facilitation.conversations.noting.write": Verb("F", _write_note),
    "facilitation.conversations.noting.forget": Verb(
        "F", lambda w, by: noting.forget(meetings.own_note(w), by=by)
    ),
    "facilitation.conversations.themes.add": Verb("F", _add_theme),
    "facilitation.conversations.themes.change": Verb(
        "F", lambda w, by: themes.change(_reworded(meetings.theme(w, "ready")), by=by)
    ),
    "facilitation.conversations.themes.drop": Verb(
        "F", lambda w, by: themes.drop(meetings.theme(w, "ready"), by=by)
    ),
    "facilitation.conversations.themes.put_up": Verb(
        "F", lambda w, by: themes.put_up(meetings.theme(w, "ready"), by=by)
    ),
    "facilitation.conversations.themes.take_off": Verb(
        "F", lambda w, by: themes.take_off(meetings.theme(w, "shown"), by=by)
    ),
    "facilitation.conversations.themes.put_on_agenda": Verb(
        "F", lambda w, by: themes.put_on_agenda(meetings.theme(w, "shown"), meetings.planned(w), by=by)
    ),
    "facilitation.conversations.themes.ask": Verb(
        "F", lambda w, by: themes.ask(meetings.theme(w, "shown"), meetings.planned(w), by=by)
    ),
    "facilitation.conversations.themes.park": Verb(
        "F", lambda w, by: themes.park(meetings.theme(w, "shown"), meetings.running(w), by=by)
    ),
    "facilitation.workshops.follow_up.write": Verb(
        "F", lambda w, by: follow_up.write(meetings.held(w), "More", by=by)
    ),
    "facilitation.workshops.follow_up.share": Verb(
        "F", lambda w, by: follow_up.share(meetings.note(w), by=by), first=_unshared
    ),
    "facilitation.workshops.follow_up.correct": Verb(
        "LCAR", lambda w, by: follow_up.correct(meetings.note(w), "More", by=by)
    ),
    "facilitation.workshops.follow_up.answer": Verb(
        "F", lambda w, by: follow_up.answer(meetings.correction(w), "Done", by=by)
    ),
    "facilitation.workshops.follow_up.make_final": Verb(
        "F", lambda w, by: follow_up.make_final(meetings.note(w), by=by), first=meetings.answered
    ),
    "facilitation.workshops.follow_up.issue_note": Verb(
        "F",
        lambda w, by: follow_up.issue_note(meetings.note(w), by=by),
        first=_finished,
    ),
}
# Take a `by`, and are no verbs: parts of those above, which have insisted already.
NO_VERBS = {
    "partnerships.contributing.reopen": "what every change of a step does first",
    "partnerships.history.note": "writes down what a verb did",
    "partnerships.history.note_each": "writes down what a verb did",
    "partnerships.importing.committing.commit": "what joining.import_partners does once it has insisted",
    "facilitation.workshops.handing_over.seen": "says that somebody’s own console is there; others’ it leaves as it is",
    "facilitation.workshops.telling.told": "writes down what a verb did",
    "facilitation.workshops.telling.small": "writes down what a verb did",
    "facilitation.papers.note_reading": "writes down that a page was opened",
    "facilitation.polls.polling.tell": "writes down what a verb did",
    "facilitation.conversations.sources.take_off_where_few": "what writing a note does last, once it has insisted",
    "facilitation.papers.mandate.mandate": "makes a paper of a frozen mandate, and writes nothing",
}

# What officials do with their own people.
FOR_OFFICIALS = {"partnerships.people.invite"}

INSIDERS = {"L": "lead", "C": "contributor", "A": "approver", "R": "reader"}


def modules() -> Iterator[Any]:
    for package in (partnerships, facilitation):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not any(
                part in found.name for part in (".migrations", ".asgi", ".wsgi", ".settings", ".engine")
            ):
                yield importlib.import_module(found.name)


def functions() -> Iterator[tuple[str, FunctionType]]:
    """Every function of the program by its full name."""
    for module in modules():
        for name, found in vars(module).items():
            if inspect.isfunction(found) and found.__module__ == module.__name__:
                yield f"{module.__name__}.{name}", found


def test_every_verb_is_named_here() -> None:
    verbs = {
        name
        for name, function in functions()
        if "by" in (parameters := inspect.signature(function).parameters)
        and str(parameters["by"].annotation).split(".")[-1].strip("'>") == "Actor"
        and not name.split(".")[-1].startswith("_")
        and ".example." not in name
        and ".views." not in name
    }
    assert verbs == set(VERBS) | set(NO_VERBS)


def _actor(world: World, verb: Verb, letter: str) -> Actor:
    if letter in INSIDERS:
        return getattr(world.side(verb.at), INSIDERS[letter])
    neighbour = "C" if verb.at == "B" else "B"
    return {
        "K": world.side("K").lead,
        "F": world.rivers.facilitator,
        "N": world.side(neighbour).lead,
        "D": world.side("D").lead,
        "G": world.vales.facilitator,
    }[letter]


def check_verb(world: World, name: str) -> None:
    verb = VERBS[name]
    with undone():
        if verb.first:
            verb.first(world)
        insiders = "LCAR" if verb.own else "FLCAR"
        # All that anybody does is undone again, so everybody begins with the same.
        before = digest()
        assert {letter for letter in insiders if _does(world, verb, letter, before)} == set(verb.who), name
        for letter in "ND" if verb.own else "NDG":
            _insist_on_nothing(world, verb, letter, name)
        if verb.at != "K" and name not in FOR_OFFICIALS:
            assert not _does(world, verb, "K", before), f"an official has done {name}"


def _does(world: World, verb: Verb, letter: str, before: Mapping[str, Any]) -> bool:
    """Whether it is done. What is refused changes nothing."""
    with undone():
        try:
            verb.call(world, _actor(world, verb, letter))
        except Refused as refused:
            assert str(refused).endswith(".")
            assert changed(before, digest()) == []
            return False
    return True


def _insist_on_nothing(world: World, verb: Verb, letter: str, name: str) -> None:
    """A stranger is refused, or moves nothing but what is their own."""
    seat = world.who[
        {"N": "C lead" if verb.at == "B" else "B lead", "D": "D lead", "G": "other facilitator"}[letter]
    ].seats[0]
    rows = others_rows(seat)
    with undone():
        try:
            verb.call(world, _actor(world, verb, letter))
        except Refused:
            return
        after = digest_of_rows(rows, rows)
    assert after == digest_of_rows(rows, rows), f"{letter} changed what is not theirs with {name}"


@pytest.mark.once
@pytest.mark.parametrize("name", VERBS)
def test_a_verb_insists_on_its_own_rule(world: World, name: str) -> None:
    check_verb(world, name)


def test_a_body_at_the_table_does_not_sit_across_it(world: World) -> None:
    given = {"department": "Body New", "short_name": "N2", "name": "New", "title": ""}
    with undone():
        assert not _done(
            lambda: officials.invite(**given, email="new@example.net", by=world.rivers.facilitator)
        )


def test_only_a_site_administrator_founds_a_partnership(world: World) -> None:
    host, done = world.people["stranger"], {}
    for key in ("administrator", "facilitator", "A lead", "stranger"):
        with undone():
            try:
                forming.found(
                    Partnership(name="New", slug="new", place="Here"),
                    facilitator=host,
                    by=world.who[key].person,
                )
                done[key] = True
            except Refused:
                done[key] = False
    assert done == {"administrator": True, "facilitator": False, "A lead": False, "stranger": False}


def test_only_a_site_administrator_appoints_a_facilitator_from_outside(world: World) -> None:
    host, done = world.people["stranger"], {}
    for key in ("administrator", "facilitator", "A lead", "stranger"):
        with undone():
            try:
                done[key] = forming.appoint(
                    world.rivers.partnership, facilitator=host, by=world.who[key].person
                )
            except Refused:
                done[key] = False
    assert done == {"administrator": True, "facilitator": False, "A lead": False, "stranger": False}


CLOSED = {
    "contributing.add": lambda world, closed, side: contributing.add(
        contribution_kind("hope")[1].model(what="Late"), step_named("vision"), round_=closed, by=side.lead
    ),
    "laying.lay": lambda world, closed, side: laying.lay(
        step_named("vision"), [], round_=closed, by=side.lead
    ),
    "laying.withdraw": lambda world, closed, side: laying.withdraw(
        step_named("vision"), str(world.laid_hope.row.lineage), round_=closed, by=side.lead
    ),
    "agreeing.propose": lambda world, closed, side: agreeing.propose(
        agreement_kind("outcome")[1].model(statement="Late"),
        *reversed(agreement_kind("outcome")),
        round_=closed,
        by=side.lead,
    ),
    "agreeing.propose_each": lambda world, closed, side: agreeing.propose_each(
        [agreement_kind("outcome")[1].model(statement="Late")],
        *reversed(agreement_kind("outcome")),
        round_=closed,
        by=side.lead,
    ),
    "scoping.choose": lambda world, closed, side: scoping.choose({}, round_=closed, by=side.lead),
    "endorsing.endorse": lambda world, closed, side: endorsing.endorse(
        Agreement.objects.in_round(closed).standing().first(), endorsing.Stand(5), by=side.lead
    ),
    "endorsing.endorse_each": lambda world, closed, side: endorsing.endorse_each(
        {Agreement.objects.in_round(closed).standing().first(): endorsing.Stand(5)},
        round_=closed,
        by=side.lead,
    ),
    "stepping.move": lambda world, closed, side: stepping.move(
        closed, from_step=closed.step, to_step="mandate", by=world.rivers.facilitator
    ),
    "laying.ask_for_reveal": lambda world, closed, side: laying.ask_for_reveal(
        step_named("vision"), round_=closed, by=world.rivers.facilitator
    ),
}


@pytest.mark.parametrize("name", CLOSED)
def test_a_closed_round_stays_as_it_is(world: World, name: str) -> None:
    closed, before = world.rivers.partnership.rounds.get(number=1), digest()
    with suppress(Refused):
        assert CLOSED[name](world, closed, world.side("A")) is None
    assert changed(before, digest()) == []


def test_a_round_closes_once(world: World) -> None:
    closed, before = world.rivers.partnership.rounds.get(number=1), digest()
    assert records.close_round(closed, by=world.rivers.facilitator) is None
    assert changed(before, digest()) == []


def test_a_console_that_is_there_is_not_seized(world: World) -> None:
    with undone():
        _offered(world)
        assert not _done(lambda: handing_over.take_over(meetings.running(world), by=world.rivers.facilitator))


def test_a_workshop_that_is_over_shows_nothing_more(world: World) -> None:
    with undone():
        made = meetings.running(world)
        stale = room.fresh(made)
        room.end(world.rivers, made)
        assert not _done(lambda: running.cover(stale, Cover.BLANK, by=world.rivers.facilitator))


def _done(call: Callable[[], object]) -> bool:
    with suppress(Refused):
        return bool(call())
    return False


def test_a_theme_of_two_conversations_goes_before_nobody(world: World) -> None:
    with undone():
        assert not _done(lambda: themes.put_up(meetings.theme(world, "few"), by=world.rivers.facilitator))


def test_what_a_fellow_keeps_is_changed_by_nobody_else(world: World) -> None:
    by, fellows = world.rivers.facilitator, meetings.fellows_conversation(world)
    day = noting.usual_day()
    with undone():
        assert not _done(lambda: themes.change(_reworded(meetings.theme(world, "fellow")), by=by))
        assert not _done(lambda: noting.write(fellows, "More", attribution="open", delete_on=day, by=by))
        assert not _done(lambda: noting.forget(fellows.note, by=by) or True)


def test_a_theme_on_the_board_is_not_removed_unseen(world: World) -> None:
    with undone():
        assert not _done(
            lambda: themes.drop(meetings.theme(world, "shown"), by=world.rivers.facilitator) or True
        )


def test_something_is_made_of_a_theme_on_the_board_only(world: World) -> None:
    with undone():
        made, by = meetings.theme(world, "ready"), world.rivers.facilitator
        assert not _done(lambda: themes.put_on_agenda(made, meetings.planned(world), by=by))


def test_a_workshop_of_all_is_no_conversation_with_one(world: World) -> None:
    with undone():
        assert not _done(
            lambda: coverage.is_with(meetings.planned(world), "lead", by=world.rivers.facilitator)
        )


def test_a_voice_about_which_something_was_noted_stays_on_the_list(world: World) -> None:
    with undone():
        noted = meetings.own_conversation(world)
        assert not _done(lambda: coverage.strike(noted, by=world.rivers.facilitator) or True)


def test_what_a_body_has_decided_stays_on_the_list(world: World) -> None:
    decided, before = meetings.approval(world, "B"), digest()
    for by in (world.rivers.facilitator, world.side("B").lead):
        with suppress(Refused):
            approvals.remove(decided, by=by)
        assert changed(before, digest()) == []
