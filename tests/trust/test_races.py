"""Two at once: exactly one wins, nothing is doubled, and nothing that was called saved is lost.

Real threads and real transactions, on both databases. Every racer has its page open before the start: what it
knows may be old by the time it acts.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count
from threading import Barrier

import pytest
from django.db import connections

from facilitation import records, stepping
from facilitation.models import Move, Record
from partnerships import agreeing, answering, contributing, endorsing, forming, laying, lifecycle, previewing
from partnerships.agreeing import Reworded
from partnerships.answering import UNSEEN, Answer
from partnerships.contributing import Conflict
from partnerships.models import Agreement, Endorsement, Event, Partnership, Principle, Round, TableEntry
from partnerships.models.private import (
    Ambition,
    Hope,
    Lodging,
    Mandate,
    MandateItem,
    MandateWording,
    Signature,
)
from partnerships.rulings import Refused
from partnerships.steps import contribution_kind, step_named
from partnerships.vocabulary import MandateState, Role
from tests import build

pytestmark = pytest.mark.django_db(transaction=True)

LOST = (Refused, Conflict, Reworded)
VISION, MANDATE = step_named("vision"), step_named("mandate")
_numbers = count(1)


def race(*racers: Callable) -> list:
    """Start all at once. Gives what each returned, or the refusal it met; any other error fails the test."""
    start = Barrier(len(racers))

    def run(racer: Callable):
        try:
            start.wait()
            return racer()
        except LOST as lost:
            return lost
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(racers)) as pool:
        return list(pool.map(run, racers))


def winners(outcomes: list) -> list:
    return [outcome for outcome in outcomes if not isinstance(outcome, LOST)]


def tables(letters: str = "AB", times: int = 4) -> Iterator[build.Table]:
    """Several tables one after the other: a race is run more than once."""
    for _ in range(times):
        yield build.partnership(letters, slug=f"race-{next(_numbers)}", powers=2)


def page(table: build.Table) -> Round:
    """The round as one racer's page knows it."""
    return Round.objects.select_related("partnership").get(pk=table.round.pk)


def second(side: build.Side, role: Role) -> build.Actor:
    name = f"Second {role.label} {side.table.partnership.slug} {side.letter}"
    return build.actor(build.person(name), side.table.partnership, side.partner, role)


def seen_mandate(side: build.Side) -> Mandate:
    return Mandate.objects.select_related("round", "wording", "partner").get(pk=side.present_mandate().pk)


def seen_line(row: Agreement) -> Agreement:
    return Principle.objects.select_related("round").get(pk=row.pk)


def closing(table: build.Table) -> Callable:
    return partial(records.close_round, page(table), by=table.facilitator)


def signing(side: build.Side, by: build.Actor) -> Callable:
    mandate = seen_mandate(side)
    declared = {"body": "Cabinet", "decided_on": build.DAY, "minute": "1"}
    return partial(lifecycle.sign_off, mandate, mandate.wording, **declared, by=by)


def entries(table: build.Table) -> Counter:
    """How many entries there are of each thing."""
    found = TableEntry.objects.filter(round__partnership=table.partnership)
    return Counter(found.values_list("round__number", "partner__short_name", "lineage", "withdrawn"))


# --- Mandates -----------------------------------------------------------------------------------


def test_of_two_who_send_the_mandate_one_does():
    for table in tables():
        table.a.mandate("draft")
        leads = table.a.lead, second(table.a, Role.LEAD)
        pages = [(seen_mandate(table.a), lead) for lead in leads]
        outcomes = race(*(partial(lifecycle.submit, seen, complete=True, by=by) for seen, by in pages))
        assert len(winners(outcomes)) == 1
        assert [w.number for w in MandateWording.objects.of(table.a.partner)] == [1]
        assert table.a.present_mandate().wording == winners(outcomes)[0]


def test_of_two_who_sign_one_does():
    for table in tables():
        table.a.mandate("submitted")
        outcomes = race(signing(table.a, table.a.approver), signing(table.a, second(table.a, Role.APPROVER)))
        assert winners(outcomes) == list(Signature.objects.of(table.a.partner))
        assert table.a.present_mandate().state == MandateState.SIGNED_OFF


def test_of_signing_and_taking_back_one_happens():
    for table in tables():
        table.a.mandate("submitted")
        outcomes = race(
            signing(table.a, table.a.approver),
            partial(lifecycle.take_back, seen_mandate(table.a), by=table.a.lead),
        )
        assert len(winners(outcomes)) == 1
        signed = Signature.objects.of(table.a.partner).exists()
        assert table.a.present_mandate().state == (MandateState.SIGNED_OFF if signed else MandateState.DRAFT)


