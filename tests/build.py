"""Partnerships in any state, made through the domain's own verbs, so that no test begins with the impossible.

    from tests import build

    table = build.partnership("ABC")           # partners A, B and C, all with their people; three powers; round 1
    hope = table.a.write("hope")               # a contribution by A's lead; every field filled, texts with canaries
    table.a.edit(hope, what="Otherwise")       # … as the page does: from the wording that is there now
    table.a.lay("vision")                      # all of a step, or lay("vision", hope)
    table.b.mandate("signed")                  # brings B's mandate to draft, submitted, signed or laid
    table.c.fill("benefits")                   # one row of every kind of a step
    line = table.agree("principle")            # proposed by the facilitator; agree(…, by=table.a.lead) by A's lead
    table.a.endorse(line, 6)
    table.move("reality"); table.ask_for_reveal("reality"); table.open_reveal("reality")
    record = table.close()                     # freezes the round; `table.round` is then the next one

Actors: `table.facilitator`, and on every side `.lead`, `.contributor`, `.approver`, `.reader`; `table.everybody`
holds them all. `table.administrator` is a person. Fields not given are filled by `filled()`; every text of partner
A holds `A-canary`, so that what a test asserts is absent is there to be found (`table.a.canary`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from allauth.account.models import EmailAddress
from django.db import models, transaction

from facilitation import records, stepping
from facilitation.models import Record
from partnerships import (
    agreeing,
    answering,
    contributing,
    endorsing,
    forming,
    laying,
    lifecycle,
    officials,
    people,
    previewing,
    workbook,
)
from partnerships.answering import UNSEEN, Answer
from partnerships.endorsing import Stand
from partnerships.models import (
    Actor,
    Agreement,
    Endorsement,
    Membership,
    Milestone,
    Partner,
    Partnership,
    Person,
    Power,
    Principle,
    Reveal,
    Round,
    TableEntry,
)
from partnerships.models.private import Contribution, Mandate, PrivateHalf
from partnerships.steps import (
    CYCLE,
    ContributionKind,
    Kind,
    Step,
    agreement_kind,
    contribution_kind,
    step_named,
)
from partnerships.steps.reality import STEP as REALITY
from partnerships.vocabulary import MandateState, PartnerType, Role

DAY = dt.date(2027, 3, 1)
# How far each word brings a mandate, in this order.
MANDATE_STATES = ("draft", "submitted", "signed", "laid")


def partnership(
    letters: str = "ABC", *, slug: str = "three-rivers", powers: int = 3, consent: str | None = None
) -> Table:
    """A partnership with one partner a letter (A is “Partner A”), its people, its powers and its first round.

    `consent` names those whose consent is needed; all, unless told.
    """
    return Table(letters, slug=slug, powers=powers, consent=letters if consent is None else consent)


def person(name: str, at: str = "example.org", **extra: Any) -> Person:
    """An account, as `people.account_for` makes it. `person("Ann Lee")` has the address ann.lee@example.org."""
    made = people.account_for(f"{name.lower().replace(' ', '.')}@{at}", name)
    for field, value in extra.items():
        setattr(made, field, value)
    if extra:
        made.save()
    return made


def actor(person: Person, partnership: Partnership, partner: Partner | None, *roles: str) -> Actor:
    """Seat a person in one or more roles, and act from that seat."""
    for role in roles:
        people.seat(person, partnership=partnership, partner=partner, role=role)
    found = people.actor_for(person, partnership, partner.slug if partner else Role.FACILITATOR)
    assert found
    return found


def answer_for_government(round_: Round, by: Actor, code: str = "RCN-04", **fields: Any) -> None:
    """Fields not given stay blank."""
    blank = {"level": None, "evidence": "", "owner": "", "by": None}
    answering.answer_for_government({code: Answer({**blank, **fields}, UNSEEN)}, round_=round_, by=by)


def send_for_government(round_: Round, by: Actor) -> int:
    """Send all that is answered, as the page of the preview does."""
    things, reveal = previewing.layable_for_government(by, round_), laying.pending_reveal(REALITY, round_)
    mark = previewing.preview_mark(things, reveal, round_)
    return laying.send_for_government(round_=round_, by=by, previewed=mark)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside is undone at the end: for each example of a property test."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Table:
    """A partnership, its sides by letter (`table.a`, `table.side("A")`), and the round that is open."""

    def __init__(self, letters: str, *, slug: str, powers: int, consent: str) -> None:
        self.administrator = person(f"Admin {slug}", is_site_administrator=True)
        host = person(f"Facilitator {slug}")
        self.partnership = forming.found(
            Partnership(name=f"Partnership {slug}", slug=slug, place="Here", horizon_starts=DAY),
            facilitator=host,
            by=self.administrator,
        )
        self.facilitator = actor(host, self.partnership, None, Role.FACILITATOR)
        self.sides = {letter: Side(self, letter, consent=letter in consent) for letter in letters}
        self.powers = [self._power(number) for number in range(1, powers + 1)]
        self.round = forming.open_round(self.partnership, by=self.facilitator)

    def __getattr__(self, name: str) -> Side:
        sides = self.__dict__.get("sides", {})
        if name.upper() in sides:
            return sides[name.upper()]
        raise AttributeError(name)

    def side(self, letter: str) -> Side:
        return self.sides[letter]

    def _power(self, number: int) -> Power:
        return forming.add_own_power(
            Power(title=f"Power {number}", area=f"Area {(number + 1) // 2}"), by=self.facilitator
        )

    def official(self, name: str = "Department for Places", *, short_name: str = "Places") -> Actor:
        """Somebody of a government department who has taken up the facilitator's invitation."""
        somebody = person(f"Official {short_name}", at="gov.example.org")
        given = {"department": name, "short_name": short_name, "name": somebody.name, "title": "Director"}
        invitation, _ = officials.invite(**given, email=somebody.email, by=self.facilitator)
        people.take_up(invitation, person=somebody)
        found = people.actor_for(somebody, self.partnership, invitation.partner.slug)
        assert found
        return found

    @property
    def everybody(self) -> list[Actor]:
        return [self.facilitator, *(actor for side in self.sides.values() for actor in side.actors)]

    @property
    def partners(self) -> list[Partner]:
        return [side.partner for side in self.sides.values()]

    # --- What the group does ------------------------------------------------------------------------

    def agree(self, kind: str, *, by: Actor | None = None, **fields: Any) -> Agreement:
        """Propose an agreement of a kind."""
        step, declared = agreement_kind(kind)
        by = by or self.facilitator
        row = declared.model(**self.filled(declared, f"{by.seat}-said", **fields))
        return agreeing.propose(row, declared, step, round_=self.round, by=by)

    def reword(self, row: Agreement, *, by: Actor | None = None, **fields: Any) -> Agreement:
        """A new version of an agreement: the words it has, but for `fields`."""
        _, kind = agreement_kind(row.kind)
        words = {name: getattr(row, name) for name in kind.fields} | fields
        return agreeing.reword(row, kind.model(**words), by=by or self.facilitator)

    def drop(
        self, row: Agreement, *, because: str = "Overtaken by events", by: Actor | None = None
    ) -> Agreement:
        return agreeing.drop(row, because=because, by=by or self.facilitator)

    def move(self, step: str, *, reason: str = "The diary says so") -> None:
        """Take the group to a step, giving a reason."""
        stepping.move(self.round, from_step=self.round.step, to_step=step, reason=reason, by=self.facilitator)

    def ask_for_reveal(self, step: str) -> Reveal:
        return laying.ask_for_reveal(step_named(step), round_=self.round, by=self.facilitator)

    def open_reveal(self, step: str) -> list[Partner]:
        declared = step_named(step)
        return laying.open_reveal(laying.pending_reveal(declared, self.round), declared, by=self.facilitator)

    def close(self, *, focus_of_next: str = "") -> Record:
        """Close the round, and go on in the next one."""
        record = records.close_round(self.round, by=self.facilitator, focus_of_next=focus_of_next)
        assert record
        self.round = self.partnership.rounds.get(number=self.round.number + 1)
        return record

    def entries(self) -> models.QuerySet[TableEntry]:
        """What stands on the table in this round."""
        return TableEntry.objects.in_round(self.round).standing()

    # --- Content ------------------------------------------------------------------------------------

    def filled(self, kind: Kind, canary: str, **given: Any) -> dict[str, Any]:
        """A value for every field of a kind; texts hold the canary and the field's name."""
        values = {name: self._value(kind, name, canary) for name in kind.fields if name not in given}
        return {name: value for name, value in values.items() if value is not None} | given

    def _value(self, kind: Kind, name: str, canary: str) -> Any:
        field = kind.model._meta.get_field(name)
        if field.is_relation:
            return self._related(field.related_model)
        if field.choices:
            # The second, for the first is often “none”; a fixed one keeps builders predictable.
            values = [value for value, _ in field.flatchoices if value != ""]
            return values[min(1, len(values) - 1)]
        if isinstance(field, models.DateField):
            return DAY
        if isinstance(field, models.DecimalField):
            return Decimal("12.50")
        if isinstance(field, models.IntegerField):
            return 3
        return f"{canary} {kind.key} {name}"

    def _related(self, model: type[models.Model]) -> models.Model | None:
        if model is Power:
            return self.powers[0]
        if model is Partner:
            return self.partners[0]
        if model is Milestone:
            return Milestone.objects.in_round(self.round).standing().first()
        assert model is Principle, f"say which {model.__name__}"
        return Principle.objects.in_round(self.round).standing().first() or self.agree("principle")


