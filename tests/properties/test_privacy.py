"""Whatever anybody does in whatever order: the group reads what was laid, all of it, and nothing else.

Every text that a partner writes holds a canary of its own. A small model follows, by the words of the promise alone,
which canaries have been laid and which stand on the table; then everything that serves the group is searched.
"""

import dataclasses
import re
from collections.abc import Iterable, Mapping

from django.db import models
from hypothesis import given, note
from hypothesis import strategies as st

from facilitation import stepping
from facilitation.documents import document_of
from facilitation.models import Record
from partnerships import agreeing, contributing, laying, lifecycle
from partnerships.comparing import comparisons
from partnerships.contributing import Conflict
from partnerships.models import Actor, Event, TableEntry
from partnerships.models.private import PrivateHalf
from partnerships.readiness import readiness
from partnerships.rulings import Refused
from partnerships.steps import CYCLE, ContributionKind, contribution_kind, step_named
from partnerships.table import board, changes_since, matrix, ratings
from partnerships.vocabulary import MandateState
from tests import build

CANARY = re.compile(r"[ABC]-canary-\d+")
KINDS = (
    "position",
    "terms",
    "hope",
    "ambition",
    "rating",
    "journey",
    "cost",
    "worth",
    "expectation",
    "resource",
    "reflection",
)
AUTHORITY = "authority"
STEPS = ("mandate", "vision", "reality", "benefits", "principles", "leadership", "review")
VERBS = (
    *("write", "edit", "lay", "lay", "mandate", "mandate"),  # the more often, the deeper the sequences go
    *("remove", "finish", "withdraw", "private half", "send back", "take back"),
    *("ask for reveal", "open reveal", "take back lodging", "agree", "endorse", "move", "close"),
)


def text_of(thing) -> str:
    """Everything that a value holds, all the way down: fields of data, columns of rows, keys and values."""
    if isinstance(thing, models.Model):
        columns = [getattr(thing, field.attname) for field in thing._meta.concrete_fields]
        return f"{thing} {columns}"
    if dataclasses.is_dataclass(thing):
        shown = " ".join(text_of(getattr(thing, field.name)) for field in dataclasses.fields(thing))
        lines = getattr(thing, "lines", "") if isinstance(getattr(thing, "entry", None), TableEntry) else ""
        return f"{shown} {lines}"
    if isinstance(thing, Mapping):
        return " ".join(f"{text_of(key)} {text_of(value)}" for key, value in thing.items())
    if isinstance(thing, Iterable) and not isinstance(thing, str | bytes):
        return " ".join(map(text_of, thing))
    return str(thing)


def canaries_in(thing) -> set[str]:
    return set(CANARY.findall(text_of(thing)))