def test_of_signing_and_returning_one_happens():
    for table in tables():
        table.a.mandate("submitted")
        other = second(table.a, Role.APPROVER)
        outcomes = race(
            signing(table.a, table.a.approver),
            partial(lifecycle.return_, seen_mandate(table.a), because="Say more", by=other),
        )
        assert len(winners(outcomes)) == 1
        signed = Signature.objects.of(table.a.partner).exists()
        assert bool(table.a.present_mandate().returned_because) is not signed


def test_an_edit_beside_a_signature_is_never_signed_unread():
    """Either it comes too early and is refused, or it comes after and the signature lapses."""
    for table in tables():
        table.a.mandate("submitted")
        terms = table.a.rows("terms")[0]
        terms.limits = "Slipped in"
        signed, edited = race(
            signing(table.a, table.a.approver),
            partial(contributing.revise, terms, MANDATE, started_from=1, by=table.a.lead),
        )
        assert signed == Signature.objects.get(partner=table.a.partner)
        assert "Slipped in" not in signed.wording.frozen
        mandate = table.a.present_mandate()
        if isinstance(edited, Refused):
            assert (mandate.state, table.a.rows("terms")[0].wording) == (MandateState.SIGNED_OFF, 1)
        else:
            assert (mandate.state, mandate.lapsed_at is None) == (MandateState.DRAFT, False)


def test_two_who_come_first_find_one_mandate():
    for table in tables():
        found = race(*(partial(lifecycle.mandate_of, table.a.partner, page(table)) for _ in range(3)))
        assert {mandate.pk for mandate in found} == {Mandate.objects.get(partner=table.a.partner).pk}


# --- Saving -------------------------------------------------------------------------------------


def test_of_two_who_save_the_same_row_one_does_and_the_other_is_shown_it():
    for table in tables():
        row = table.a.write("hope", what="Before")
        saving = []
        for by in (table.a.lead, table.a.contributor):
            copy = Hope.objects.select_related("round").get(pk=row.pk)
            copy.what = f"By {by.person.name}"
            saving.append(partial(contributing.revise, copy, VISION, started_from=1, by=by))
        outcomes = race(*saving)
        kept = Hope.objects.get(pk=row.pk)
        assert winners(outcomes) == [kept]
        [lost] = [outcome for outcome in outcomes if isinstance(outcome, Conflict)]
        assert (kept.wording, kept.what, lost.theirs.what) == (2, winners(outcomes)[0].what, kept.what)


def test_of_two_first_rows_where_only_one_may_be_one_is_written():
    for table in tables():
        outcomes = race(
            *(
                partial(contributing.add, Ambition(ambition=5), VISION, round_=page(table), by=by)
                for by in (table.a.lead, table.a.contributor)
            )
        )
        kept = Ambition.objects.get(partner=table.a.partner)
        assert winners(outcomes) == [kept]
        assert [lost.theirs for lost in outcomes if isinstance(lost, Conflict)] == [kept]


@pytest.mark.parametrize("before", ["", "open"])
def test_of_two_who_answer_the_same_question_one_does_and_the_other_is_told(before):
    step, kind = contribution_kind("position")
    for table in tables():
        power = table.powers[0]
        seen = UNSEEN
        if before:
            table.a.write("position", power=power, position=before)
            seen = answering.fingerprint({"position": before})
        takings = [
            partial(
                answering.take_positions,
                kind,
                step,
                {power.pk: Answer({"position": word}, seen)},
                round_=page(table),
                by=by,
            )
            for by, word in ((table.a.lead, "on"), (table.a.contributor, "never"))
        ]
        one, other = race(*takings)
        assert sorted((one.written, other.written)) == [0, 1]
        assert MandateItem.objects.get(partner=table.a.partner).position == ("on" if one.written else "never")
        [clash] = one.clashes or other.clashes
        assert clash.power_id == power.pk


def test_finished_said_twice_is_one_line_of_history():
    for table in tables():
        race(
            *(
                partial(contributing.finish, VISION, round_=page(table), by=by)
                for by in (table.a.lead, table.a.contributor)
            )
        )
        assert Event.objects.filter(verb="finished", partner_id=table.a.partner.pk).count() == 1


# --- The table ----------------------------------------------------------------------------------


def laying_all(side: build.Side, step: str, by: build.Actor) -> Callable:
    lineages = [thing.lineage for thing in previewing.layable(step_named(step), side.lead, side.round)]
    return partial(laying.lay, step_named(step), lineages, round_=page(side.table), by=by)


