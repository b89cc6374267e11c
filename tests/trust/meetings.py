"""Workshops of the world, every text of which is a canary: planned, running, asking, held, a talk with A, a practice.

And one of Four Vales. Besides the rooms of `world.py`:

    three-rivers asking     what wall and phones of the workshop of that name may show, and so on for each that runs
    A talks                 what is held with A alone: everybody with a role at A
    an open vote            answers that are sealed in an open vote

`named(world, "held")` is such a workshop as it is in the database now; the rest find what belongs to one.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from facilitation import approvals
from facilitation.conversations import coverage, noting, themes
from facilitation.models import (
    AgendaItem,
    Approval,
    Conversation,
    ConversationNote,
    Correction,
    FollowUp,
    ParkedItem,
    Poll,
    Promise,
    Theme,
    Workshop,
)
from facilitation.polls import ballots, drafting, moderating, polling
from facilitation.vocabulary import (
    ApprovalResult,
    Attribution,
    ItemClass,
    ItemKind,
    Presence,
    ThemeKind,
    WorkshopKind,
)
from facilitation.workshops import follow_up, outcomes, planning
from facilitation.workshops import running as running_
from partnerships.models import Actor
from tests import build, room

if TYPE_CHECKING:
    from tests.trust.world import World

NAMES = ("planned", "running", "asking", "held", "talk", "practice", "vales")
ANSWERS = 6  # one more than are needed for anybody to read them


def named(world: World, name: str) -> Workshop:
    return Workshop.objects.get(pk=world.workshops[name])


def planned(world: World) -> Workshop:
    return named(world, "planned")


def running(world: World) -> Workshop:
    return named(world, "running")


def held(world: World) -> Workshop:
    return named(world, "held")


def note(world: World) -> FollowUp:
    return FollowUp.objects.get(workshop=held(world))


def correction(world: World) -> Correction:
    """The newest, which nobody has answered."""
    return note(world).corrections.last()


def answered(world: World) -> None:
    """The note can be made final."""
    follow_up.answer(correction(world), "Done", by=world.rivers.facilitator)


def promise(world: World) -> Promise:
    return running(world).promises.get()


def parked(world: World) -> ParkedItem:
    return running(world).parkeditems.get()


def read(world: World) -> dict[str, str]:
    """What the page of the note sends to make it final."""
    return {"read": follow_up.mark_of_whole(note(world))}


def ended(world: World) -> None:
    """No workshop is in the way of closing the round."""
    by = world.rivers.facilitator
    for one in Workshop.objects.running().in_round(world.rivers.round):
        for poll in one.polls.open():
            polling.close(poll, by=by)
        running_.end(one, by=by)


def table_of(world: World, name: str) -> build.Table:
    return world.vales if name == "vales" else world.rivers


# --- Planting -----------------------------------------------------------------------------------


def hold(world: World) -> None:
    world.workshops = {}
    a = world.side("A").partner
    for name, readers, fields in (
        ("planned", "three-rivers", {}),
        ("running", "three-rivers", {}),
        ("asking", "three-rivers", {}),
        ("held", "three-rivers", {}),
        ("talk", "A talks", {"kind": WorkshopKind.ONE_TO_ONE, "partner": a}),
        ("practice", "three-rivers desk", {"is_practice": True}),
        ("vales", "four-vales", {}),
    ):
        _plan(world, name, readers, **fields)
    _reclass(world)
    for name in ("running", "asking", "vales"):
        room.begin(table_of(world, name), named(world, name))
    for name in ("running", "vales"):
        _note_outcomes(world, name, _desk(world, name))
        _substitute(world, name, _desk(world, name))
    for name in ("asking", "vales"):
        _ask(world, name)
    _hold_and_write_up(world)
    _listen(world)
    _ask_boards(world)


def _desk(world: World, name: str) -> str:
    return f"{table_of(world, name).partnership.slug} desk"


def _wall(world: World, name: str) -> str:
    return f"{table_of(world, name).partnership.slug} {name}"


def _plan(world: World, name: str, readers: str, **fields: Any) -> None:
    """Partners read titles, places and what comes out; how it is done, and the Wi-Fi, is the facilitator's."""
    table, desk, wall = table_of(world, name), _desk(world, name), _wall(world, name)
    bare = Workshop(
        title=world.plant(readers, desk, wall, most=120),
        place=world.plant(readers, desk, sure=False),
        wifi_name=world.plant(desk, wall, sure=False, most=60),
        wifi_password=world.plant(desk, wall, sure=False, most=63),
        held_on=build.DAY,
        starts_at=dt.time(10),
        **fields,
    )
    made = planning.plan(bare, round_=table.round, by=table.facilitator)
    world.workshops[name] = made.pk
    # More than one where they are moved about, or shown one after the other.
    kinds = (ItemKind.CHECK_IN, ItemKind.VISION, ItemKind.POWERS)
    for kind in kinds[: {"planned": 3, "running": 2}.get(name, 1)]:
        item = AgendaItem(
            title=world.plant(readers, desk, wall, most=120),
            output=world.plant(readers, desk, wall, sure=False),
            method=world.plant(desk),
            kind=kind,
            minutes=20,
        )
        planning.add_item(item, workshop=made, by=table.facilitator)


