"""A mandate goes through its own house: drafted, sent, signed by somebody else, and laid as it was signed."""

import datetime as dt
import json

import pytest
from django.urls import reverse

from partnerships import lifecycle, people, rules
from partnerships.models import Event, TableEntry
from partnerships.models.private import Mandate, MandateWording, Signature
from partnerships.rulings import Refused
from partnerships.vocabulary import MandateState, Role
from partnerships.wordings import canonical, digest_of
from tests import build

VERBS = {
    "submit": lambda side: side.submit(),
    "take back": lambda side: side.take_back(),
    "return": lambda side: side.return_(),
    "sign off": lambda side: lifecycle.sign_off(
        side.present_mandate(),
        side.present_mandate().wording,
        body="Cabinet",
        decided_on=build.DAY,
        minute="1",
        by=side.approver,
    ),
}
BEGINNINGS = {
    MandateState.DRAFT: "draft",
    MandateState.SUBMITTED: "submitted",
    MandateState.SIGNED_OFF: "signed",
}


def snapshot(mandate):
    return Mandate.objects.filter(pk=mandate.pk).values().get()


# --- Which way a mandate may go -----------------------------------------------------------------


@pytest.mark.parametrize("state", MandateState)
@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_works_from_its_declared_state_and_from_no_other(table, verb, state):
    table.a.mandate(BEGINNINGS[state])
    before, after = lifecycle.TRANSITIONS[verb]
    if state == before:
        VERBS[verb](table.a)
        assert table.a.present_mandate().state == after
    else:
        kept = snapshot(table.a.present_mandate())
        with pytest.raises(Refused):
            VERBS[verb](table.a)
        assert snapshot(table.a.present_mandate()) == kept


def test_every_transition_has_a_verb():
    assert set(lifecycle.TRANSITIONS) == {*VERBS, "lapse"}


@pytest.mark.parametrize(
    ("verb", "may"),
    [
        ("submit", {Role.LEAD}),
        ("take back", {Role.LEAD}),
        ("return", {Role.APPROVER}),
        ("sign off", {Role.APPROVER}),
    ],
)
def test_only_the_lead_sends_and_only_an_approver_decides(table, verb, may):
    table.a.mandate("draft" if verb == "submit" else "submitted")
    acting = {
        "submit": lambda actor: table.a.submit(by=actor),
        "take back": lambda actor: table.a.take_back(by=actor),
        "return": lambda actor: table.a.return_(by=actor),
        "sign off": lambda actor: table.a.sign(by=actor),
    }[verb]
    for actor in [table.facilitator, *table.a.actors]:
        with build.undone():
            if actor.roles <= may:
                acting(actor)
            else:
                with pytest.raises(Refused):
                    acting(actor)


@pytest.mark.parametrize("verb", VERBS)
def test_nobody_decides_on_another_partners_mandate(table, verb):
    table.a.mandate("draft" if verb == "submit" else "submitted")
    kept = snapshot(table.a.present_mandate())
    acting = {
        "submit": lambda: table.a.submit(by=table.b.lead),
        "take back": lambda: table.a.take_back(by=table.b.lead),
        "return": lambda: table.a.return_(by=table.b.approver),
        "sign off": lambda: table.a.sign(by=table.b.approver),
    }[verb]
    with pytest.raises(Refused):
        acting()
    assert snapshot(table.a.present_mandate()) == kept


# --- Sending ------------------------------------------------------------------------------------


def test_sending_freezes_every_position_and_the_terms_as_they_are(table):
    table.a.fill("mandate")
    table.a.submit()
    wording = table.a.present_mandate().wording
    kinds = [entry["kind"] for entry in wording.entries]
    assert kinds == ["position", "position", "position", "terms"]
    rows = [*table.a.rows("position"), *table.a.rows("terms")]
    assert [entry["lineage"] for entry in wording.entries] == [str(row.lineage) for row in rows]
    assert wording.entries[0]["content"]["fields"]["reasons"] == "A-canary position reasons"
    assert wording.entries[0]["subject"] == str(table.powers[0].pk)