@pytest.mark.parametrize("step", ["mandate", "vision"])
def test_what_two_lay_at_once_is_laid_once(step):
    for table in tables():
        table.a.mandate("signed")
        table.a.fill("vision")
        table.a.finish("vision")
        outcomes = race(laying_all(table.a, step, table.a.lead), laying_all(table.a, step, table.a.approver))
        assert sorted(outcomes)[0] == 0 < sorted(outcomes)[1]
        assert set(entries(table).values()) == {1}


def test_what_two_withdraw_at_once_leaves_one_tombstone():
    for table in tables():
        row = table.a.write("hope")
        table.a.lay("vision")
        outcomes = race(
            *(
                partial(laying.withdraw, VISION, str(row.lineage), round_=page(table), by=by)
                for by in (table.a.lead, second(table.a, Role.LEAD))
            )
        )
        assert len(winners(outcomes)) == 1
        assert entries(table) == {(1, "A", row.lineage, False): 1, (1, "A", row.lineage, True): 1}


def test_of_two_who_open_a_reveal_one_does():
    for table in tables():
        reveal = table.ask_for_reveal("vision")
        for side in (table.a, table.b):
            side.write("hope")
            side.lay("vision")
        host = build.person(f"Second host {table.partnership.slug}")
        hosts = table.facilitator, build.actor(host, table.partnership, None, Role.FACILITATOR)
        pages = [(type(reveal).objects.select_related("round").get(pk=reveal.pk), by) for by in hosts]
        opened = race(*(partial(laying.open_reveal, seen, VISION, by=by) for seen, by in pages))
        assert sorted(map(len, opened)) == [0, 2]
        assert (len(entries(table)), set(entries(table).values())) == (2, {1})
        assert not Lodging.objects.filter(round=table.round).exists()


def test_of_two_who_ask_for_a_reveal_one_does():
    for table in tables():
        outcomes = race(
            *(
                partial(laying.ask_for_reveal, VISION, round_=page(table), by=table.facilitator)
                for _ in range(2)
            )
        )
        assert len(winners(outcomes)) == 1
        assert table.round.reveals.count() == 1


def test_what_is_lodged_while_the_reveal_opens_is_either_opened_or_laid():
    for table in tables():
        reveal = table.ask_for_reveal("vision")
        row = table.a.write("hope")
        seen = type(reveal).objects.select_related("round").get(pk=reveal.pk)
        laid, _ = race(
            laying_all(table.a, "vision", table.a.lead),
            partial(laying.open_reveal, seen, VISION, by=table.facilitator),
        )
        assert laid == 1
        assert entries(table) == {(1, "A", row.lineage, False): 1}
        assert not Lodging.objects.filter(round=table.round).exists()


def test_what_is_edited_while_it_is_lodged_does_not_open_in_its_old_words():
    for table in tables():
        table.ask_for_reveal("vision")
        row = table.a.write("hope", what="Before")
        lodging = laying_all(table.a, "vision", table.a.lead)
        copy = Hope.objects.select_related("round").get(pk=row.pk)
        copy.what = "After"
        race(
            lodging,
            partial(contributing.revise, copy, VISION, started_from=1, by=table.a.contributor),
        )
        table.open_reveal("vision")
        assert [entry.content["title"] for entry in table.entries()] in ([], ["After"])


# --- Agreements ---------------------------------------------------------------------------------


def test_of_two_who_reword_the_same_version_one_does_and_the_other_is_shown_it():
    for table in tables():
        first = table.agree("principle", statement="Before")
        rewording = []
        for side in (table.a, table.b):
            newer = Principle(statement=f"By {side.letter}")
            rewording.append(partial(agreeing.reword, seen_line(first), newer, by=side.lead))
        outcomes = race(*rewording)
        [standing] = Principle.objects.in_round(table.round).standing()
        assert [won.pk for won in winners(outcomes)] == [standing.pk]
        assert [lost.newest for lost in outcomes if isinstance(lost, Reworded)] == [standing]
        versions = (
            Principle.objects.in_round(table.round).order_by("version").values_list("version", flat=True)
        )
        assert list(versions) == [1, 2]


def test_of_two_proposals_where_only_one_may_be_one_stands():
    for table in tables():
        step, kind = agreeing.agreement_kind("destination")
        outcomes = race(
            *(
                partial(
                    agreeing.propose,
                    kind.model(statement="There"),
                    kind,
                    step,
                    round_=page(table),
                    by=side.lead,
                )
                for side in (table.a, table.b)
            )
        )
        assert len(winners(outcomes)) == 1
        assert kind.model.objects.in_round(table.round).count() == 1


