"""Planning a workshop: its run sheet, in order and in minutes. Start times follow from the order: `timing`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from facilitation.live.wake import announce
from facilitation.models import AgendaItem, ClassChange, Workshop
from facilitation.vocabulary import CLASS_OF, ItemClass, ItemKind, WorkshopState
from facilitation.workshops.agendas import ReadyAgenda, ReadyItem
from facilitation.workshops.rules import may_plan
from partnerships import rules
from partnerships.history import note
from partnerships.models import Actor, Event, Round
from partnerships.rulings import ALLOWED, insist, refused

# A double click, or a page sent again because no answer came.
SENT_TWICE_WITHIN = dt.timedelta(minutes=1)
# What a workshop says of itself, and a copy of it says too.
WORDS = ("kind", "title", "partner", "place", "wifi_name", "wifi_password")
ITEM_WORDS = ("place", "title", "kind", "item_class", "step", "minutes", "method", "output")

ON_THE_WALL = refused("This is on the wall now. Move on first, then change it.")
HAS_BEEN_SHOWN = refused("This has been on the wall, and its minutes are kept. Leave it where it is.")
HAS_BEGUN = refused(
    "This has begun, so what is said in it stays with those who were asked to it. Plan another one with the others."
)
SAY_WHY = refused("Say why it counts as something else. The log of changes keeps the reason.")


# --- The workshop -------------------------------------------------------------------------------


@transaction.atomic
def plan(workshop: Workshop, *, round_: Round, agenda: ReadyAgenda | None = None, by: Actor) -> Workshop:
    """Save a new workshop of the round, with the blocks of a ready agenda if one is chosen.

    The same plan by the same person a moment ago is this one, sent twice. So with a copy, below.
    """
    _hold(round_, by)
    if before := _sent_before(
        workshop, [ready.title for ready in agenda.items] if agenda else [], round_, by
    ):
        return before
    _save(workshop, round_, by)
    if agenda:
        use_agenda(workshop, agenda, by=by)
    return workshop


def _hold(round_: Round, by: Actor) -> None:
    insist(rules.may_step(by, round_))
    round_.hold()
    insist(rules.may_step(by, round_))


def _save(workshop: Workshop, round_: Round, by: Actor) -> None:
    workshop.round = round_
    workshop.state = WorkshopState.PLANNED
    workshop.save()
    _say("workshop planned", f"Planned {quoted(workshop)}", workshop, by)


def _sent_before(
    workshop: Workshop, titles: list[str], round_: Round, by: Actor, *, copied: Workshop | None = None
) -> Workshop | None:
    """History says who planned what when; the same title can be planned for another day on purpose.

    One in which it is said already who is heard is no double: a partner's lead and approver may be heard on one day.
    """
    lately = Event.objects.filter(
        partnership_id=round_.partnership_id,
        person_id=by.person.pk,
        verb="workshop planned",
        text=f"Planned {quoted(workshop)}",
        at__gt=timezone.now() - SENT_TWICE_WITHIN,
    )
    if not lately.exists():
        return None
    said = {name: getattr(workshop, name) for name in (*WORDS, "held_on", "starts_at", "is_practice")}
    same = Workshop.objects.in_round(round_).filter(state=WorkshopState.PLANNED, conversation=None, **said)
    found = same.exclude(pk=copied.pk) if copied else same
    return next((one for one in found if [item.title for item in one.items.all()] == titles), None)


@transaction.atomic
def change(workshop: Workshop, *, by: Actor) -> Workshop:
    """Save what was changed on the row: words, day, place."""
    insist(may_plan(by, workshop))
    before = Workshop.objects.select_for_update(no_key=True).get(pk=workshop.pk)
    insist(HAS_BEGUN if before.is_running and before.audience != workshop.audience else ALLOWED)
    workshop.save(update_fields=[*WORDS, "held_on", "starts_at"])
    _changed(workshop)
    _say("workshop changed", f"Changed the plan of {quoted(workshop)}", workshop, by)
    return workshop


@transaction.atomic
def duplicate(
    workshop: Workshop, *, round_: Round, held_on: dt.date | None = None, practice: bool = False, by: Actor
) -> Workshop:
    """The same words and run sheet once more, with nothing of what happened. A practice run counts for nothing."""
    insist(rules.may_facilitate(by, workshop.round.partnership_id))
    words = {name: getattr(workshop, name) for name in WORDS}
    copy = Workshop(**words, starts_at=workshop.starts_at, held_on=held_on, is_practice=practice)
    _hold(round_, by)
    titles = [item.title for item in workshop.items.all()]
    if before := _sent_before(copy, titles, round_, by, copied=workshop):
        return before
    _save(copy, round_, by)
    AgendaItem.objects.bulk_create(
        AgendaItem(workshop=copy, **{name: getattr(item, name) for name in ITEM_WORDS})
        for item in workshop.items.all()
    )
    changes = ClassChange.objects.filter(workshop=workshop)
    ClassChange.objects.bulk_create(
        ClassChange(
            workshop=copy,
            title=one.title,
            was=one.was,
            became=one.became,
            reason=one.reason,
            by=one.by,
            at=one.at,
        )
        for one in changes
    )
    return copy


# --- The run sheet ------------------------------------------------------------------------------


@transaction.atomic
def use_agenda(workshop: Workshop, agenda: ReadyAgenda, *, by: Actor) -> list[AgendaItem]:
    """Add the blocks of a ready agenda after those that are there."""
    insist(may_plan(by, workshop))
    workshop.hold()
    insist(may_plan(by, workshop))
    items = [_from_ready(ready, workshop, by) for ready in agenda.items]
    _changed(workshop)
    _say("run sheet changed", f"Added “{agenda.title}” to {quoted(workshop)}", workshop, by)
    return items


def _from_ready(ready: ReadyItem, workshop: Workshop, by: Actor) -> AgendaItem:
    item = AgendaItem.objects.create(
        workshop=workshop,
        place=_next_place(workshop),
        title=ready.title,
        kind=ready.kind,
        item_class=ready.item_class,
        step=ready.step,
        minutes=ready.minutes,
        method=ready.method,
        output=ready.output,
    )
    if item.is_overridden:
        _log_class(item, CLASS_OF[ready.kind], ready.because, by)
    return item


@transaction.atomic
def add_item(item: AgendaItem, *, workshop: Workshop, by: Actor) -> AgendaItem:
    """Add a block at the end. It counts as its kind usually does."""
    insist(may_plan(by, workshop))
    workshop.hold()
    insist(may_plan(by, workshop))
    item.workshop, item.place = workshop, _next_place(workshop)
    item.item_class = CLASS_OF[ItemKind(item.kind)]
    item.save()
    _changed(workshop)
    _say("run sheet changed", f"Added “{item.title}” to {quoted(workshop)}", workshop, by)
    return item


@transaction.atomic
def change_item(item: AgendaItem, *, by: Actor) -> AgendaItem:
    """Save what was changed on the row. Another kind brings its own class, and that is logged."""
    workshop = item.workshop
    insist(may_plan(by, workshop))
    before = AgendaItem.objects.select_for_update().get(pk=item.pk)
    if item.kind != before.kind:
        item.item_class = CLASS_OF[ItemKind(item.kind)]
    item.save(update_fields=["title", "kind", "item_class", "step", "minutes", "method", "output"])
    if item.item_class != before.item_class:
        _log_class(
            item,
            ItemClass(before.item_class),
            f"It is now {item.get_kind_display().lower()}, and counts as that does.",
            by,
        )
    _changed(workshop)
    _say("run sheet changed", f"Changed “{item.title}” in {quoted(workshop)}", workshop, by)
    return item


@transaction.atomic
def reclass(item: AgendaItem, item_class: ItemClass, *, because: str, by: Actor) -> ClassChange | None:
    """Let an item count as something else than it does; the reason is logged. Nothing if it counts so already."""
    insist(may_plan(by, item.workshop))
    insist(ALLOWED if because.strip() else SAY_WHY)
    was = ItemClass(item.item_class)
    if (
        not AgendaItem.objects.filter(pk=item.pk, item_class=was)
        .exclude(item_class=item_class)
        .update(item_class=item_class)
    ):
        return None
    item.item_class = item_class
    _changed(item.workshop)
    text = f"“{item.title}” in {quoted(item.workshop)} counts as {item_class.label.lower()}, was {was.label.lower()}"
    _say("class changed", text, item.workshop, by)
    return _log_class(item, was, because.strip(), by)


def _log_class(item: AgendaItem, was: ItemClass, because: str, by: Actor) -> ClassChange:
    return ClassChange.objects.create(
        workshop=item.workshop,
        title=item.title,
        was=was,
        became=item.item_class,
        reason=because,
        by=by.person,
    )


@transaction.atomic
def move(item: AgendaItem, *, up: bool, after: int, by: Actor) -> bool:
    """Change places with the neighbour. `after` is the place it was seen at: a second click moves nothing further."""
    workshop = item.workshop
    insist(may_plan(by, workshop))
    workshop.hold()
    items = list(workshop.items.all())
    here = next((at for at, one in enumerate(items) if one.pk == item.pk), None)
    to = None if here is None else here - 1 if up else here + 1
    if here is None or items[here].place != after or to is None or not 0 <= to < len(items):
        return False
    items[here], items[to] = items[to], items[here]
    _number(items)
    _changed(workshop)
    _say("run sheet changed", f"Moved “{item.title}” in {quoted(workshop)}", workshop, by)
    return True


@transaction.atomic
def remove(item: AgendaItem, *, by: Actor) -> None:
    workshop = item.workshop
    insist(may_plan(by, workshop))
    workshop.hold()
    insist(ON_THE_WALL if workshop.item_id == item.pk else ALLOWED)
    insist(HAS_BEEN_SHOWN if item.spells.exists() else ALLOWED)
    _say("run sheet changed", f"Removed “{item.title}” from {quoted(workshop)}", workshop, by)
    item.delete()
    _number(list(workshop.items.all()))
    _changed(workshop)


def _number(items: Sequence[AgendaItem]) -> None:
    for place, item in enumerate(items, start=1):
        item.place = place
    AgendaItem.objects.bulk_update(items, ["place"])


def _next_place(workshop: Workshop) -> int:
    return (workshop.items.aggregate(last=Max("place"))["last"] or 0) + 1


def _changed(workshop: Workshop) -> None:
    """A running workshop shows its run sheet."""
    Workshop.objects.running().filter(pk=workshop.pk).show()
    announce(workshop.pk)


def _say(verb: str, text: str, workshop: Workshop, by: Actor) -> None:
    note(verb, text, by=by, round_=workshop.round, group=workshop.is_for_all)


def quoted(workshop: Workshop) -> str:
    return f"“{workshop.title}”"
