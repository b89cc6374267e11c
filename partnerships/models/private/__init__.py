"""Each partner's own tables. Nothing that serves anybody else may import from here (see `pyproject.toml`)."""

from partnerships.models.private.base import Contribution, Finished, Lodging
from partnerships.models.private.benefits import Benefit, Cost, Worth
from partnerships.models.private.checks import (
    CitizenAnswer,
    DeciderAnswer,
    GovernanceCard,
    ReadinessAnswer,
)
from partnerships.models.private.leadership import LeadershipPreference, Resource
from partnerships.models.private.mandate import (
    Mandate,
    MandateItem,
    MandateTerms,
    MandateWording,
    PrivateHalf,
    Signature,
)
from partnerships.models.private.principles import Expectation
from partnerships.models.private.reality import JourneyPosition, Rating
from partnerships.models.private.review import LivedPrinciple, PromiseReview, Reflection
from partnerships.models.private.vision import Ambition, Hope

__all__ = [
    "Ambition",
    "Benefit",
    "CitizenAnswer",
    "Contribution",
    "Cost",
    "DeciderAnswer",
    "Expectation",
    "Finished",
    "GovernanceCard",
    "Hope",
    "JourneyPosition",
    "LeadershipPreference",
    "LivedPrinciple",
    "Lodging",
    "Mandate",
    "MandateItem",
    "MandateTerms",
    "MandateWording",
    "PrivateHalf",
    "PromiseReview",
    "Rating",
    "ReadinessAnswer",
    "Reflection",
    "Resource",
    "Signature",
    "Worth",
]