def test_sending_freezes_the_private_half_apart_from_what_may_be_laid(table):
    table.a.fill("mandate")
    table.a.write_private_half(fallback="A-canary walk away")
    table.a.submit()
    wording = table.a.present_mandate().wording
    assert wording.private_entries[0]["lines"][0] == ["What we do if there is no deal", "A-canary walk away"]
    assert "walk away" not in wording.frozen


def test_a_partners_wording_holds_nothing_of_another_partner(table):
    for side in (table.a, table.b):
        side.fill("mandate")
        side.write_private_half()
    table.a.submit()
    wording = table.a.present_mandate().wording
    assert "A-canary" in wording.frozen and "A-canary" in wording.frozen_private
    assert "B-canary" not in wording.frozen + wording.frozen_private


def test_an_incomplete_mandate_cannot_be_sent(table):
    table.a.fill("mandate")
    with pytest.raises(Refused, match="Some things are still missing"):
        lifecycle.submit(table.a.present_mandate(), complete=False, by=table.a.lead)
    assert not MandateWording.objects.exists()


def test_a_mandate_that_nobody_could_sign_is_not_sent_and_the_lead_is_led_to_invite(client, table):
    table.a.fill("mandate")
    client.force_login(table.a.lead.person)
    seat = (table.partnership.slug, table.a.lead.seat)
    invite, sentence = reverse("person-invite", args=seat), lifecycle.NOBODY_SIGNS.reason
    link = f'href="{invite}">{sentence}</a>'
    pages = [reverse("mandate-check", args=seat), reverse("step", args=(*seat, "mandate"))]
    assert [link in client.get(page).content.decode() for page in pages] == [False, False]
    people.end(table.a.approver.person.memberships.get(), by=table.a.lead)
    shown = [client.get(page).content.decode() for page in pages]
    assert [link in page for page in shown] == [True, True]
    assert not any("Nothing is missing" in page for page in shown)
    answer = client.post(pages[0])
    assert (answer.status_code, sentence in answer.content.decode()) == (403, True)
    assert not MandateWording.objects.exists()


def test_an_approver_who_changed_the_mandate_last_is_nobody_to_send_it_to(table):
    table.a.fill("mandate")
    both = build.actor(table.a.approver.person, table.partnership, table.a.partner, Role.CONTRIBUTOR)
    table.a.edit(table.a.rows("terms")[0], by=both, limits="Mine")
    with pytest.raises(Refused, match="Nobody can sign it off yet"):
        table.a.submit()
    table.a.edit(table.a.rows("terms")[0], limits="The lead’s")
    table.a.submit()


def test_wordings_are_numbered_and_their_digests_chained(table):
    table.a.mandate("submitted")
    table.a.take_back()
    table.a.edit(table.a.rows("terms")[0], limits="Other limits")
    table.a.submit()
    first, second = MandateWording.objects.of(table.a.partner)
    assert [first.number, second.number] == [1, 2]
    assert first.digest == digest_of(first.frozen + first.frozen_private)
    assert second.digest == digest_of(second.frozen + second.frozen_private, after=first.digest)


def test_another_partners_wordings_have_their_own_numbers(table):
    table.a.mandate("submitted")
    table.b.mandate("submitted")
    assert table.b.present_mandate().wording.number == 1


# --- With the approver --------------------------------------------------------------------------


def test_nothing_can_be_edited_while_the_approver_has_it(table):
    table.a.mandate("submitted")
    item = table.a.rows("position")[0]
    with pytest.raises(Refused, match="Take it back first"):
        table.a.edit(item, reasons="Slipped in")
    with pytest.raises(Refused):
        table.a.remove(item)
    with pytest.raises(Refused):
        table.a.write_private_half()
    assert table.a.rows("position")[0].reasons == "A-canary position reasons"


def test_returning_keeps_the_reason_until_it_is_sent_again(table):
    table.a.mandate("submitted")
    table.a.return_("Say what happens to the depot")
    assert table.a.present_mandate().returned_because == "Say what happens to the depot"
    table.a.submit()
    assert table.a.present_mandate().returned_because == ""


