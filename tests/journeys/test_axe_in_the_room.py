"""Workshops, console, wall and phones, for everybody who can open them: nothing that axe would complain of."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from facilitation.conversations import coverage, noting, themes
from facilitation.live.keys import wall_key
from facilitation.models import Poll, Theme, Workshop
from facilitation.polls import ballots, drafting, moderating, polling
from facilitation.polls.kinds import KINDS
from facilitation.vocabulary import Cover, Presence
from facilitation.workshops import follow_up, outcomes, running
from partnerships.views.access import address
from tests import build, room
from tests.voting import Room

# No link leads here, or none in the worked example as it stands.
IN_THE_ROOM = {
    "console", "console-end", "console-note", "parked", "phone", "join", "poll", "poll-answer", "poll-answers", "poll-edit",
    "poll-hands", "poll-reopen", "poll-throw-away", "promise", "wall", "workshop-cards",
    "conversations", "conversation-guide", "conversation-plan", "group-add", "conversation", "conversation-forget", "themes",
    "theme-add", "theme", "theme-remove",
}  # fmt: skip


@pytest.fixture
def table(live_server) -> build.Table:
    return build.partnership("AB")


@pytest.fixture
def visit(sit, look, table) -> Callable[..., None]:
    """Open pages of the facilitator's seat one after the other, and look."""
    page = sit(table.facilitator)

    def visited(name: str, *args: object) -> None:
        page.goto(address(table.facilitator, name, *args))
        look(page, name)

    visited.page = page
    return visited


def test_the_console(sit, look, visit, table):
    made = room.running_workshop(table, wifi_name="Town hall", wifi_password="open sesame")
    visit("console", made.pk)
    room.show(table, made, 0)
    room.present(table, made, table.a)
    room.present(table, made, table.b, presence=Presence.SUBSTITUTE, substitute="Bo Brook")
    outcomes.decide(made, "Meet monthly", decided_by="All", by=table.facilitator)
    visit("console", made.pk)
    visit.page.get_by_role("button", name="Note").first.click()
    expect(visit.page.locator(".govuk-error-summary")).to_be_visible()
    look(visit.page, "console-note, sent empty")
    visit("workshop-cards", made.pk)
    visit("console-end", made.pk)
    fellow = sit(room.facilitator(table), "console", made.pk)
    look(fellow, "console of a fellow")


def test_after_the_workshop(sit, look, visit, table):
    made = room.running_workshop(table)
    promise = outcomes.promise(made, "A paper", owner="A", due=build.DAY, by=table.facilitator)
    parked = outcomes.park(made, "The name", owner="B", by=table.facilitator)
    visit("promise", promise.pk)
    visit("parked", parked.pk)
    room.end(table, made)
    visit("follow-up", made.pk)
    note = follow_up.write(made, "We were heard.", by=table.facilitator)
    follow_up.share(note, by=table.facilitator)
    follow_up.correct(note, "Not quite", by=table.a.lead)
    visit("follow-up", made.pk)
    visit("workshop", made.pk)
    for actor in (table.a.lead, table.b.reader):
        page = sit(actor, "workshops")
        look(page, "workshops")
        for name in ("workshop", "follow-up"):
            page.goto(address(actor, name, made.pk))
            look(page, name)


def test_conversations_and_themes(sit, look, visit, table):
    by, day = table.facilitator, noting.usual_day()
    made = [themes.add(Theme(text=f"Theme {n}", kind="common"), round_=table.round, by=by) for n in (1, 2)]
    for side, role in ((table.a, "lead"), (table.b, "lead"), (table.b, "approver")):
        held = coverage.arrange(side.partner, role, round_=table.round, held_on=build.DAY, by=by)
        noting.write(held, "Words", attribution="none", delete_on=day, themes=made[:1], by=by)
    coverage.hear_group("Apprentices", build.DAY, round_=table.round, by=by)
    room.workshop(table)
    room.workshop(table, "One more", kind="one-to-one", partner=table.a.partner)
    themes.put_up(made[0], by=by)
    for name in (
        "conversations",
        "conversation-guide",
        "conversation-plan",
        "group-add",
        "themes",
        "theme-add",
    ):
        visit(name)
    for name in ("conversation", "conversation-forget"):
        visit(name, held.pk)
    visit("theme", made[0].pk)
    visit("theme-remove", made[1].pk)
    look(sit(table.a.reader, "themes"), "themes, as a partner reads them")