def _reclass(world: World) -> None:
    because = world.plant("three-rivers", "three-rivers desk")
    planning.reclass(
        planned(world).items.last(), ItemClass.MIXED, because=because, by=world.rivers.facilitator
    )


def _note_outcomes(world: World, name: str, *rooms: str) -> None:
    """Decided, promised and parked: the facilitator's until the note is shared."""
    made, by = named(world, name), table_of(world, name).facilitator
    outcomes.decide(made, world.plant(*rooms), decided_by=world.plant(*rooms, sure=False), by=by)
    outcomes.promise(
        made, world.plant(*rooms), owner=world.plant(*rooms, sure=False, most=120), due=build.DAY, by=by
    )
    outcomes.park(made, world.plant(*rooms), owner=world.plant(*rooms, sure=False, most=120), by=by)


def _substitute(world: World, name: str, *rooms: str) -> None:
    there, by = named(world, name).attendances.first(), table_of(world, name).facilitator
    words = world.plant(*rooms, sure=False, most=120)
    running_.mark_presence(there, Presence.SUBSTITUTE, substitute=words, by=by)


def _hold_and_write_up(world: World) -> None:
    made, facilitator = held(world), world.rivers.facilitator
    room.begin(world.rivers, made)
    room.show(world.rivers, made, 0)
    _note_outcomes(world, "held", "three-rivers")
    _substitute(world, "held", "three-rivers")
    room.end(world.rivers, made)
    written = follow_up.write(made, world.plant("three-rivers"), by=facilitator)
    follow_up.share(written, by=facilitator)
    said = follow_up.correct(written, world.plant("three-rivers"), by=world.side("A").lead)
    follow_up.answer(said, world.plant("three-rivers", most=300), by=facilitator)
    follow_up.correct(written, world.plant("three-rivers"), by=world.side("B").lead)


# --- Asking -------------------------------------------------------------------------------------


def _ask(world: World, name: str) -> None:
    """A draft, one closed, one with answers in all states of moderation, and one that is open and on show."""
    desk, wall, by = _desk(world, name), _wall(world, name), table_of(world, name).facilitator
    _draft(world, name, "single", desk)
    closed = _draft(world, name, "single", desk, wall)
    polling.open_poll(closed, by=by)
    _vote(closed, ["A"] * ANSWERS)
    polling.close(closed, by=by)
    written = _draft(world, name, "text", desk, wall)
    polling.open_poll(written, by=by)
    _vote(written, [world.plant(desk, most=140) for _ in range(ANSWERS)])
    polling.close(written, by=by)
    approved, parked_, merged = written.written_answers.all()[:3]
    moderating.approve(approved, by=by)
    world.also_in([approved.text], wall)
    moderating.park(parked_, reason=world.plant(desk, wall, sure=False), by=by)
    moderating.merge(merged, into=approved, by=by)
    polling.reveal(written, by=by)
    under_way = _draft(world, name, "text", desk, wall)
    polling.open_poll(under_way, by=by)
    _vote(under_way, [world.plant("an open vote", most=140) for _ in range(ANSWERS)])


def _draft(world: World, name: str, kind: str, *rooms: str) -> Poll:
    offered = [world.plant(*rooms, sure=False, most=120) for _ in range(2)] if kind == "single" else []
    return drafting.draft(
        named(world, name),
        question=world.plant(*rooms),
        kind=kind,
        choices=offered,
        by=table_of(world, name).facilitator,
    )


def _vote(poll: Poll, answers: list[str]) -> None:
    for number, answer in enumerate(answers):
        ballots.cast(poll, f"phone-{poll.workshop_id}-{number}", answer)


# --- Listening ----------------------------------------------------------------------------------


def theme(world: World, name: str) -> Theme:
    """`shown` on the board, `ready` to go there, `few` with two conversations, and a fellow's own."""
    return Theme.objects.get(pk=world.themes[name])


