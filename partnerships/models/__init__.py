"""The tables everybody's pages may read, and (registered, never re-exported) each partner's private ones.

The private tables are imported from `partnerships.models.private` by name, so that the import rules can
see who does it.
"""

from partnerships.models import private as private
from partnerships.models.actors import Actor
from partnerships.models.agreed import (
    Arrangement,
    Assumption,
    Destination,
    JointStep,
    Milestone,
    NextQuestion,
    Offer,
    Outcome,
    Pooling,
    Principle,
    ScopeChoice,
    StressTest,
)
from partnerships.models.agreements import Agreement, Endorsement
from partnerships.models.events import Event
from partnerships.models.partnership import Partner, Partnership, Succession
from partnerships.models.people import Invitation, Membership, Person
from partnerships.models.powers import CataloguePower, Power
from partnerships.models.rounds import Reveal, Round
from partnerships.models.table import TableEntry

__all__ = [
    "Actor",
    "Agreement",
    "Arrangement",
    "Assumption",
    "CataloguePower",
    "Destination",
    "Endorsement",
    "Event",
    "Invitation",
    "JointStep",
    "Milestone",
    "Membership",
    "NextQuestion",
    "Offer",
    "Outcome",
    "Partner",
    "Partnership",
    "Person",
    "Pooling",
    "Power",
    "Principle",
    "Reveal",
    "Round",
    "ScopeChoice",
    "StressTest",
    "Succession",
    "TableEntry",
]