def test_votes_of_a_facilitator(visit, table):
    room_ = Room(table)
    draft = room_.draft("What now?")
    visit("poll", draft.pk)
    visit("poll-edit", draft.pk)
    visit("poll-throw-away", draft.pk)
    room_.open(draft)
    visit("console", room_.workshop.pk)
    room_.vote(draft, *"AAABB")
    room_.close(draft)
    visit("poll", draft.pk)
    visit("poll-hands", draft.pk)
    room_.reveal(draft)
    visit("poll", draft.pk)
    visit("poll-reopen", draft.pk)
    words = _written(room_)
    visit("polls", room_.workshop.pk)
    visit("poll-answers", words.pk)
    visit("poll-answer", words.pk, words.written_answers.first().pk)


def _written(room_: Room) -> Poll:
    poll = room_.ask("POLL-27")
    room_.vote(poll, "One", "Two", "Three", "Four", "Five")
    return room_.close(poll)


def test_the_wall(sit, look, table):
    made = room.running_workshop(table, wifi_name="Town hall", wifi_password="open sesame")
    page = sit.visitor(viewport={"width": 1920, "height": 1080})

    def seen(what: str) -> None:
        page.goto(reverse("wall", args=[wall_key(made)]))
        look(page, f"wall, {what}")

    seen("welcome")
    room.show(table, made, 0)
    seen("an item")
    for cover in (Cover.JOIN, Cover.BLANK, Cover.NONE):
        running.cover(made, cover, by=table.facilitator)
        seen(cover.label)
    for state, poll in _states(table, made):
        seen(f"{poll.kind}, {state}")
    room.end(table, made)
    seen("ended")


def _states(table: build.Table, made: Workshop) -> Iterator[tuple[str, Poll]]:
    """A vote as it goes on, and one with words that are approved."""
    by = table.facilitator
    poll = drafting.draft(made, question="What now?", kind="single", choices=["This", "That"], by=by)
    words = drafting.draft(made, question="Say more?", kind="text", by=by)
    for one, answers in ((poll, "AAABB"), (words, ("One", "Two", "Three", "Four", "Five"))):
        polling.open_poll(one, by=by)
        yield "open", one
        for number, answer in enumerate(answers):
            ballots.cast(one, f"phone-{one.pk}-{number}", answer)
        polling.close(one, by=by)
        yield "closed", one
        if one is words:
            moderating.approve(words.written_answers.first(), by=by)
        polling.reveal(one, by=by)
        yield "revealed", one


def test_the_phones(sit, look, table):
    room_ = Room(table)
    page = sit.visitor(viewport={"width": 375, "height": 667})
    page.goto("/j/")
    look(page, "join")
    page.goto("/j/AAAAAA/")
    look(page, "join, a wrong code")

    def seen(what: str) -> None:
        page.goto(f"/j/{room_.workshop.code}/")
        look(page, f"phone, {what}")

    seen("waiting")
    for kind in KINDS:
        choices = ["Low", "Middle", "High"] if kind.own_choices else []
        poll = room_.ask("How is it?", kind.key, choices, asks_body=kind.key == "single")
        seen(kind.key)
        room_.close(poll)
    seen("closed")
    poll = room_.ask("POLL-03")
    page.goto(f"/j/{room_.workshop.code}/")
    page.locator(".phone__option").first.click()
    expect(page.get_by_text("Counted.")).to_be_visible()
    look(page, "phone, counted")
    room_.vote(poll, *"AAAAB")
    room_.show_result(poll)
    seen("revealed")