def test_the_last_editor_cannot_sign(table):
    both = build.actor(table.a.lead.person, table.partnership, table.a.partner, Role.APPROVER)
    table.a.mandate("submitted")
    with pytest.raises(Refused, match="somebody else must sign"):
        table.a.sign(by=both)


def test_an_approver_who_once_edited_signs_if_somebody_else_edited_last(table):
    both = build.actor(table.a.contributor.person, table.partnership, table.a.partner, Role.APPROVER)
    table.a.fill("mandate")
    table.a.edit(table.a.rows("terms")[0], by=both, limits="Mine")
    table.a.edit(table.a.rows("terms")[0], limits="The lead’s")
    table.a.submit()
    table.a.sign(by=both)
    assert table.a.present_mandate().state == MandateState.SIGNED_OFF


def test_an_answer_on_the_list_of_powers_makes_its_author_the_last_editor(table):
    table.a.fill("mandate")
    table.a.edit(table.a.rows("position")[0], by=table.a.contributor, position="open")
    assert table.a.present_mandate().last_edited_by == table.a.contributor.person


# --- Signing ------------------------------------------------------------------------------------


def test_signing_records_body_date_minute_and_person(table):
    table.a.mandate("submitted")
    mandate = table.a.present_mandate()
    signature = lifecycle.sign_off(
        mandate,
        mandate.wording,
        body="Full council",
        decided_on=dt.date(2027, 2, 4),
        minute="17",
        by=table.a.approver,
    )
    assert signature == Signature.objects.get(wording=mandate.wording)
    assert signature.signed_by == table.a.approver.person
    assert str(signature) == "Full council, 4 February 2027, minute 17"
    assert table.a.present_mandate().signed == mandate.wording


def test_an_approver_signs_only_what_was_on_the_page(table):
    """The page was open while the lead took the mandate back, changed it and sent it again."""
    table.a.mandate("submitted")
    on_the_page = table.a.present_mandate()
    table.a.take_back()
    table.a.edit(table.a.rows("terms")[0], limits="None at all")
    table.a.submit()
    with pytest.raises(Refused, match="Somebody else did something"):
        lifecycle.sign_off(
            on_the_page,
            on_the_page.wording,
            body="Cabinet",
            decided_on=build.DAY,
            minute="1",
            by=table.a.approver,
        )
    assert table.a.present_mandate().state == MandateState.SUBMITTED
    assert not Signature.objects.exists()


def test_a_wording_sent_earlier_cannot_be_signed(table):
    table.a.mandate("submitted")
    first = table.a.present_mandate().wording
    table.a.take_back()
    table.a.submit()
    with pytest.raises(Refused):
        lifecycle.sign_off(
            table.a.present_mandate(),
            first,
            body="Cabinet",
            decided_on=build.DAY,
            minute="1",
            by=table.a.approver,
        )


def test_an_approver_who_edited_meanwhile_cannot_sign_from_an_old_page(table):
    both = build.actor(table.a.contributor.person, table.partnership, table.a.partner, Role.APPROVER)
    table.a.mandate("submitted")
    on_the_page = table.a.present_mandate()
    table.a.take_back()
    table.a.edit(table.a.rows("terms")[0], by=both, limits="Mine")
    table.a.submit()
    with pytest.raises(Refused):
        lifecycle.sign_off(
            on_the_page,
            table.a.present_mandate().wording,
            body="Cabinet",
            decided_on=build.DAY,
            minute="1",
            by=both,
        )


# --- An edit after signing ----------------------------------------------------------------------


def edit_terms(side):
    side.edit(side.rows("terms")[0], limits="Changed")


def edit_private_half(side):
    side.edit(private_half(side), fallback="Changed")


def remove_position(side):
    side.remove(side.rows("position")[0])


def add_private_half(side):
    side.write_private_half(side.table.powers[1])


def private_half(side):
    return lifecycle.PrivateHalf.objects.of(side.partner).in_round(side.round).get()


