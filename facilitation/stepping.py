"""Where the group is in the cycle: what is still missing at a step, and moving from step to step.

Reads the table, the agreements and the partners' readiness words; nothing that a partner keeps to itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction

from facilitation.models import Move
from partnerships import rules
from partnerships.agreeing import Agreed, Boards, agreements, agreements_of
from partnerships.endorsing import Hold
from partnerships.history import note
from partnerships.laying import pending_reveal
from partnerships.models import Actor, Partner, Reveal, Round
from partnerships.readiness import Mark, readiness
from partnerships.rulings import ALLOWED, Ruling, insist, refused
from partnerships.steps import CYCLE, AgreementKind, Step, place, step_named
from partnerships.text import listed
from partnerships.vocabulary import PartnerStatus, Readiness

# What a partner that is not there yet is said to be doing: one partner, several. The gap is for its part of the step.
_DOING = {
    Readiness.NOT_STARTED: ("has not begun its {}", "have not begun their {}s"),
    Readiness.DRAFTING: ("is still drafting its {}", "are still drafting their {}s"),
    Readiness.READY: ("is ready, but has not laid its {}", "are ready, but have not laid their {}s"),
    Readiness.WITH_APPROVER: ("is waiting for its own approver", "are waiting for their own approvers"),
    Readiness.SIGNED_OFF: (
        "has signed off its {} but not laid it",
        "have signed off their {}s but not laid them",
    ),
}
_STAND = ("has still to say where it stands", "have still to say where they stand")
_NOT_LAID = ("has not laid its {}", "have not laid their {}s")
_NOT_JOINED = ("has not joined yet", "have not joined yet")

REVEAL_WAITS = "A reveal has been asked for and is not opened yet."
SAY_WHY = refused("Not everybody is finished. Say why the group goes on all the same.")
NO_SUCH_STEP = refused("There is no such step. Choose one from the list.")


# --- What is missing ----------------------------------------------------------------------------


def unfinished(step: Step, round_: Round) -> list[str]:
    """What a step still lacks, in sentences: first the partners by name, then what the group has not settled."""
    partners = partners_of(round_)
    return unfinished_of(step, round_, partners, readiness(round_, partners))


def unfinished_of(
    step: Step, round_: Round, partners: Sequence[Partner], words: Mapping[Mark, Readiness]
) -> list[str]:
    """The same where the partners and how far they are have been read already."""
    return partners_unfinished(step, partners, words) + group_unfinished(step, round_, partners)


def unfinished_by_step(round_: Round) -> list[tuple[Step, list[str]]]:
    """The same for every step that lacks anything, for a round that is about to close."""
    partners = partners_of(round_)
    agreed = agreements_of(CYCLE, round_, partners)
    found = unfinished_everywhere(round_, partners, readiness(round_, partners), agreed)
    return [(step, found[step.key]) for step in CYCLE if found[step.key]]


def unfinished_everywhere(
    round_: Round,
    partners: Sequence[Partner],
    words: Mapping[Mark, Readiness],
    agreed: Boards,
    *,
    for_all: bool = False,
) -> dict[str, list[str]]:
    """Of each step by its key, nothing where it lacks nothing; what it is read from has been read already.

    How far a partner is with what it has not laid is for facilitators. `for_all` says only that it is not laid.
    """
    of_partners = partners_not_laid if for_all else partners_unfinished
    awaited = set(Reveal.objects.filter(round=round_).pending().values_list("step", flat=True))
    return {
        step.key: of_partners(step, partners, words) + _unsettled(agreed[step.key], step.key in awaited)
        for step in CYCLE
    }


def partners_of(round_: Round) -> list[Partner]:
    """Those who are waited for: partners with a voice."""
    return list(round_.partnership.partners.voiced())


def partners_unfinished(
    step: Step, partners: Sequence[Partner], words: Mapping[Mark, Readiness]
) -> list[str]:
    """One sentence for all partners that are equally far. Who has lodged or laid is finished."""
    absent = [partner for partner in partners if partner.status == PartnerStatus.INVITED]
    sentences = [_sentence(absent, _NOT_JOINED, step)] if absent else []
    for word, doing in _DOING.items():
        named = [
            partner for partner in partners if words[partner.pk, step.key] == word and partner not in absent
        ]
        if named:
            sentences.append(_sentence(named, doing, step))
    return sentences


def partners_not_laid(step: Step, partners: Sequence[Partner], words: Mapping[Mark, Readiness]) -> list[str]:
    """What everybody at the table can see of the same."""
    named = [partner for partner in partners if words[partner.pk, step.key] != Readiness.LAID]
    return [_sentence(named, _NOT_LAID, step)] if named else []


def _sentence(partners: Sequence[Partner], doing: tuple[str, str], step: Step) -> str:
    part = step.name.lower() if step.signed_off else "part"
    if len(partners) == 1:
        return f"{partners[0].name} {doing[0].format(part)}."
    return f"{listed([partner.short_name for partner in partners])} {doing[1].format(part)}."


def group_unfinished(step: Step, round_: Round, partners: Sequence[Partner]) -> list[str]:
    return _unsettled(agreements(step, round_, partners), bool(pending_reveal(step, round_)))


def _unsettled(found: Sequence[tuple[AgreementKind, Sequence[Agreed]]], reveal_waits: bool) -> list[str]:
    sentences = [REVEAL_WAITS] if reveal_waits else []
    if unasked := [kind.heading for kind, agreed in found if kind.awaited and not agreed]:
        sentences.append(f"Nothing is proposed under {listed(_quoted(unasked))} yet.")
    sentences += _waiting(found)
    for kind, agreed in found:
        failing = [_failing(one) for one in agreed if one.support.hold == Hold.NOT_AGREED]
        if failing:
            sentences.append(f"Not agreed under “{kind.heading}”: {_few(failing)}.")
    return sentences


def _waiting(found: Iterable[tuple[AgreementKind, Sequence[Agreed]]]) -> list[str]:
    """Who has still to say where it stands; one sentence for all headings under which the same partners wait."""
    headings: dict[tuple[str, ...], list[str]] = {}
    for kind, agreed in found:
        waiting = {partner.pk: partner for one in agreed for partner in one.support.waiting_for}
        if waiting:
            names = tuple(waiting[pk].short_name for pk in sorted(waiting))
            headings.setdefault(names, []).append(kind.heading)
    return [
        f"{listed(names)} {_STAND[len(names) > 1]} under {listed(_quoted(under))}."
        for names, under in headings.items()
    ]


def _quoted(headings: Iterable[str]) -> list[str]:
    return [f"“{heading}”" for heading in headings]


def _failing(one: Agreed) -> str:
    """Its title, and who cannot accept it."""
    return f"{_short(one)} ({one.support.words})" if one.support.refusing else _short(one)


def _short(one: Agreed) -> str:
    title = str(one.agreement).rstrip(".")  # it stands within a sentence
    return title if len(title) <= 80 else f"{title[:80].rsplit(' ', 1)[0]}…"


def _few(titles: Sequence[str], most: int = 3) -> str:
    rest = [f"{len(titles) - most} more"] if len(titles) > most else []
    return listed([*titles[:most], *rest])


# --- Moving -------------------------------------------------------------------------------------


@transaction.atomic
def move(round_: Round, *, from_step: str, to_step: str, reason: str = "", by: Actor) -> Move | None:
    """Take the group from one step to another, and keep what was unfinished and why it went on.

    Nothing if the group is no longer at `from_step`: a second click, or another facilitator, was first.
    Going back destroys nothing and needs no reason.
    """
    insist(rules.may_facilitate(by, round_.partnership_id))
    leaving, going_to = step_named(from_step), step_named(to_step)
    insist(NO_SUCH_STEP if leaving is None or going_to is None else ALLOWED)
    round_.hold()
    if not round_.is_open or round_.step != from_step:
        return None
    insist(may_move(leaving, going_to, round_, reason=reason))
    gaps = unfinished(leaving, round_)
    here = Round.objects.open().filter(pk=round_.pk, step=from_step)
    if leaving == going_to or not here.update(step=to_step):
        return None
    round_.step = to_step
    way = "on" if is_onward(leaving, going_to) else "back"
    text = f"Moved the group {way} to step {place(to_step)}, {going_to.name}"
    note("moved", text, by=by, round_=round_, group=True)
    return Move.objects.create(
        round=round_,
        from_step=from_step,
        to_step=to_step,
        unfinished="\n".join(gaps),
        reason=reason.strip(),
        moved_by=by.person,
    )


def may_move(leaving: Step, going_to: Step, round_: Round, *, reason: str) -> Ruling:
    """Going on while partners are unfinished needs a reason, which is kept."""
    if reason.strip() or not is_onward(leaving, going_to):
        return ALLOWED
    partners = partners_of(round_)
    return SAY_WHY if partners_unfinished(leaving, partners, readiness(round_, partners)) else ALLOWED


def is_onward(leaving: Step, going_to: Step) -> bool:
    return place(going_to.key) > place(leaving.key)


def next_step(round_: Round) -> Step | None:
    """The step after the one that the group is at; nothing after the last."""
    return next(iter(CYCLE[place(round_.step) :]), None)
