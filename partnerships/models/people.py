"""People, the roles they hold, and the one seat from which a request acts."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone

from partnerships.vocabulary import Role


class PersonManager(BaseUserManager["Person"]):
    def create_person(self, email: str, name: str, **extra: object) -> Person:
        """A person who signs in by e-mailed code: nobody here has a password."""
        person = self.model(email=self.normalize_email(email).lower(), name=name, **extra)
        person.set_unusable_password()
        person.save()
        return person

    def get_by_natural_key(self, email: str | None) -> Person:
        return self.get(email__iexact=email)


class Person(AbstractBaseUser):
    email = models.EmailField("e-mail address", unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    is_site_administrator = models.BooleanField(default=False)
    is_example = models.BooleanField(
        default=False, help_text="Belongs to the worked example, and can never join a real partnership."
    )
    joined_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self) -> MembershipQuerySet:
        return self.filter(ended_at=None)

    def of(self, person: Person) -> MembershipQuerySet:
        return self.filter(person=person)

    def at(self, seat: str) -> MembershipQuerySet:
        """Those who act from a seat: a partner's slug, or `facilitator`."""
        if seat == Role.FACILITATOR:
            return self.filter(partner=None)
        return self.filter(partner__slug=seat)


class Membership(models.Model):
    """One role of one person: for a partner, or (facilitators only) for the partnership as a whole."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    partnership = models.ForeignKey(
        "partnerships.Partnership", on_delete=models.PROTECT, related_name="memberships"
    )
    partner = models.ForeignKey(
        "partnerships.Partner", null=True, blank=True, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=20, choices=Role)
    title = models.CharField("role title", max_length=120, blank=True)
    is_named_lead = models.BooleanField(default=False)
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ("person__name", "role")
        constraints = (
            models.UniqueConstraint(
                fields=("person", "partnership", "partner", "role"),
                condition=Q(ended_at=None, partner__isnull=False),
                name="one_current_membership_per_role",
            ),
            models.UniqueConstraint(
                fields=("person", "partnership"),
                condition=Q(ended_at=None, partner__isnull=True),
                name="one_current_facilitation_per_person",
            ),
            models.CheckConstraint(
                condition=Q(role=Role.FACILITATOR, partner__isnull=True)
                | (~Q(role=Role.FACILITATOR) & Q(partner__isnull=False)),
                name="facilitators_belong_to_no_partner",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> InvitationQuerySet:
        return self.filter(taken_up_at=None, withdrawn_at=None, expires_at__gt=timezone.now())


class Invitation(models.Model):
    """A place offered by e-mail. The address holds a secret of which only the digest is kept."""

    partnership = models.ForeignKey(
        "partnerships.Partnership", on_delete=models.PROTECT, related_name="invitations"
    )
    partner = models.ForeignKey(
        "partnerships.Partner", null=True, blank=True, on_delete=models.PROTECT, related_name="invitations"
    )
    name = models.CharField("their name", max_length=120)
    email = models.EmailField("their e-mail address")
    role = models.CharField("what they will do", max_length=20, choices=Role)
    title = models.CharField("their role title", max_length=120, blank=True)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    taken_up_at = models.DateTimeField(null=True, blank=True)
    taken_up_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ("-invited_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(taken_up_at=None, taken_up_by=None)
                | Q(taken_up_at__isnull=False, taken_up_by__isnull=False),
                name="invitation_taken_up_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} as {self.get_role_display()}"
