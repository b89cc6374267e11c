"""Papers as they were issued."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from partnerships.models import Partner, Person, Round
from partnerships.vocabulary import Marking


class IssueQuerySet(models.QuerySet["Issue"]):
    def readable_from(self, partner: Partner | None) -> "IssueQuerySet":
        """Papers for all boards, and a partner's own; never another partner's."""
        mine = Q(partner=None)
        if partner is not None:
            mine |= Q(partner=partner)
        return self.filter(mine)


class Issue(models.Model):
    """One paper exactly as a board was sent it: the bytes of its HTML and its PDF. Frozen."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="issues")
    partner = models.ForeignKey(Partner, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    paper = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    number = models.PositiveSmallIntegerField(default=1)
    marking = models.CharField(max_length=20, choices=Marking, blank=True)
    html = models.TextField()
    pdf = models.BinaryField()
    digest = models.CharField(max_length=64, help_text="SHA-256 of the PDF's bytes.")
    pages = models.PositiveSmallIntegerField()
    issued_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(default=timezone.now)

    objects = IssueQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = (
            # Two constraints, because a database takes no two empty partners for the same.
            models.UniqueConstraint(
                fields=("round", "paper", "number"), condition=Q(partner=None), name="group_issue_number_once"
            ),
            models.UniqueConstraint(
                fields=("round", "partner", "paper", "number"),
                condition=Q(partner__isnull=False),
                name="partner_issue_number_once",
            ),
        )

    def __str__(self) -> str:
        return self.title
