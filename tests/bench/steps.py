"""Steps 2 to 7: what every partner brings, what the group agrees, and moving on. And what is moved in round 2."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from area import Area, Side
from browser import Page, Unexpected, Visitor
from mandates import lay

from partnerships.statements import STATEMENTS
from partnerships.steps import CYCLE, AgreementKind, ContributionKind, Step, step_named
from partnerships.vocabulary import ArrangementTopic, ExpectationKind, Gradient, ReflectionKind, ScopeDecision

# How many of a kind a partner writes where it may write several.
OF_EACH = 2
LIVED = 2
# Of three offers in a ring each partner is out of at least one, and they stay: the one that is dropped later is the last.
FIRST = 3
OFFERS = FIRST + 1
REPEATED: Mapping[str, list[dict[str, Any]]] = {
    "expectation": [{"type": kind} for kind in ExpectationKind],
    "reflection": [{"type": ReflectionKind.KEEP}, {"type": ReflectionKind.CHANGE}],
}
# Where partners stand, from fully behind it down.
STANDS = {6: 45, 5: 25, 4: 15, 3: 6, 2: 6, 1: 2, 0: 1}


# --- Alone --------------------------------------------------------------------------------------


def bring(area: Area, step: Step) -> None:
    """Every partner writes its part of a step and lays it on the table."""
    for side in area.sides:
        written = sum(_write_all(area, side, step, kind) for kind in step.alone)
        side.contributor.go("step", step.key)
        laid = lay(side.lead, step.key)
        if laid != written:
            raise Unexpected(f"{side.slug} wrote {written} things for {step.key} and laid {laid}")


def _write_all(area: Area, side: Side, step: Step, kind: ContributionKind) -> int:
    written = _answer_all(area, side, kind) if kind.page else _write_each(area, side, step, kind)
    area.ledger.stands(step, kind, written)
    return written


def _answer_all(area: Area, side: Side, kind: ContributionKind) -> int:
    page = side.contributor.go(kind.page)
    first = kind.sheet.statements[0].code
    side.contributor.answer(page, area.rng, f"{first}-{kind.sheet.compares[0]}")
    return len(kind.sheet.statements)


def _write_each(area: Area, side: Side, step: Step, kind: ContributionKind) -> int:
    rows = REPEATED.get(kind.key, [{}] * OF_EACH) if kind.several else [{}]
    if kind.subject:
        rows = _subjects(side, step, kind)
    for given in rows:
        page = side.contributor.go("contribution-add", step.key, kind.key)
        side.contributor.answer(page, area.rng, kind.fields[0], **given)
    return len(rows)


def _subjects(side: Side, step: Step, kind: ContributionKind) -> list[dict[str, str]]:
    page = side.contributor.go("contribution-add", step.key, kind.key)
    return [{kind.subject: value} for value, _ in page.options(kind.subject)[:LIVED]]


# --- Together -----------------------------------------------------------------------------------


def agree(area: Area, step: Step) -> None:
    """The group proposes agreements of every kind, and every partner says where it stands."""
    for kind in step.together:
        # The first are the facilitator's, so that in every area there is one of each kind that no partner may drop alone,
        # and for every partner an offer that is none of its own.
        anybody = [area.facilitator, *(side.lead for side in area.sides)]
        given = _given(area, kind)
        by = [area.facilitator if n < FIRST else area.rng.choice(anybody) for n in range(len(given))]
        proposed = [_propose(area, step, kind, one, by=who) for one, who in zip(given, by, strict=True)]
        area.agreements[kind.key] = proposed
        area.ledger.stands(step, kind, len(proposed))
        for lineage in proposed:
            for side in area.sides:
                endorse(area, side, lineage)


def _given(area: Area, kind: AgreementKind) -> list[dict[str, str]]:
    """What must differ from one agreement of a kind to the next."""
    count = area.plan.of_each if kind.several else 1
    if kind.key == "scope":
        decisions = area.rng.choices(ScopeDecision.values, k=count)
        powers = area.rng.sample(area.powers, count)
        return [{"power": str(power), "decision": one} for power, one in zip(powers, decisions, strict=True)]
    if kind.key == "arrangement":
        return [{"topic": topic} for topic in area.rng.sample(ArrangementTopic.values, count)]
    if kind.key == "offer":
        page = area.facilitator.go("propose", "benefits", kind.key)
        partners = [value for value, _ in page.options("giver")]
        area.rng.shuffle(partners)
        ring = list(zip(partners, [*partners[1:], partners[0]], strict=True))
        pairs = [*ring, *((receiver, giver) for giver, receiver in ring)]
        return [{"giver": giver, "receiver": receiver} for giver, receiver in pairs[: max(count, OFFERS)]]
    return [{}] * count


def _propose(area: Area, step: Step, kind: AgreementKind, given: Mapping[str, Any], *, by: Visitor) -> str:
    page = by.answer(by.go("propose", step.key, kind.key), area.rng, kind.fields[0], **given)
    return _lineage(page)


def _lineage(page: Page) -> str:
    """Which agreement the page is about."""
    return page.path.split("/agreements/")[1].split("/")[0]


def endorse(area: Area, side: Side, lineage: str) -> None:
    lead = side.lead
    stand = area.rng.choices(list(STANDS), weights=list(STANDS.values()))[0]
    page = lead.go("agreement", lineage)
    reservation = "The cost falls on us alone." if stand == Gradient.CANNOT_ACCEPT else ""
    lead.submit(page, gradient=str(stand), reservation=reservation)


def move_on(area: Area, to: Step) -> None:
    """As the button on the desk does, with a reason if it asks for one."""
    host = area.facilitator
    host.go("desk")
    here = CYCLE[CYCLE.index(to) - 1]
    page = host.send(host.at("desk-move"), [("from_step", here.key), ("to_step", to.key)])
    if page.has_form("reason"):
        raise Unexpected(f"The desk asks why the group goes on to {to.key}: {page.complaint()}")


# --- Round 2 ------------------------------------------------------------------------------------


def move_the_rest(area: Area) -> None:
    """Beside the mandates, a little in every step, each counted."""
    _reword(area, "destination")
    _propose_more(area, "outcome")
    _rate_again(area, 3)
    _withdraw(area, "benefits")
    _drop(area, "offer")
    _reword(area, "principle")
    _contribute_more(area, "leadership", "resource")


def _reword(area: Area, key: str) -> None:
    step, kind = _of(key)
    host, lineage = area.facilitator, area.agreements[key][0]
    page = host.go("agreement-reword", lineage)
    words = "One body that residents can name, and that answers to every council in it."
    host.submit(page, **{kind.fields[0]: words})
    for side in area.sides:
        endorse(area, side, lineage)
    area.ledger.reworded[step.key] += 1


def _propose_more(area: Area, key: str) -> None:
    step, kind = _of(key)
    lineage = _propose(area, step, kind, {}, by=area.facilitator)
    for side in area.sides:
        endorse(area, side, lineage)
    area.ledger.new[step.key] += 1


def _drop(area: Area, key: str) -> None:
    step, _ = _of(key)
    host, lineage = area.facilitator, area.agreements[key].pop()
    host.go("agreement-drop", lineage)
    host.send(host.at("agreement-drop", lineage), [("because", "Overtaken by events")])
    area.ledger.dropped[step.key] += 1


def _rate_again(area: Area, count: int) -> None:
    """One partner sees some statements otherwise."""
    side, step = area.sides[-1], step_named("reality")
    page = side.contributor.go("ratings")
    form = page.form(f"{STATEMENTS[0].code}-now")
    for statement in STATEMENTS[:count]:
        now = f"{statement.code}-now"
        form.fields[now] = "4" if form.fields[now] != "4" else "0"
    side.contributor.send_form(page, form)
    area.ledger.reworded[step.key] += lay(side.lead, step.key)


def _withdraw(area: Area, key: str) -> None:
    lead = area.sides[-1].lead
    address = lead.go("lay", key).find(rf'href="([^"]*/workbook/{key}/withdraw/[^"]*)"')[0]
    lead.open(address)
    lead.send(address)
    area.ledger.dropped[key] += 1


def _contribute_more(area: Area, step: str, kind: str) -> None:
    side = area.sides[-1]
    writer = side.contributor
    writer.answer(writer.go("contribution-add", step, kind), area.rng, "what")
    area.ledger.new[step] += lay(side.lead, step)


def look_back_again(area: Area) -> None:
    """What was learnt belongs to its round, so everybody writes it afresh."""
    step = step_named("review")
    kind = step.contribution("reflection")
    for side in area.sides:
        for given in REPEATED[kind.key]:
            page = side.contributor.go("contribution-add", step.key, kind.key)
            side.contributor.answer(page, area.rng, kind.fields[0], **given)
        lay(side.lead, step.key)


def _of(key: str) -> tuple[Step, AgreementKind]:
    found = ((step, step.agreement(key)) for step in CYCLE)
    return next((step, kind) for step, kind in found if kind)


def everybody_looks(area: Area, name: str, *args: object) -> None:
    """Every lead opens the same page."""
    for side in area.sides:
        side.lead.go(name, *args)
