"""The ten things that an authority must have in place to work, and which of them the group has agreed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from facilitation.balance.measures import Found, share
from partnerships.agreeing import Agreed, agreements
from partnerships.endorsing import Hold
from partnerships.models import Agreement, Arrangement, Partner, Round
from partnerships.steps.leadership import STEP
from partnerships.text import listed
from partnerships.vocabulary import ArrangementTopic as Topic
from partnerships.vocabulary import DeliveryModel


@dataclass(frozen=True)
class Thing:
    """One line of the checklist: in place when an arrangement on one of its topics is agreed."""

    words: str
    topics: tuple[str, ...] = ()


SPONSORS = Thing("senior sponsors named")
CHECKLIST = (
    Thing("model chosen", (Topic.DELIVERY,)),
    Thing("money for two years", (Topic.MONEY,)),
    SPONSORS,
    Thing("programme lead in post", (Topic.PEOPLE,)),
    Thing("voting rule agreed", (Topic.VOTING,)),
    Thing(
        "scrutiny agreed",
        (
            Topic.SCRUTINY_LEADERS,
            Topic.SCRUTINY_PARTNERS,
            Topic.SCRUTINY_PUBLIC,
            Topic.SCRUTINY_AUTHORITY,
            Topic.SCRUTINY_COUNCILS,
        ),
    ),
    Thing("information-sharing agreement", (Topic.INFORMATION,)),
    Thing("dispute route", (Topic.DISPUTES,)),
    Thing("workforce plan", (Topic.WORKFORCE,)),
    Thing("exit terms", (Topic.EXIT,)),
)


def machinery(settled: Mapping[str, str], partners: Sequence[Partner], sponsors: Collection[int]) -> Found:
    """`settled` are the topics by lineage; `sponsors` the partners that have laid who their senior sponsor is: all must."""
    named = bool(partners) and all(partner.pk in sponsors for partner in partners)
    topics = set(settled.values())
    missing = [thing.words for thing in CHECKLIST if not _in_place(thing, topics, named=named)]
    done = len(CHECKLIST) - len(missing)
    rest = f". Not yet: {listed(missing)}" if missing else ""
    return Found(share(done, len(CHECKLIST)), f"{done} of {len(CHECKLIST)} in place{rest}")


def _in_place(thing: Thing, settled: Collection[str], *, named: bool) -> bool:
    return named if thing is SPONSORS else any(topic in settled for topic in thing.topics)


def settled_in(round_: Round, partners: Sequence[Partner], *, before: Collection[str] = ()) -> dict[str, str]:
    """The topics on which an arrangement is agreed, by its lineage; a delivery model that is still open settles nothing.

    Endorsements stay behind when a round closes. What was settled `before` and came along word for word therefore stands,
    unless the partners say otherwise now.
    """
    return {
        str(one.agreement.lineage): one.agreement.topic
        for _, agreed in agreements(STEP, round_, partners)
        for one in agreed
        if _decides(one.agreement) and _stands(one, before)
    }


def _stands(one: Agreed, before: Collection[str]) -> bool:
    if one.support.hold == Hold.WAITING:
        return one.agreement.carried and str(one.agreement.lineage) in before
    return one.support.hold == Hold.AGREED


def _decides(row: Agreement) -> bool:
    """What was tried in thought only, such as a stress test, is no arrangement."""
    if not isinstance(row, Arrangement):
        return False
    return row.topic != Topic.DELIVERY or row.model not in ("", DeliveryModel.UNDECIDED)
