"""Round after round: laid stays laid, drafts stay their owner's, endorsements and what was learnt stay behind."""

from hypothesis import given
from hypothesis import strategies as st

from partnerships.models import Agreement, Endorsement, TableEntry
from partnerships.models.private import Mandate, PrivateHalf
from partnerships.steps import CYCLE, contribution_kind
from partnerships.wordings import canonical, content_of
from tests import build

KINDS = (
    "hope",
    "ambition",
    "rating",
    "benefit",
    "cost",
    "expectation",
    "resource",
    "preference",
    "reflection",
)
# What becomes of a row in a round: how far it gets, one word after the other.
FATES = {
    "draft": (),
    "laid": ("lay",),
    "reworded": ("lay", "edit"),
    "laid anew": ("lay", "edit", "lay"),
    "withdrawn": ("lay", "withdraw"),
    "back again": ("lay", "withdraw", "lay"),
}
ROWS = st.lists(
    st.tuples(st.sampled_from("ABC"), st.sampled_from(KINDS), st.sampled_from(sorted(FATES))),
    max_size=4,
    unique_by=lambda row: row[:2],
)
MANDATES = st.fixed_dictionaries(
    {}, optional={letter: st.sampled_from(build.MANDATE_STATES) for letter in "ABC"}
)


def live(table, rows):
    """Let every row meet its fate."""
    for number, (letter, kind, fate) in enumerate(rows):
        side, step = table.side(letter), contribution_kind(kind)[0].key
        row = next(iter(side.rows(kind)), None) or side.write(kind)
        for verb in FATES[fate]:
            if verb == "edit":
                text = next(
                    name
                    for name in contribution_kind(kind)[1].fields
                    if side.canary in str(getattr(row, name))
                )
                side.edit(row, **{text: f"{side.canary} {table.round.number}.{number}"})
            elif verb == "lay":
                side.lay(step, row)
            elif TableEntry.objects.in_round(table.round).standing().filter(lineage=row.lineage).exists():
                side.withdraw(row)


def on_the_table(round_, *, lasting):
    """`{(partner, lineage): all that an entry says}`."""
    left = {kind.key for step in CYCLE for kind in step.alone if not kind.carries} if lasting else ()
    return {
        (entry.partner_id, entry.lineage): (
            entry.kind,
            entry.frozen,
            entry.wording,
            entry.authority,
            entry.laid_by_id,
        )
        for entry in TableEntry.objects.in_round(round_).standing().exclude(kind__in=left)
    }


def at_home(side, round_, *, lasting):
    """What a partner's own people find: the words of every row, and the private halves."""
    kinds = [kind for step in CYCLE for kind in step.alone if kind.carries or not lasting]
    rows = {
        row.lineage: canonical(content_of(kind, row))
        for kind in kinds
        for row in kind.model.objects.visible_to(side.lead).in_round(round_)
    }
    halves = PrivateHalf.objects.visible_to(side.lead).in_round(round_)
    return rows | {half.lineage: half.fallback for half in halves}


@given(
    rounds=st.lists(ROWS, min_size=1, max_size=2), mandates=MANDATES, private=st.sets(st.sampled_from("ABC"))
)
def test_rounds_carry_content_and_never_votes(table, rounds, mandates, private):
    with build.undone():
        table.round = table.partnership.rounds.get(number=1)
        for letter, state in mandates.items():
            table.side(letter).mandate(state)
        for letter in private - mandates.keys():
            table.side(letter).write_private_half()
        for rows in rounds:
            table.move("review")
            live(table, rows)
            for side in table.sides.values():
                side.endorse(table.agree("outcome", by=side.lead), 6)
            check_closing(table)


def check_closing(table):
    before = table.round
    mandates = {mandate.partner_id: mandate for mandate in Mandate.objects.in_round(before)}
    home = {side.letter: at_home(side, before, lasting=True) for side in table.sides.values()}
    old = (
        on_the_table(before, lasting=False),
        {s.letter: at_home(s, before, lasting=False) for s in table.sides.values()},
    )
    agreed = set(Agreement.objects.in_round(before).standing().values_list("lineage", "version"))
    laid = on_the_table(before, lasting=True)
    table.close()

    # Laid as laid, drafts as drafts, each to its owner.
    assert on_the_table(table.round, lasting=False) == laid
    assert {side.letter: at_home(side, table.round, lasting=False) for side in table.sides.values()} == home
    for side in table.sides.values():
        found = "".join(at_home(side, table.round, lasting=False).values())
        assert not [
            other.letter for other in table.sides.values() if other is not side and other.canary in found
        ]

    # Mandates as far as they were, with the same words signed.
    for mandate in Mandate.objects.in_round(table.round):
        earlier = mandates[mandate.partner_id]
        same = ("state", "wording_id", "signed_id", "laid_id", "last_edited_by_id")
        assert [getattr(mandate, name) for name in same] == [getattr(earlier, name) for name in same]

    # The group's words, and nobody's endorsement.
    assert set(Agreement.objects.in_round(table.round).values_list("lineage", "version")) == agreed
    assert not Endorsement.objects.filter(agreement__round=table.round).exists()
    assert Endorsement.objects.filter(agreement__round=before).exists()

    # The round that closed is as it was.
    new = (
        on_the_table(before, lasting=False),
        {s.letter: at_home(s, before, lasting=False) for s in table.sides.values()},
    )
    assert new == old