def own_conversation(world: World) -> Conversation:
    """With a note of the facilitator's."""
    return Conversation.objects.filter(
        round=world.rivers.round, note__writer=world.rivers.facilitator.person
    ).first()


def fellows_conversation(world: World) -> Conversation:
    """With a note that a fellow facilitator keeps."""
    others = Conversation.objects.filter(round=world.rivers.round, note__isnull=False)
    return others.exclude(note__writer=world.rivers.facilitator.person).first()


def own_note(world: World) -> ConversationNote:
    return own_conversation(world).note


def group(world: World) -> Conversation:
    """Nothing is noted about it."""
    return Conversation.objects.get(round=world.rivers.round, workshop=None, note=None)


def _listen(world: World) -> None:
    """Notes and themes of the facilitator's, of a fellow's who shares one of each and keeps the others, and of Four Vales.

    Notes of the facilitator's are at the desk, for nobody else has it. What the fellow keeps is nobody's who looks.
    """
    rivers, fellow = world.rivers, room.facilitator(world.rivers, "Fellow Facilitator")
    # Site administrators see who facilitates.
    name = world.plant("three-rivers", "three-rivers desk", "site", sure=False)
    world._change(fellow.person, name=name)
    by = rivers.facilitator
    world.themes = {
        "shown": _theme(world, "three-rivers", by=by),
        "ready": _theme(world, "three-rivers desk", by=by),
        "few": _theme(world, "three-rivers desk", by=by),
        "shared": _theme(world, "three-rivers desk", by=fellow, is_shared=True),
        "fellow": _theme(world, "nobody", by=fellow),
    }
    of_three = [theme(world, one) for one in ("shown", "ready")]
    for letter, also in (("A", ["few"]), ("B", ["few"]), ("C", [])):
        held = _talk(world, letter, "lead", by)
        _keep(world, held, "three-rivers desk", of_three + [theme(world, one) for one in also], by)
    themes.put_up(theme(world, "shown"), by=by)
    for letter, readers in (("A", "nobody"), ("B", "nobody"), ("C", "three-rivers desk")):
        held = _talk(world, letter, "approver", fellow)
        kept = [theme(world, "shared"), theme(world, "fellow")]
        _keep(world, held, readers, kept if letter == "A" else [], fellow, is_shared=letter == "C")
    for table, readers in ((rivers, "three-rivers"), (world.vales, "four-vales")):
        coverage.hear_group(
            world.plant(readers, most=120), _yesterday(), round_=table.round, by=table.facilitator
        )
    _keep(
        world,
        coverage.hear_group(
            world.plant("four-vales", most=120),
            _yesterday(),
            round_=world.vales.round,
            by=world.vales.facilitator,
        ),
        "four-vales desk",
        [],
        world.vales.facilitator,
    )
    _theme(world, "four-vales desk", by=world.vales.facilitator)


def _theme(world: World, readers: str, *, by: Actor, is_shared: bool = False) -> int:
    bare = Theme(text=world.plant(readers, most=120), kind=ThemeKind.EXPLORE, is_shared=is_shared)
    table = world.vales if by.partnership == world.vales.partnership else world.rivers
    return themes.add(bare, round_=table.round, by=by).pk


def _yesterday() -> dt.date:
    return timezone.localdate() - dt.timedelta(days=1)


def _talk(world: World, letter: str, role: str, by: Actor) -> Conversation:
    return coverage.arrange(
        world.side(letter).partner, role, round_=world.rivers.round, held_on=_yesterday(), by=by
    )


def _keep(
    world: World,
    held: Conversation,
    readers: str,
    speaks_to: list[Theme],
    by: Actor,
    *,
    is_shared: bool = False,
) -> ConversationNote:
    return noting.write(
        held,
        world.plant(readers),
        attribution=Attribution.NONE,
        delete_on=noting.usual_day(),
        is_shared=is_shared,
        themes=speaks_to,
        by=by,
    )


# --- Approvals ----------------------------------------------------------------------------------


def approval(world: World, letter: str) -> Approval:
    """Of A's body, which is to decide, or of B's, which has."""
    return Approval.objects.select_related("partnership", "partner").get(partner=world.side(letter).partner)


def _ask_boards(world: World) -> None:
    """What boards decide is read by the whole partnership and by nobody else."""
    for letter in "ABD":
        side = world.side(letter)
        rooms = side.table.partnership.slug
        words = world.texts(Approval, rooms, sure=False)
        made = approvals.add(Approval(partner=side.partner, **words), by=side.lead)
        if letter != "A":
            made.result, made.decided_on = ApprovalResult.CONDITIONAL, _yesterday()
            made.conditions = world.plant(rooms)
            approvals.change(made, by=side.lead)
