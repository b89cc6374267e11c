"""A mandate under any sequence of verbs: only declared transitions, and what was signed is what is laid, byte for byte."""

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from partnerships import laying, lifecycle
from partnerships.models import TableEntry
from partnerships.models.private import MandateItem, MandateWording, Signature
from partnerships.rulings import Refused
from partnerships.vocabulary import MandateState, Position
from partnerships.wordings import canonical, content_of, digest_of
from partnerships.workbook import rows_of
from tests import build

DRAFT, SUBMITTED, SIGNED_OFF = MandateState.DRAFT, MandateState.SUBMITTED, MandateState.SIGNED_OFF
POSITIONS = st.sampled_from(Position.values)
# Without the character that PostgreSQL's text cannot hold: every form refuses it before a verb hears of it.
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=5)


def refuses(verb):
    try:
        with transaction.atomic():
            verb()
    except Refused:
        return True
    return False


class MandateLife(RuleBasedStateMachine):
    """Verbs of partner A's people, beside a model of the state and of the words that were sent, signed and laid."""

    def __init__(self):
        super().__init__()
        self.undone = build.undone()
        self.undone.__enter__()
        self.table = build.partnership("AB", powers=2)
        self.a = self.table.a
        self.a.fill("mandate")
        self.half = self.a.write_private_half()
        self.state = DRAFT
        self.sent = self.signed = None
        self.laid = {}
        self.wordings = self.signatures = 0

    def teardown(self):
        self.undone.__exit__(None, None, None)

    def words(self):
        """`{lineage: frozen content}` of the rows as they are now, in their order."""
        step = lifecycle.signed_step()
        return {
            str(row.lineage): canonical(content_of(kind, row))
            for kind in step.alone
            for row in rows_of(kind, self.a.lead, self.a.round)
        }

    def edited(self):
        self.state = DRAFT

    def expect(self, allowed, verb):
        """The verb works exactly when the model says so."""
        assert refuses(verb) is not allowed

    # --- Verbs --------------------------------------------------------------------------------------

    @rule()
    def submit(self):
        words = self.words()
        allowed = self.state == DRAFT
        self.expect(allowed, self.a.submit)
        if allowed:
            self.state, self.sent, self.wordings = SUBMITTED, words, self.wordings + 1

    @rule()
    def take_back(self):
        allowed = self.state == SUBMITTED
        self.expect(allowed, self.a.take_back)
        self.state = DRAFT if allowed else self.state

    @rule()
    def return_(self):
        allowed = self.state == SUBMITTED
        self.expect(allowed, self.a.return_)
        self.state = DRAFT if allowed else self.state

    @rule(minute=st.text("0123456789", min_size=1, max_size=4))
    def sign_off(self, minute):
        allowed = self.state == SUBMITTED
        self.expect(allowed, lambda: self.sign(minute))
        if allowed:
            self.state, self.signed, self.minute = SIGNED_OFF, self.sent, minute
            self.signatures += 1

    def sign(self, minute):
        wording = MandateWording.objects.of(self.a.partner).last()
        if wording is None:
            raise Refused(lifecycle.OVERTAKEN)
        declared = {"body": "Board", "decided_on": build.DAY, "minute": minute}
        lifecycle.sign_off(self.a.present_mandate(), wording, **declared, by=self.a.approver)

    @rule(which=st.integers(0, 1), position=POSITIONS)
    def edit(self, which, position):
        rows = self.a.rows("position")
        if which >= len(rows):
            return
        allowed = self.state != SUBMITTED
        changes = rows[which].position != position
        self.expect(allowed, lambda: self.a.edit(rows[which], position=position))
        if allowed and changes:
            self.edited()

    @rule(text=WORDS)
    def edit_private_half(self, text):
        changes = self.a.fresh(self.half).worries != text
        allowed = self.state != SUBMITTED
        self.expect(allowed, lambda: self.a.edit(self.half, worries=text))
        if allowed and changes:
            self.edited()

    @rule()
    def remove(self):
        rows = self.a.rows("position")
        if rows:
            on_the_table = str(rows[0].lineage) in self.laid
            allowed = self.state != SUBMITTED and not on_the_table
            self.expect(allowed, lambda: self.a.remove(rows[0]))
            if allowed:
                self.edited()

    @precondition(lambda self: len(self.a.rows("position")) < 2)
    @rule()
    def add(self):
        allowed = self.state != SUBMITTED
        taken = {row.power for row in self.a.rows("position")}
        power = next(power for power in self.table.powers if power not in taken)
        self.expect(allowed, lambda: self.a.write("position", power=power))
        if allowed:
            self.edited()

    @rule(choice=st.sets(st.integers(0, 3), min_size=1))
    def lay(self, choice):
        allowed = self.state == SIGNED_OFF
        signed = list((self.signed or {}).items())
        chosen = dict(signed[number] for number in choice if number < len(signed))
        self.expect(allowed, lambda: self.lay_lineages(chosen))
        if allowed:
            self.laid |= chosen

    def lay_lineages(self, chosen):
        laying.lay(lifecycle.signed_step(), list(chosen), round_=self.a.round, by=self.a.lead)

    @precondition(lambda self: self.laid)
    @rule(data=st.data())
    def withdraw(self, data):
        lineage = data.draw(st.sampled_from(sorted(self.laid)))
        self.a.withdraw(TableEntry.objects.in_round(self.a.round).filter(lineage=lineage).last())
        del self.laid[lineage]

    # --- What always holds --------------------------------------------------------------------------

    @invariant()
    def it_is_in_the_state_that_the_verbs_lead_to(self):
        mandate = self.a.present_mandate()
        assert mandate.state == self.state
        assert (mandate.lapsed_at is not None) <= (mandate.state != SIGNED_OFF)

    @invariant()
    def what_is_on_the_table_is_what_was_signed_byte_for_byte(self):
        standing = {str(entry.lineage): entry.frozen for entry in self.table.entries()}
        assert standing == self.laid

    @invariant()
    def a_signed_mandate_says_what_its_signature_says(self):
        if self.state == SIGNED_OFF:
            mandate = self.a.present_mandate()
            assert {
                entry["lineage"]: canonical(entry["content"]) for entry in mandate.signed.entries
            } == self.signed
            assert mandate.signed.signature.minute == self.minute

    @invariant()
    def every_wording_is_kept_and_chained(self):
        wordings = list(MandateWording.objects.of(self.a.partner))
        assert [wording.number for wording in wordings] == list(range(1, self.wordings + 1))
        assert Signature.objects.of(self.a.partner).count() == self.signatures
        before = ""
        for wording in wordings:
            assert wording.digest == digest_of(wording.frozen + wording.frozen_private, after=before)
            before = wording.digest

    @invariant()
    def the_other_partner_is_untouched(self):
        assert self.table.b.present_mandate().state == DRAFT
        assert not MandateItem.objects.of(self.table.b.partner).exists()


def test_a_mandate_keeps_its_promises_whatever_is_done_to_it(db):
    run_state_machine_as_test(MandateLife)