class Side:
    """One partner with its own people. Unless told `by=`, its lead acts."""

    def __init__(self, table: Table, letter: str, *, consent: bool) -> None:
        self.table = table
        self.letter = letter
        self.canary = f"{letter}-canary"
        bare = Partner(
            name=f"Partner {letter}", short_name=letter, type=PartnerType.UNITARY, consent_required=consent
        )
        self.partner = forming.add_partner(bare, by=table.facilitator)
        lead = person(f"Lead {letter}", at=f"{table.partnership.slug}.example.org")
        people.seat(lead, partnership=table.partnership, partner=self.partner, role=Role.LEAD)
        self.partner.refresh_from_db()  # its first lead brought it in
        self.partner.partnership = table.partnership
        self.lead = Actor(lead, table.partnership, self.partner, frozenset([Role.LEAD]))
        roles = (Role.CONTRIBUTOR, Role.APPROVER, Role.READER)
        self.contributor, self.approver, self.reader = self._seated(roles)

    def _seated(self, roles: Sequence[Role]) -> list[Actor]:
        """One person in each role, as `people.seat` leaves them, but all at once: nearly every test begins here."""
        at = f"{self.table.partnership.slug}.example.org"
        said = [(f"{role.label} {self.letter}", f"{role.value}.{self.letter.lower()}@{at}") for role in roles]
        made = [Person(name=name, email=email) for name, email in said]
        for somebody in made:
            somebody.set_unusable_password()
        Person.objects.bulk_create(made)
        EmailAddress.objects.bulk_create(
            EmailAddress(user=somebody, email=somebody.email, primary=True, verified=True)
            for somebody in made
        )
        place = {"partnership": self.table.partnership, "partner": self.partner}
        seats = [Membership(person=who, role=role, **place) for who, role in zip(made, roles, strict=True)]
        Membership.objects.bulk_create(seats)
        return [Actor(seat.person, *place.values(), frozenset([seat.role])) for seat in seats]

    @property
    def actors(self) -> list[Actor]:
        return [self.lead, self.contributor, self.approver, self.reader]

    @property
    def round(self) -> Round:
        return self.table.round

    # --- Writing ------------------------------------------------------------------------------------

    def write(self, kind: str, *, by: Actor | None = None, **fields: Any) -> Contribution:
        """Add one contribution of a kind, for example `write("position", power=…, position="never")`."""
        step, declared = contribution_kind(kind)
        row = declared.model(**self.table.filled(declared, self.canary, **fields))
        return contributing.add(row, step, round_=self.round, by=by or self.lead)

    def write_private_half(self, power: Power | None = None, **fields: str) -> PrivateHalf:
        """What stays at home about a power."""
        texts = {name: f"{self.canary} private {name}" for name in lifecycle.PRIVATE_FIELDS} | fields
        row = PrivateHalf(power=power or self.table.powers[0], **texts)
        return contributing.add(row, lifecycle.signed_step(), round_=self.round, by=self.lead)

    def edit(self, row: Contribution, *, by: Actor | None = None, **fields: Any) -> Contribution:
        """Save changes, starting from the wording that is in the database now. Returns the row as saved."""
        fresh = self.fresh(row)
        started_from = fresh.wording
        for name, value in fields.items():
            setattr(fresh, name, value)
        return contributing.revise(fresh, step_of(fresh), started_from=started_from, by=by or self.lead)

    def remove(self, row: Contribution, *, by: Actor | None = None) -> None:
        contributing.remove(self.fresh(row), step_of(row), by=by or self.lead)

    def fresh(self, row: Contribution) -> Contribution:
        """The row of this lineage as it is now, in the open round."""
        return type(row).objects.in_round(self.round).get(lineage=row.lineage)

    def fill(self, step: str) -> None:
        """One row of every kind of a step that has none yet; for a mandate, a position on every power."""
        for kind in step_named(step).alone:
            if workbook.rows_of(kind, self.lead, self.round):
                continue
            for fields in self._subjects(kind):
                self.write(kind.key, **fields)

    def _subjects(self, kind: ContributionKind) -> list[Mapping[str, Any]]:
        if kind.subject == "power":
            return [{"power": power} for power in self.table.powers]
        return [{}]

    def finish(self, step: str, *, by: Actor | None = None) -> None:
        contributing.finish(step_named(step), round_=self.round, by=by or self.lead)

    # --- Going to the table -------------------------------------------------------------------------

    def mandate(self, state: str = "signed") -> Mandate:
        """Bring this partner's mandate to `draft`, `submitted`, `signed` or `laid`, from wherever it is."""
        goal = MANDATE_STATES.index(state)
        step = lifecycle.signed_step()
        self.fill(step.key)
        found = self.present_mandate()
        if goal >= 1 and found.state == MandateState.DRAFT:
            self.submit()
        if goal >= 2 and self.present_mandate().state == MandateState.SUBMITTED:
            self.sign()
        if goal >= 3:
            self.lay(step.key)
        return self.present_mandate()

    def present_mandate(self) -> Mandate:
        """The mandate as it is in the database now."""
        return lifecycle.mandate_of(self.partner, self.round)

    def submit(self, *, by: Actor | None = None) -> None:
        lifecycle.submit(self.present_mandate(), complete=True, by=by or self.lead)

    def take_back(self, *, by: Actor | None = None) -> None:
        lifecycle.take_back(self.present_mandate(), by=by or self.lead)

    def return_(self, because: str = "Say more", *, by: Actor | None = None) -> None:
        lifecycle.return_(self.present_mandate(), because=because, by=by or self.approver)

    def sign(self, *, by: Actor | None = None, body: str = "Cabinet", minute: str = "12/27") -> None:
        """Sign off what is with the approver."""
        mandate = self.present_mandate()
        lifecycle.sign_off(
            mandate, mandate.wording, body=body, decided_on=DAY, minute=minute, by=by or self.approver
        )

    def lay(self, step: str, *rows: Contribution, by: Actor | None = None) -> int:
        """Lay some rows of a step, or all there are; lodges them while a reveal is pending."""
        by, declared = by or self.lead, step_named(step)
        lineages = [str(row.lineage) for row in rows] or [
            thing.lineage for thing in previewing.layable(declared, by, self.round)
        ]
        return laying.lay(declared, lineages, round_=self.round, by=by)

    def withdraw(self, row: Contribution | TableEntry, *, by: Actor | None = None) -> TableEntry:
        step = step_named(row.step) if isinstance(row, TableEntry) else step_of(row)
        return laying.withdraw(step, str(row.lineage), round_=self.round, by=by or self.lead)

    def take_back_lodging(self, step: str, *, by: Actor | None = None) -> None:
        laying.take_back_lodging(step_named(step), round_=self.round, by=by or self.lead)

    def endorse(
        self, agreement: Agreement, gradient: int, reservation: str = "", *, by: Actor | None = None
    ) -> Endorsement:
        endorsing.endorse(agreement, Stand(gradient, reservation), by=by or self.lead)
        return Endorsement.objects.get(agreement=agreement.pk, partner=self.partner)

    # --- Looking ------------------------------------------------------------------------------------

    def rows(self, kind: str) -> list[Contribution]:
        """This partner's own rows of a kind in the open round."""
        return workbook.rows_of(contribution_kind(kind)[1], self.lead, self.round)


def step_of(row: Contribution) -> Step:
    """The step to which a contribution belongs."""
    if isinstance(row, PrivateHalf):
        return lifecycle.signed_step()
    return next(step for step in CYCLE for kind in step.alone if kind.model is type(row))