def test_a_partner_stands_in_one_place_however_many_say_so():
    for table in tables():
        line = table.agree("principle")
        outcomes = race(
            *(
                partial(endorsing.endorse, seen_line(line), endorsing.Stand(where), by=by)
                for by, where in ((table.a.lead, 2), (table.a.approver, 6))
            )
        )
        assert len(winners(outcomes)) == 2
        assert Endorsement.objects.get(agreement=line.pk).gradient in (2, 6)


# --- Rounds -------------------------------------------------------------------------------------


def test_of_two_moves_from_one_step_one_happens():
    for table in tables():
        moves = race(
            *(
                partial(
                    stepping.move,
                    page(table),
                    from_step="mandate",
                    to_step=to,
                    reason="On we go",
                    by=table.facilitator,
                )
                for to in ("vision", "reality")
            )
        )
        [move] = [move for move in moves if move]
        assert list(Move.objects.filter(round=table.round)) == [move]
        assert page(table).step == move.to_step


def test_of_two_first_rounds_one_opens():
    for _ in range(4):
        slug = f"race-{next(_numbers)}"
        host, administrator = (
            build.person(f"Host {slug}"),
            build.person(f"Admin {slug}", is_site_administrator=True),
        )
        founded = forming.found(Partnership(name=slug, slug=slug), facilitator=host, by=administrator)
        by = build.actor(host, founded, None, Role.FACILITATOR)
        opened = race(*(partial(forming.open_round, founded, by=by) for _ in range(2)))
        assert opened[0] == opened[1] == founded.rounds.get()


def test_of_two_closings_one_closes_and_everything_is_carried_once():
    for table in tables():
        row = table.a.write("hope")
        table.a.lay("vision")
        line = table.agree("principle")
        closings = race(closing(table), closing(table))
        assert [record for record in closings if record] == [Record.objects.get(round=table.round)]
        assert list(table.partnership.rounds.values_list("number", flat=True)) == [1, 2]
        assert entries(table) == {(1, "A", row.lineage, False): 1, (2, "A", row.lineage, False): 1}
        assert Hope.objects.filter(lineage=row.lineage).count() == 2
        assert Principle.objects.filter(lineage=line.lineage).count() == 2


def test_what_is_saved_while_the_round_closes_is_in_the_next_round_or_was_refused():
    for table in tables(times=6):
        row = table.a.write("hope", what="Before")
        copy = Hope.objects.select_related("round").get(pk=row.pk)
        copy.what = "After"
        saved, added, record = race(
            partial(contributing.revise, copy, VISION, started_from=1, by=table.a.lead),
            partial(contributing.add, Hope(what="Added"), VISION, round_=page(table), by=table.a.contributor),
            closing(table),
        )
        assert record
        later = set(
            Hope.objects.filter(round__number=2, partner=table.a.partner).values_list("what", flat=True)
        )
        before = set(
            Hope.objects.filter(round__number=1, partner=table.a.partner).values_list("what", flat=True)
        )
        expected = {"Before" if isinstance(saved, Refused) else "After"}
        expected |= set() if isinstance(added, Refused) else {"Added"}
        assert later == before == expected


def test_what_is_laid_while_the_round_closes_is_in_its_record_and_in_the_next_round_or_was_refused():
    for table in tables(times=6):
        row = table.a.write("hope", what="Ours")
        laid, record = race(laying_all(table.a, "vision", table.a.lead), closing(table))
        rounds = [] if isinstance(laid, Refused) else [1, 2]
        assert [number for number, *_ in sorted(entries(table))] == rounds
        assert (str(row.lineage) in record.frozen) is bool(rounds)


def test_what_is_agreed_while_the_round_closes_is_in_its_record_or_was_refused():
    for table in tables(times=6):
        line = table.agree("principle", statement="Before")
        reworded, record = race(
            partial(agreeing.reword, seen_line(line), Principle(statement="After"), by=table.a.lead),
            closing(table),
        )
        words = "Before" if isinstance(reworded, Refused) else "After"
        assert Principle.objects.get(round__number=2, lineage=line.lineage).statement == words
        assert ("After" in record.frozen) is (words == "After")


def test_a_mandate_signed_while_the_round_closes_is_signed_in_the_next_round_or_was_refused():
    for table in tables(times=6):
        table.a.mandate("submitted")
        signed, record = race(signing(table.a, table.a.approver), closing(table))
        assert record
        states = set(Mandate.objects.of(table.a.partner).values_list("state", flat=True))
        assert states == {MandateState.SUBMITTED if isinstance(signed, Refused) else MandateState.SIGNED_OFF}
