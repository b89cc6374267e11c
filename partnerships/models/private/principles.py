"""Step 5, alone: how a partner expects to be treated, and what it promises."""

from django.db import models

from partnerships.models.private.base import Contribution
from partnerships.vocabulary import ExpectationKind, Voice


class Expectation(Contribution):
    type = models.CharField("what kind is it?", max_length=8, choices=ExpectationKind, blank=True)
    words = models.TextField("in our words", blank=True)
    voice = models.CharField(
        "how strong a voice",
        max_length=10,
        choices=Voice,
        blank=True,
        help_text="Only for the voice we want.",
    )
    on_what = models.CharField("on what", max_length=200, blank=True, help_text="Only for the voice we want.")

    def __str__(self) -> str:
        return self.words
