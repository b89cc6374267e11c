"""A room with phones: a workshop that runs, polls in any state, and votes cast as phones cast them.

room = Room(table)                         # running, with the code K7WM4P
poll = room.ask("POLL-03")                 # from the bank, and open; or ask("Which?", "single", ["This", "That"])
room.vote(poll, "A", "A", "B")             # three phones, each with a seat of its own
room.close(poll); room.reveal(poll)
phone = room.phone()                       # a browser that has opened the page: phone.get(), phone.vote(poll, choice="A")
"""

from __future__ import annotations

from itertools import count
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from facilitation.models import Poll, Workshop
from facilitation.polls import ballots, drafting, joining, polling
from facilitation.polls.bank import question_coded
from facilitation.vocabulary import WorkshopState
from tests.build import Table

_numbers = count(1)


class Room:
    def __init__(self, table: Table, *, code: str = "K7WM4P", **fields: Any) -> None:
        self.table = table
        self.by = table.facilitator
        self.workshop = Workshop.objects.create(
            round=table.round,
            title=fields.pop("title", "Workshop 1"),
            state=WorkshopState.RUNNING,
            began_at=timezone.now(),
            code=code,
            **fields,
        )

    def fresh(self) -> Workshop:
        """As it is in the database now."""
        return Workshop.objects.get(pk=self.workshop.pk)

    def end(self) -> None:
        Workshop.objects.filter(pk=self.workshop.pk).update(
            state=WorkshopState.ENDED, ended_at=timezone.now(), code=""
        )

    # --- Polls ----------------------------------------------------------------------------------------

    def draft(
        self, question: str, kind: str = "single", choices: Any = ("This", "That"), **more: Any
    ) -> Poll:
        if coded := question_coded(question):
            return drafting.draft_from_bank(self.fresh(), coded, by=self.by)
        return drafting.draft(
            self.fresh(), question=question, kind=kind, choices=list(choices), by=self.by, **more
        )

    def ask(self, question: str, kind: str = "single", choices: Any = ("This", "That"), **more: Any) -> Poll:
        return self.open(self.draft(question, kind, choices, **more))

    def open(self, poll: Poll, reason: str = "") -> Poll:
        polling.open_poll(poll, reason=reason, by=self.by)
        return poll

    def close(self, poll: Poll) -> Poll:
        polling.close(poll, by=self.by)
        return poll

    def reveal(self, poll: Poll) -> Poll:
        polling.reveal(poll, by=self.by)
        return poll

    def show_result(self, poll: Poll) -> Poll:
        return self.reveal(self.close(poll))

    # --- Voting ---------------------------------------------------------------------------------------

    def vote(self, poll: Poll, *answers: str, body: str = "") -> list[str]:
        """One new seat an answer, as the ballots hold it. Returns their secrets."""
        tokens = [f"phone-{next(_numbers)}" for _ in answers]
        for token, answer in zip(tokens, answers, strict=True):
            ballots.cast(poll, token, answer, body=body)
        return tokens

    def phone(self) -> Phone:
        return Phone(self.workshop.code)


STATES = ("draft", "open", "closed", "revealed")


def asked(table: Table, state: str, *, code: str = "K7WM4P") -> Poll:
    """A poll in a room of its own, brought to a state; or `written`: closed, and answered in words by five."""
    room = Room(table, code=code)
    if state == "written":
        poll = room.ask("POLL-27")
        room.vote(poll, "one", "two", "three", "four", "five")
        return room.close(poll)
    poll = room.draft("What now?")
    for name, act in (("open", room.open), ("closed", room.close), ("revealed", room.reveal)):
        if STATES.index(name) <= STATES.index(state):
            act(poll)
    return poll


class Phone:
    """A browser without script that has opened the page of the room."""

    def __init__(self, code: str) -> None:
        self.client = Client()
        self.at = f"/j/{code}/"
        self.get()

    def get(self) -> HttpResponse:
        return self.client.get(self.at)

    def vote(self, poll: Poll, **answer: Any) -> HttpResponse:
        return self.client.post(f"{self.at}vote/", {"poll": poll.pk, **answer})

    @property
    def token(self) -> str:
        seat = joining.seat_in(self.client.cookies[joining.COOKIE].value)
        assert seat
        return seat.token
