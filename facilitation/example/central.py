"""Across the table in round 1: what a department says of itself, when it is asked what the partners are asked of it."""

from __future__ import annotations

from collections.abc import Mapping

from facilitation.example import partners
from facilitation.example.cast import Cast
from facilitation.example.shapes import Fields
from partnerships import laying, officials, people, previewing
from partnerships.answering import UNSEEN, Answer, answer_for_government
from partnerships.models import Person, Round

# From 0 no to 3 yes, with evidence. One question it has left.
ANSWERS: Mapping[str, Fields] = {
    "RCN-01": {"level": 2, "evidence": "The prospectus of March, chapter two."},
    "RCN-02": {"level": 3},
    "RCN-03": {"level": 2, "evidence": "Four departments of five. Transport is still thinking."},
    "RCN-04": {"level": 3, "evidence": "The regional director has signed up for two years."},
    "RCN-05": {"level": 2},
    "RCN-06": {"level": 1, "evidence": "Ministers have not decided."},
    "RCN-07": {"level": 1, "owner": "The Treasury", "evidence": "After the spending review."},
    "RCN-08": {"level": 2},
    "RCN-09": {"level": 2, "evidence": "Two of us have been to the moor."},
    "RCN-10": {"level": 2},
    "RCN-11": {"level": 1},
    "RCN-13": {"level": 3, "evidence": "The agreement on data was signed in June."},
}

# Still with the lawyers when the rest was sent.
NOT_SENT: Mapping[str, Fields] = {"RCN-12": {"level": 1, "evidence": "A draft of who answers for what."}}


def answer(cast: Cast, round_: Round) -> None:
    name, title = partners.OFFICIAL
    person = Person.objects.create_person(partners.email_of(name), name, is_example=True)
    invitation, _ = officials.invite(
        **partners.DEPARTMENT, name=name, title=title, email=person.email, by=cast.facilitator
    )
    people.take_up(invitation, person=person)
    by = people.actor_for(person, cast.partnership, invitation.partner.slug)
    if by is None:
        raise LookupError(f"{name} does not sit across the table")
    answer_for_government(_answers(ANSWERS), round_=round_, by=by)
    mark = previewing.preview_mark(previewing.layable_for_government(by, round_), None, round_)
    laying.send_for_government(round_=round_, by=by, previewed=mark)
    answer_for_government(_answers(NOT_SENT), round_=round_, by=by)


def _answers(said: Mapping[str, Fields]) -> dict[str, Answer]:
    blank = {"level": None, "evidence": "", "owner": "", "by": None}
    return {code: Answer({**blank, **fields}, UNSEEN) for code, fields in said.items()}
