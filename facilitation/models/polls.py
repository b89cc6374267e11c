"""Polls, who has voted, and, with nothing to tie the two together, how.

`Participant ──< Turnout >── Poll` says *that* somebody voted. `Ballot` says *how* somebody voted, and knows no person,
no time and no order. See `facilitation/polls/ballots.py` for what is promised and what is not.
"""

from __future__ import annotations

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q
from django.utils import timezone

from facilitation.models.workshops import AgendaItem, Workshop
from facilitation.vocabulary import Body, PollMode, PollState, TextState
from partnerships.models import Agreement, Person


class RandomKey(models.BigIntegerField):
    """A number of 63 bits that whoever writes the row draws, and that is the only number of the row.

    SQLite gives a row a hidden number that counts up, and so an order, unless its key is declared as INTEGER and nothing
    else; Django declares a big integer as BIGINT there.
    """

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)


class PollQuerySet(models.QuerySet["Poll"]):
    def open(self) -> PollQuerySet:
        return self.filter(state=PollState.OPEN)


class Participant(models.Model):
    """A phone in the room. No name and no account; the secret stays in the phone, here is only its digest."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="participants")
    token_digest = models.CharField(max_length=64, unique=True, editable=False)

    def __str__(self) -> str:
        return "A phone"


class Poll(models.Model):
    """One question to the room. Its kind is declared in `facilitation/polls/kinds`."""

    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="polls")
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="polls"
    )
    code = models.CharField("code in the question bank", max_length=12, blank=True)
    question = models.CharField(max_length=200)
    kind = models.CharField(max_length=12)
    mode = models.CharField(max_length=10, choices=PollMode, default=PollMode.ANONYMOUS)
    asks_body = models.BooleanField(
        "ask which kind of body people come from",
        default=False,
        help_text="Results can then be split, where at least ten on each side have answered.",
    )
    about = models.ForeignKey(
        Agreement,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="about which words",
    )
    asked_before = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="asked_again", editable=False
    )
    state = models.CharField(max_length=8, choices=PollState, default=PollState.DRAFT)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    revealed_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    # What phones were told when they voted: fewer answers than this are never shown, whatever the partnership says later.
    fewest = models.PositiveSmallIntegerField("fewest answers shown together", default=5, editable=False)
    # How many were in when the result was last shown: after a reopening, one more would show how that one voted.
    ballots_shown = models.PositiveIntegerField(default=0, editable=False)
    # Turns the secret of a phone into the number of its ballot, so that an answer can be changed while the poll is
    # open. Destroyed when the poll is sealed.
    key = models.CharField(max_length=64, blank=True, editable=False)

    objects = PollQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("workshop",), condition=Q(state=PollState.OPEN), name="one_open_poll_per_workshop"
            ),
            models.CheckConstraint(
                condition=Q(state=PollState.OPEN) | Q(key=""), name="key_of_a_poll_dies_at_its_sealing"
            ),
        )

    def __str__(self) -> str:
        return self.question

    @property
    def fewest_together(self) -> int:
        """How many answers it takes to show any. A promise made to a room can be raised, and never lowered."""
        return max(self.fewest, self.workshop.round.partnership.anonymity_minimum)

    @property
    def is_by_name(self) -> bool:
        return self.mode == PollMode.NAMED

    @property
    def is_draft(self) -> bool:
        return self.state == PollState.DRAFT

    @property
    def is_open(self) -> bool:
        return self.state == PollState.OPEN

    @property
    def is_closed(self) -> bool:
        return self.state == PollState.CLOSED

    @property
    def is_revealed(self) -> bool:
        return self.state == PollState.REVEALED


class Choice(models.Model):
    """One answer that a poll offers."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="choices")
    key = models.CharField(max_length=4)
    text = models.CharField(max_length=120)

    class Meta:
        ordering = ("poll", "id")
        constraints = (models.UniqueConstraint(fields=("poll", "key"), name="choice_key_once"),)

    def __str__(self) -> str:
        return self.text


class Turnout(models.Model):
    """That a phone has voted. Never how, and not when."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="turnout")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    # Written anew at the sealing, so that a database keeps no trace of who came together with which ballot.
    sealed = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("poll", "participant"), name="one_seat_one_vote"),)

    def __str__(self) -> str:
        return "Somebody has voted"


class Ballot(models.Model):
    """How somebody voted. Its number is random, so that neither it nor a hidden one tells an order."""

    id = RandomKey(primary_key=True)
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="ballots")
    choice = models.CharField(max_length=400, help_text="As the kind of the poll writes it down.")
    body = models.CharField(
        max_length=12, blank=True, choices=Body, help_text="The kind of body, where the poll asks for it."
    )

    def __str__(self) -> str:
        return "A ballot"


class HandCount(models.Model):
    """Hands counted in the room, for people without a phone. Always shown as such."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="hand_counts")
    choice = models.CharField(max_length=4)
    count = models.PositiveSmallIntegerField()
    counted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    counted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("poll", "choice")
        constraints = (models.UniqueConstraint(fields=("poll", "choice"), name="one_hand_count_per_choice"),)

    def __str__(self) -> str:
        return f"{self.choice}: {self.count}"


class WrittenAnswer(models.Model):
    """What somebody wrote, taken out of the sealed ballots in random order, and how far moderation has got."""

    id = RandomKey(primary_key=True)
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="written_answers")
    text = models.CharField(max_length=400)
    state = models.CharField(max_length=8, choices=TextState, default=TextState.WAITING)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="merged"
    )
    reason = models.CharField("why it is not shown", max_length=200, blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.text[:60]
