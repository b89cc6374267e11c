"""The question bank, in the order in which it is offered."""

from facilitation.polls.bank.ours import OURS
from facilitation.polls.bank.published import PUBLISHED
from facilitation.polls.bank.pulse import PULSE
from facilitation.polls.bank.question import Option, Question

BANK: tuple[Question, ...] = (*PUBLISHED, *OURS, *PULSE)
_BY_CODE = {question.code: question for question in BANK}


def question_coded(code: str) -> Question | None:
    return _BY_CODE.get(code)


__all__ = ["BANK", "PULSE", "Option", "Question", "question_coded"]
