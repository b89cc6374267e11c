"""Who may do what, and the sentence a person reads when they may not.

One function a question; each returns a `Ruling`. Rules look only at what they are given: they never ask the
database, so a view can ask them freely to decide what to offer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from partnerships.models import Actor, Agreement, Offer, Partner, Reveal, Round
from partnerships.rulings import ALLOWED, Ruling, refused
from partnerships.vocabulary import MandateState

if TYPE_CHECKING:
    from partnerships.models.private import Mandate
    from partnerships.models.private.base import Private

ROUND_CLOSED = refused("This round is closed, so nothing in it can change. Go to the round that is open.")
_INSIDERS = refused("Only people who work on the workbook can see this. Ask your lead for the role you need.")
_DRAFTERS = refused("Only the lead and contributors can change this. Ask your lead if you need to.")
_LEADS = refused("Only the lead can do this. Ask your lead.")
_FACILITATORS = refused("Only a facilitator can do this. Ask a facilitator of the partnership.")

COUNTERPARTS = refused(
    "You answer for government here. What the partners lay and agree is theirs: you see the questions that they put to you."
)
_GOVERNMENT = refused("Only officials who are invited to answer for government can open this.")

_HAS_LEFT = refused(
    "Your organisation has left the partnership. What it wrote stays yours to read; ask a facilitator if it should be back in."
)
_STEPS_BACK = refused(
    "Your organisation has paused, so it takes no part in this for now. Ask a facilitator to say that it is back in."
)

# Pages find only what is the actor's own; these two stand behind them all the same.
_ELSEWHERE = refused("This belongs to another partnership. You can change things of your own only.")
_NOT_YOURS = refused("This belongs to another partner. You can change things of your own only.")


def _round_open(actor: Actor, round_: Round) -> Ruling:
    if round_.partnership_id != actor.partnership.pk:
        return _ELSEWHERE
    if actor.has_left:
        return _HAS_LEFT
    return ALLOWED if round_.is_open else ROUND_CLOSED


def _takes_part(actor: Actor, round_: Round) -> Ruling:
    """In what the whole group sees. Who has paused may still draft."""
    ruling = _round_open(actor, round_)
    return _STEPS_BACK if ruling and actor.steps_back else ruling


def may_touch(actor: Actor, theirs: Private) -> Ruling:
    """What a partner keeps for itself is for its own people to change, whatever their role there."""
    return ALLOWED if actor.partner and theirs.partner_id == actor.partner.pk else _NOT_YOURS


# --- The partner's own workbook -----------------------------------------------------------------


def may_open_workbook(actor: Actor) -> Ruling:
    return ALLOWED if actor.partner and actor.works_inside else _INSIDERS


def may_read_drafts(actor: Actor, *, shown_to_approver: bool) -> Ruling:
    """Leads and contributors always; an approver once the work is submitted or said to be finished."""
    if not may_open_workbook(actor):
        return _INSIDERS
    if actor.drafts or shown_to_approver:
        return ALLOWED
    return refused(
        "This is still being drafted. You can read it once your lead sends it to you or marks it finished."
    )


def may_contribute(actor: Actor, round_: Round, *, waits: bool = False) -> Ruling:
    """`waits` is true while a step that opens with the group has not been reached."""
    if not (actor.partner and actor.drafts):
        return _DRAFTERS
    if waits:
        return refused("This step opens when the group gets there.")
    return _round_open(actor, round_)


def may_edit_mandate(actor: Actor, mandate: Mandate) -> Ruling:
    ruling = may_contribute(actor, mandate.round)
    if ruling and mandate.state == MandateState.SUBMITTED:
        return refused("Your mandate is with the approver. Take it back first if you need to change it.")
    return ruling and may_touch(actor, mandate)


def may_submit(actor: Actor, mandate: Mandate, *, complete: bool) -> Ruling:
    if not (actor.partner and actor.leads):
        return _LEADS
    if mandate.state != MandateState.DRAFT:
        return refused("This mandate has already been sent for sign-off.")
    if not complete:
        return refused("Some things are still missing. Mend what is listed, then send it for sign-off.")
    return may_touch(actor, mandate) and _round_open(actor, mandate.round)


def may_take_back(actor: Actor, mandate: Mandate) -> Ruling:
    if not (actor.partner and actor.leads):
        return _LEADS
    if mandate.state != MandateState.SUBMITTED:
        return refused("This mandate is not with the approver.")
    return may_touch(actor, mandate) and _round_open(actor, mandate.round)


def may_decide(actor: Actor, mandate: Mandate) -> Ruling:
    """Sign off, or return with a reason: an approver other than the last editor."""
    if not (actor.partner and actor.approves):
        return refused("Only an approver can sign off or return a mandate. Ask your lead who that is.")
    if mandate.state != MandateState.SUBMITTED:
        return refused("Nothing is waiting for you: this mandate is not with the approver.")
    if mandate.last_edited_by_id == actor.person.pk:
        return refused("You were the last to change this mandate, so somebody else must sign it off.")
    return may_touch(actor, mandate) and _round_open(actor, mandate.round)


def may_lay(actor: Actor, round_: Round, *, needs_signature: bool = False, signed: bool = False) -> Ruling:
    if not (actor.partner and (actor.leads or actor.approves)):
        return refused("Only the lead or an approver can lay things on the table. Ask your lead.")
    if needs_signature and not signed:
        return refused(
            "Your mandate is not signed off, so nothing can be laid yet. Send it for sign-off first."
        )
    return _takes_part(actor, round_)


def may_withdraw(actor: Actor, round_: Round) -> Ruling:
    if not (actor.partner and actor.leads):
        return _LEADS
    return _round_open(actor, round_)


def may_manage_people(actor: Actor) -> Ruling:
    """A lead for the own partner; a facilitator for first leads and fellow facilitators."""
    return ALLOWED if actor.manages_people else _LEADS


def may_read_own_history(actor: Actor) -> Ruling:
    return ALLOWED if actor.partner and (actor.leads or actor.approves) else _LEADS


def may_read_mandate_paper(actor: Actor) -> Ruling:
    """The paper for the partner's own board, private half and all: for its lead, approvers and board readers."""
    if actor.partner and actor.roles - {"contributor"} and not actor.is_counterpart:
        return ALLOWED
    return refused("Only your lead, approvers and board readers can open this paper.")