class World:
    """What happens to a table, and the model of what may be seen. Rows are known by partner and lineage."""

    def __init__(self, table: build.Table, data: st.DataObject) -> None:
        self.table, self.draw = table, data.draw
        table.round = table.partnership.rounds.last()
        self.flown = 0
        # What each row says now, as its canary; what is with the approver, signed, and lodged; and what is laid.
        self.rows: dict[tuple[str, str], str] = {}
        self.kinds: dict[tuple[str, str], ContributionKind] = {}
        self.sent: dict[str, dict[str, str]] = {}
        self.signed: dict[str, dict[str, str]] = {}
        self.lodged: dict[tuple[str, str], dict[str, str]] = {}
        self.ever_laid: set[str] = set()
        self.standing: dict[tuple[str, str], str] = {}
        for side in table.sides.values():
            for kind in ("hope", "position", "terms"):
                self.add(side.letter, kind, by=side.lead)

    def canary(self, letter: str) -> str:
        self.flown += 1
        return f"{letter}-canary-{self.flown}"

    # --- Choosing -----------------------------------------------------------------------------------

    def one_of(self, things, label=None):
        return self.draw(st.sampled_from(list(things)), label=label)

    def side(self) -> build.Side:
        return self.one_of(self.table.sides.values(), "side")

    def actor(self, fitting: Actor) -> Actor:
        """Mostly the one who may, now and then anybody."""
        return self.one_of(self.table.everybody, "actor") if self.draw(st.integers(0, 9)) > 7 else fitting

    def row_of(self, side: build.Side):
        lineage = self.one_of([lineage for letter, lineage in self.rows if letter == side.letter], "row")
        model = self.kinds[side.letter, lineage].model
        return model.objects.in_round(self.table.round).get(lineage=lineage)

    def do(self, verb: str) -> None:
        try:
            getattr(self, verb.replace(" ", "_"))(self.side())
        except (Refused, Conflict) as refusal:
            note(f"{verb}: {refusal}")

    # --- Writing ------------------------------------------------------------------------------------

    def write(self, side):
        self.add(side.letter, self.one_of(KINDS, "kind"), by=self.actor(side.lead))

    def add(self, letter, key, *, by):
        step, kind = contribution_kind(key)
        canary = self.canary(letter)
        subject = {"power": self.one_of(self.table.powers)} if kind.subject == "power" else {}
        row = kind.model(**self.table.filled(kind, canary, **subject))
        contributing.add(row, step, round_=self.table.round, by=by)
        self.written(by, row, kind, canary)

    def written(self, by, row, kind, canary):
        key = (by.partner.short_name, str(row.lineage))
        self.rows[key], self.kinds[key] = canary, kind
        self.touched(by.partner.short_name, contribution_kind(kind.key)[0].key)

    def touched(self, letter, step):
        """An edit takes back what was lodged, and makes a signature lapse."""
        self.lodged.pop((letter, step), None)
        if step == "mandate":
            self.signed.pop(letter, None)

    def edit(self, side):
        row, canary, by = self.row_of(side), self.canary(side.letter), self.actor(side.lead)
        kind = self.kinds[side.letter, str(row.lineage)]
        filled = self.table.filled(kind, canary)
        texts = {name: value for name, value in filled.items() if canary in str(value)}
        self.written(by, side.edit(row, by=by, **texts), kind, canary)

    def remove(self, side):
        row = self.row_of(side)
        side.remove(row, by=self.actor(side.lead))
        del self.rows[side.letter, str(row.lineage)]
        self.touched(side.letter, build.step_of(row).key)

    def private_half(self, side):
        texts = dict.fromkeys(lifecycle.PRIVATE_FIELDS, self.canary(side.letter))
        row, by = PrivateHalf(power=self.one_of(self.table.powers), **texts), self.actor(side.lead)
        contributing.add(row, lifecycle.signed_step(), round_=self.table.round, by=by)
        self.touched(by.partner.short_name, "mandate")

    def finish(self, side):
        side.finish(self.one_of(STEPS), by=self.actor(side.contributor))

    # --- Signing ------------------------------------------------------------------------------------

    def words(self, letter, step):
        return {
            lineage: canary
            for (whose, lineage), canary in self.rows.items()
            if whose == letter and contribution_kind(self.kinds[whose, lineage].key)[0].key == step
        }

    def mandate(self, side):
        """One way further: sent, signed, laid."""
        state = side.present_mandate().state
        if state == MandateState.DRAFT:
            side.submit(by=self.actor(side.lead))
            self.sent[side.letter] = self.words(side.letter, "mandate")
        elif state == MandateState.SUBMITTED:
            body = self.canary(side.letter)
            side.sign(by=self.actor(side.approver), body=body)
            self.signed[side.letter] = self.sent[side.letter] | {AUTHORITY: body}
        else:
            self.lay_some("mandate", by=self.actor(side.lead))

    def send_back(self, side):
        side.return_(self.canary(side.letter), by=self.actor(side.approver))

    def take_back(self, side):
        side.take_back(by=self.actor(side.lead))

    # --- Laying -------------------------------------------------------------------------------------

    def lay(self, side):
        """Of a step for which the partner has something."""
        kind = self.kinds[side.letter, str(self.row_of(side).lineage)]
        self.lay_some(contribution_kind(kind.key)[0].key, by=self.actor(side.lead))

    def lay_some(self, step, *, by):
        """Any lineages at all, also those of others."""
        lineages = self.draw(st.sets(st.sampled_from([lineage for _, lineage in self.rows]), min_size=1))
        pending = laying.pending_reveal(step_named(step), self.table.round)
        laying.lay(step_named(step), lineages, round_=self.table.round, by=by)
        letter = by.partner.short_name
        offered = self.signed.get(letter, {}) if step == "mandate" else self.words(letter, step)
        chosen = {lineage: canary for lineage, canary in offered.items() if lineage in lineages}
        news = {
            lineage: canary
            for lineage, canary in chosen.items()
            if self.standing.get((letter, lineage)) != canary
        }
        if news and AUTHORITY in offered:
            news[AUTHORITY] = offered[AUTHORITY]
        if chosen and pending:
            self.lodged[letter, step] = news
        else:
            self.open(letter, news)

    def open(self, letter, news):
        self.ever_laid |= set(news.values())
        self.standing |= {
            (letter, lineage): canary for lineage, canary in news.items() if lineage != AUTHORITY
        }

    def take_back_lodging(self, side):
        step, by = self.one_of(STEPS), self.actor(side.lead)
        side.take_back_lodging(step, by=by)
        self.lodged.pop((by.partner.short_name, step), None)

    def withdraw(self, side):
        if mine := [lineage for letter, lineage in self.standing if letter == side.letter]:
            lineage = self.one_of(mine)
            step = contribution_kind(self.kinds[side.letter, lineage].key)[0]
            laying.withdraw(step, lineage, round_=self.table.round, by=self.actor(side.lead))
            del self.standing[side.letter, lineage]

    def ask_for_reveal(self, side):
        step = step_named(self.one_of(("vision", "mandate", *STEPS)))
        laying.ask_for_reveal(step, round_=self.table.round, by=self.actor(self.table.facilitator))

    def open_reveal(self, side):
        for reveal in self.table.round.reveals.pending()[:1]:
            laying.open_reveal(reveal, step_named(reveal.step), by=self.actor(self.table.facilitator))
            for letter, step in [key for key in self.lodged if key[1] == reveal.step]:
                self.open(letter, self.lodged.pop((letter, step)))

    # --- The group ----------------------------------------------------------------------------------

    def agree(self, side):
        self.table.agree("principle", by=self.actor(side.lead), statement="We say", kept="so", broken="here")

    def endorse(self, side):
        for line in agreeing.standing(step_named("principles").agreement("principle"), self.table.round)[:1]:
            side.endorse(line, self.draw(st.integers(0, 6)), "Say more", by=self.actor(side.lead))

    def move(self, side):
        here, to, by = self.table.round.step, self.one_of(STEPS), self.actor(self.table.facilitator)
        stepping.move(self.table.round, from_step=here, to_step=to, reason="On we go", by=by)

    def close(self, side):
        self.table.close()
        self.lodged.clear()
        for key, kind in self.kinds.items():
            if not kind.carries:
                self.rows.pop(key, None)
                self.standing.pop(key, None)

    # --- Looking ------------------------------------------------------------------------------------

    def look(self) -> None:
        """Nothing unlaid anywhere; and, the positive control, all that stands is there to be read."""
        rounds = list(self.table.partnership.rounds.all())
        seen = {
            "boards": [board(step, round_) for round_ in rounds for step in CYCLE],
            "comparisons": [comparisons(step, round_) for round_ in rounds for step in CYCLE],
            "matrix": [matrix(round_) for round_ in rounds],
            "ratings": [ratings(round_) for round_ in rounds],
            "changes": [changes_since(*pair) for pair in zip(rounds, rounds[1:], strict=False)],
            "agreements": [agreeing.agreements(step, rounds[-1], self.table.partners) for step in CYCLE],
            "readiness": [readiness(round_, self.table.partners) for round_ in rounds],
            "unfinished": [stepping.unfinished(step, rounds[-1]) for step in CYCLE],
            "documents": [document_of(round_) for round_ in rounds],
            "records": list(Record.objects.all()),
            "news": list(Event.objects.seen_by_group()),
            "entries": list(TableEntry.objects.all()),
        }
        leaked = {name: canaries_in(shown) - self.ever_laid for name, shown in seen.items()}
        assert leaked == dict.fromkeys(seen, set())
        assert (
            canaries_in([list(Event.objects.seen_by_group()), seen["readiness"], seen["unfinished"]]) == set()
        )
        names = {partner.slug: partner.short_name for partner in self.table.partners}
        stands = {
            (names[entry["partner"]], entry["lineage"]): entry
            for step in seen["documents"][-1]["steps"]
            for entry in step["laid"]
            if not entry["withdrawn"]
        }
        assert set(stands) == set(self.standing)
        for key, canary in self.standing.items():
            assert canary in canaries_in(stands[key])


@given(data=st.data())
def test_what_is_not_laid_is_never_seen_and_what_is_laid_is(table, data):
    with build.undone():
        world = World(table, data)
        for verb in data.draw(st.lists(st.sampled_from(VERBS), min_size=6, max_size=24), label="verbs"):
            world.do(verb)
        world.look()


def test_the_search_finds_what_is_there(table):
    """The control: a canary in any corner of what is returned would be found."""
    table.a.write("hope", what="A-canary-1", sign="A-canary-2")
    table.a.lay("vision")
    assert canaries_in(board(step_named("vision"), table.round)) == {"A-canary-1", "A-canary-2"}
    assert canaries_in(document_of(table.round)) == {"A-canary-1", "A-canary-2"}
    assert canaries_in({"A-canary-3": [("x", None, 5)]}) == {"A-canary-3"}
