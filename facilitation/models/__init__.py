from facilitation.models.approvals import Approval
from facilitation.models.conversations import Coding, Conversation, ConversationNote, Theme
from facilitation.models.outcomes import (
    Correction,
    Decision,
    FollowUp,
    ParkedItem,
    Promise,
    Renegotiation,
)
from facilitation.models.papers import Issue
from facilitation.models.polls import (
    Ballot,
    Choice,
    HandCount,
    Participant,
    Poll,
    Turnout,
    WrittenAnswer,
)
from facilitation.models.records import Record
from facilitation.models.stepping import Move
from facilitation.models.uploads import Upload
from facilitation.models.workshops import AgendaItem, Attendance, ClassChange, Spell, Workshop

__all__ = [
    "AgendaItem",
    "Approval",
    "Attendance",
    "Ballot",
    "Choice",
    "ClassChange",
    "Coding",
    "Conversation",
    "ConversationNote",
    "Correction",
    "Decision",
    "FollowUp",
    "HandCount",
    "Issue",
    "Move",
    "ParkedItem",
    "Participant",
    "Poll",
    "Promise",
    "Record",
    "Renegotiation",
    "Spell",
    "Theme",
    "Turnout",
    "Upload",
    "Workshop",
    "WrittenAnswer",
]