# --- Across the table ---------------------------------------------------------------------------


def may_sit_at_table(actor: Actor) -> Ruling:
    """What stands before every page of a seat: those who are negotiated with see none of it."""
    return COUNTERPARTS if actor.is_counterpart else ALLOWED


def may_see_questions_to_government(actor: Actor) -> Ruling:
    return ALLOWED if actor.answers_for_government else _GOVERNMENT


def may_answer_for_government(actor: Actor, round_: Round) -> Ruling:
    return may_see_questions_to_government(actor) and _round_open(actor, round_)


def may_send_for_government(actor: Actor, round_: Round) -> Ruling:
    """In the name of the department, as a lead lays in the name of a partner."""
    ruling = may_answer_for_government(actor, round_)
    return ruling if not ruling or actor.manages_people else _LEADS


# --- The table and the group --------------------------------------------------------------------


def may_read_table(actor: Actor) -> Ruling:
    """Everybody with a role in the partnership, until their organisation leaves it."""
    return _HAS_LEFT if actor.has_left else may_sit_at_table(actor)


def may_agree(actor: Actor, round_: Round) -> Ruling:
    """Propose or reword an agreement."""
    if not (actor.facilitates or actor.leads):
        return refused("Only a lead or a facilitator can propose or reword an agreement. Ask your lead.")
    return _takes_part(actor, round_)


def may_drop(actor: Actor, agreement: Agreement, *, proposed_for: int | None) -> Ruling:
    """A facilitator, or the lead of a partner whose it is. `proposed_for` is the partner of its first words."""
    theirs = {proposed_for}
    if isinstance(agreement, Offer):
        theirs |= {agreement.giver_id, agreement.receiver_id}
    ruling = may_agree(actor, agreement.round)
    if ruling and agreement.dropped:
        return refused("This has been dropped already. It can be proposed again.")
    if ruling and not actor.facilitates and not (actor.partner and actor.partner.pk in theirs):
        return refused("Only who proposed it or a facilitator can drop this. Say where you stand instead.")
    return ruling


def may_say_where_we_stand(actor: Actor, round_: Round) -> Ruling:
    if not (actor.partner and (actor.leads or actor.approves)):
        return refused("Only the lead or an approver can say where a partner stands. Ask your lead.")
    return _takes_part(actor, round_)


def may_endorse(actor: Actor, agreement: Agreement, *, standing: bool) -> Ruling:
    ruling = may_say_where_we_stand(actor, agreement.round)
    if ruling and not standing:
        return refused("These words have been replaced or dropped. Look at the newest version.")
    return ruling


# --- Facilitating -------------------------------------------------------------------------------


def may_facilitate(actor: Actor, partnership: int | None = None) -> Ruling:
    """In general, or in the partnership with this number."""
    if actor.facilitates and partnership not in (None, actor.partnership.pk):
        return _ELSEWHERE
    return ALLOWED if actor.facilitates else _FACILITATORS


def may_step(actor: Actor, round_: Round) -> Ruling:
    return may_facilitate(actor) and _round_open(actor, round_)


def may_ask_for_reveal(actor: Actor, round_: Round, pending: Reveal | None) -> Ruling:
    ruling = may_step(actor, round_)
    if ruling and pending:
        return refused("A reveal of this step has already been asked for.")
    return ruling


def may_change_partner(actor: Actor, partner: Partner) -> Ruling:
    return may_facilitate(actor, partner.partnership_id)
