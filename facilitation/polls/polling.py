"""The life of a poll: draft, open, closed, revealed. Whoever facilitates leads it through; votes are in `ballots`."""

from __future__ import annotations

from collections import Counter

from django.contrib.humanize.templatetags.humanize import apnumber
from django.db import transaction
from django.utils import timezone

from facilitation.live.wake import announce
from facilitation.models import Poll, Workshop
from facilitation.polls import ballots, parting
from facilitation.polls.kinds import kind_named
from facilitation.polls.tallies import parts_to_show
from facilitation.vocabulary import PollState
from partnerships import rules
from partnerships.history import note
from partnerships.models import Actor
from partnerships.rulings import ALLOWED, Ruling, insist, refused

TRANSITIONS = {
    PollState.DRAFT: (PollState.OPEN,),
    PollState.OPEN: (PollState.CLOSED,),
    PollState.CLOSED: (PollState.REVEALED, PollState.OPEN),
    PollState.REVEALED: (PollState.OPEN,),
}

NOT_RUNNING = refused("The workshop is not running. Begin it first, then open the vote.")
ONE_AT_A_TIME = refused("Another vote is open. Close it first, then open this one.")
MOVED_ON = refused("Somebody else has just moved this poll on. Look at it again.")
SAY_WHY = refused("People have seen the result. Say why the vote is opened again.")
TOO_FEW_NEW = (
    "Fewer than {} people have answered since the result was last shown, so showing it now would give them away. "
    "Ask the question again instead."
)
WORDS_ARE_OUT = refused(
    "What people wrote can be read already, so an answer more would show whose it is. Ask the question again instead."
)


def hold(poll: Poll) -> None:
    poll.refresh_from_db(from_queryset=Poll.objects.select_for_update(no_key=True))


def may_move(actor: Actor, poll: Poll, to: PollState) -> Ruling:
    ruling = rules.may_facilitate(actor, poll.workshop.round.partnership_id)
    return MOVED_ON if ruling and to not in TRANSITIONS[PollState(poll.state)] else ruling


# --- Asking -------------------------------------------------------------------------------------


@transaction.atomic
def open_poll(poll: Poll, *, reason: str = "", by: Actor) -> None:
    """Open the vote and show it. Who has voted before a reopening cannot vote again: nobody knows their ballots."""
    poll.workshop.hold()
    hold(poll)
    insist(may_move(by, poll, PollState.OPEN))
    insist(may_open(poll, reason=reason))
    first = poll.is_draft
    key = "" if poll.is_by_name else ballots.new_key()
    changed = {"state": PollState.OPEN, "key": key, "closed_at": None, "revealed_at": None}
    promised = {"fewest": poll.fewest_together, "asks_body": poll.asks_body and not _was_split(poll)}
    _move(poll, **changed, **promised, **({"opened_at": timezone.now()} if first else {}))
    why = f": {reason.strip()}" if reason.strip() else ""
    how = " with names" if poll.is_by_name else ""
    tell(f"{'Opened' if first else 'Reopened'} the vote “{poll.question}”{how}{why}", poll, by)
    _show(poll)


def may_open(poll: Poll, *, reason: str = "") -> Ruling:
    if not poll.workshop.is_running:
        return NOT_RUNNING
    if poll.workshop.polls.open().exclude(pk=poll.pk).exists():
        return ONE_AT_A_TIME
    ruling = may_reopen(poll)
    return SAY_WHY if ruling and poll.is_revealed and not reason.strip() else ruling


def may_reopen(poll: Poll) -> Ruling:
    """What people wrote is read from the close on, before any reveal."""
    is_read = kind_named(poll.kind).written and poll.ballots.count() >= poll.fewest_together
    return WORDS_ARE_OUT if is_read else ALLOWED


def _was_split(poll: Poll) -> bool:
    """Whether people have seen it split by kind of body: one answer more in a part would show itself, so none is added."""
    sizes = Counter(poll.ballots.values_list("body", flat=True))
    return bool(poll.ballots_shown) and any(parts_to_show(sizes, fewest=poll.fewest_together))


@transaction.atomic
def close(poll: Poll, *, by: Actor) -> None:
    """Close the vote and seal it. Nobody has seen a result yet."""
    insist(rules.may_facilitate(by, poll.workshop.round.partnership_id))
    announce(poll.workshop_id)
    insist(ALLOWED if ballots.seal(poll) else MOVED_ON)
    parting.part(poll)
    poll.refresh_from_db()
    tell(f"Closed the vote “{poll.question}”", poll, by)
    Workshop.objects.filter(pk=poll.workshop_id, poll=poll).show()


@transaction.atomic
def reveal(poll: Poll, *, by: Actor) -> None:
    """Show the result, on the wall and on the phones."""
    poll.workshop.hold()
    hold(poll)
    insist(may_move(by, poll, PollState.REVEALED))
    total = poll.ballots.count()
    insist(may_reveal(poll, total))
    shown = total if total >= poll.fewest_together else 0
    _move(poll, state=PollState.REVEALED, revealed_at=timezone.now(), ballots_shown=shown)
    tell(f"Revealed the result of “{poll.question}”", poll, by)
    if poll.workshop.is_running:
        _show(poll)


def may_reveal(poll: Poll, total: int) -> Ruling:
    """The change of a result since it was last shown is as good as a result of those who came after."""
    fewest = poll.fewest_together
    if poll.ballots_shown and 0 < total - poll.ballots_shown < fewest:
        return refused(TOO_FEW_NEW.format(apnumber(fewest)))
    return ALLOWED


@transaction.atomic
def put_on_show(poll: Poll, *, by: Actor) -> None:
    """Bring a poll back to the screens, in whatever state it is but draft."""
    insist(rules.may_facilitate(by, poll.workshop.round.partnership_id))
    insist(NOT_RUNNING if not poll.workshop.is_running or poll.is_draft else ALLOWED)
    _show(poll)


@transaction.atomic
def take_off(poll: Poll, *, by: Actor) -> None:
    """Take a poll from the screens. Its state stays as it is: an open vote is open still."""
    insist(rules.may_facilitate(by, poll.workshop.round.partnership_id))
    if Workshop.objects.filter(pk=poll.workshop_id, poll=poll).show(poll=None):
        announce(poll.workshop_id)


def _move(poll: Poll, **changed: object) -> None:
    """One conditional update, so that exactly one of two racers moves it."""
    moved = Poll.objects.filter(pk=poll.pk, state=poll.state).update(**changed)
    insist(ALLOWED if moved else MOVED_ON)
    poll.refresh_from_db()


def _show(poll: Poll) -> None:
    Workshop.objects.filter(pk=poll.workshop_id).show(poll=poll)
    announce(poll.workshop_id)


def tell(text: str, poll: Poll, by: Actor) -> None:
    """History holds that a vote was opened, closed and revealed, and nothing of how it went. Practice leaves none.

    What one partner was asked by itself is not for the others to read.
    """
    if not poll.workshop.is_practice:
        note("polled", text, by=by, round_=poll.workshop.round, group=poll.workshop.is_for_all)