@pytest.mark.parametrize("edit", [edit_terms, edit_private_half, remove_position, add_private_half])
def test_an_edit_makes_the_signature_lapse_and_says_so(table, edit):
    table.a.write_private_half()
    table.a.mandate("signed")
    signed = table.a.present_mandate().signed
    edit(table.a)
    mandate = table.a.present_mandate()
    assert mandate.state == MandateState.DRAFT
    assert mandate.lapsed_at is not None
    assert mandate.signed == signed
    assert (
        Event.objects.filter(verb="signature lapsed", partner_id=table.a.partner.pk, group=False).count() == 1
    )


def test_saving_the_same_words_again_leaves_the_signature_standing(table):
    table.a.mandate("signed")
    terms = table.a.rows("terms")[0]
    table.a.edit(terms, limits=terms.limits)
    assert table.a.present_mandate().state == MandateState.SIGNED_OFF


def test_a_lapsed_mandate_cannot_be_laid_until_it_is_signed_again(table):
    table.a.mandate("signed")
    edit_terms(table.a)
    with pytest.raises(Refused, match="not signed off"):
        table.a.lay("mandate")
    assert not TableEntry.objects.exists()


def test_what_was_signed_stays_on_the_table_when_the_signature_lapses(table):
    table.a.mandate("laid")
    before = list(table.entries().values_list("lineage", "frozen"))
    edit_terms(table.a)
    assert list(table.entries().values_list("lineage", "frozen")) == before


def test_signing_again_clears_the_lapse(table):
    table.a.mandate("signed")
    edit_terms(table.a)
    table.a.mandate("signed")
    mandate = table.a.present_mandate()
    assert (mandate.lapsed_at, mandate.signed.number) == (None, 2)


# --- What was signed is what is laid ------------------------------------------------------------


def test_what_was_signed_is_what_is_laid_byte_for_byte(table):
    table.a.mandate("laid")
    signed = json.loads(table.a.present_mandate().signed.frozen)
    laid = table.entries().order_by("pk")
    assert [entry.frozen for entry in laid] == [canonical(thing["content"]) for thing in signed]
    assert [str(entry.lineage) for entry in laid] == [thing["lineage"] for thing in signed]
    assert [entry.wording for entry in laid] == [thing["wording"] for thing in signed]


def test_a_power_reworded_after_signing_does_not_change_what_is_laid(table):
    table.a.mandate("signed")
    power = table.powers[0]
    power.title = "Otherwise named"
    power.save()
    table.a.lay("mandate")
    assert "Otherwise named" not in "".join(table.entries().values_list("frozen", flat=True))


# --- Closed -------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", VERBS)
def test_nothing_happens_to_a_mandate_of_a_closed_round(table, verb):
    table.a.mandate("draft" if verb == "submit" else "submitted")
    old, kept = table.round, snapshot(table.a.present_mandate())
    table.close()
    table.round = old
    with pytest.raises(Refused) as refusal:
        VERBS[verb](table.a)
    assert refusal.value.ruling == rules.ROUND_CLOSED
    assert snapshot(table.a.present_mandate()) == kept


def test_history_of_a_mandate_holds_none_of_its_words(table):
    table.a.write_private_half()
    table.a.mandate("submitted")
    table.a.return_("A-canary reason")
    table.a.mandate("laid")
    edit_terms(table.a)
    lines = Event.objects.about_partner(table.a.partner)
    assert {"submitted", "returned", "signed off", "laid", "signature lapsed"} <= {
        line.verb for line in lines
    }
    assert "A-canary" not in "".join(line.text for line in lines)


def test_what_goes_on_inside_is_no_news_for_the_group(table):
    version = table.partnership.rounds.get().version
    table.a.mandate("submitted")
    table.a.return_()
    table.a.mandate("signed")
    inside = Event.objects.about_partner(table.a.partner).exclude(
        verb__in=("partner added", "joined", "invited")
    )
    assert inside and not inside.filter(group=True).exists()
    assert table.partnership.rounds.get().version == version
