"""Step 1, alone: positions, the way to a signature, and the reveal."""

from __future__ import annotations

from area import WANTED, Area, Side
from browser import Unexpected, Visitor

from partnerships.steps.mandate import ITEM, STEP, TERMS
from partnerships.vocabulary import Position

SIGNED = {"body": "Cabinet", "decided_on_day": "4", "decided_on_month": "3", "decided_on_year": "2026"}
# One wanted power in this many also gets its private half.
PRIVATE_EVERY = 3


def draft(area: Area) -> None:
    """Every partner takes a position on every power, says more about what it wants, and who speaks for it."""
    for side in area.sides:
        side.positions = {power: area.drawn() for power in area.powers}
        take_positions(side)
        for power, position in side.positions.items():
            if position in WANTED:
                say_more(area, side, power)
        writer = side.contributor
        writer.answer(writer.go("contribution-add", STEP.key, TERMS.key), area.rng, "speakers")
        area.ledger.stands(STEP, ITEM, len(side.positions))
        area.ledger.stands(STEP, TERMS)


def take_positions(side: Side) -> None:
    """All of them on the one page, opened on purpose where a signature would lapse."""
    page = side.lead.open(f"{side.lead.at('positions')}?change=yes")
    side.lead.submit(page, **{f"position-{power}": position for power, position in side.positions.items()})


def say_more(area: Area, side: Side, power: int) -> None:
    """The full page of one power: conditions, what residents would notice, and sometimes what stays at home."""
    writer = side.contributor
    page = writer.go("position", power)
    form = page.form("position", "resident_outcome")
    if form.fields["position"] != side.positions[power]:
        raise Unexpected(
            f"{page.path}: the position is {form.fields['position']}, not {side.positions[power]}"
        )
    leaving = "private-" if power % PRIVATE_EVERY else "-"
    writer.answer(page, area.rng, "position", "resident_outcome", leaving=leaving)


def submit(side: Side) -> None:
    lead = side.lead
    lead.go("step", STEP.key)
    lead.go("mandate-check")
    lead.send(lead.at("mandate-check"))


def sign(side: Side) -> None:
    approver = side.approver
    approver.go("workbook")
    approver.submit(approver.go("mandate-sign-off"), **SIGNED, minute=f"12/26 {side.slug[:20]}")


def lay(by: Visitor, step: str) -> int:
    """Lay, or lodge, all that the page offers; how many that was."""
    page = by.go("lay", step)
    form = page.form("lineage")
    by.send_form(page, form)
    return len([name for name, _ in form.form_values() if name == "lineage"])


# --- The reveal ---------------------------------------------------------------------------------


def ask_for_reveal(area: Area) -> None:
    host = area.facilitator
    host.go("desk")
    host.go("reveal-ask", STEP.key)
    host.send(host.at("reveal-ask", STEP.key))


def lodge(area: Area) -> None:
    for side in area.sides:
        count = lay(side.lead, STEP.key)
        if count != len(side.positions) + 1:
            raise Unexpected(f"{side.slug} lodged {count} things")


def open_reveal(area: Area) -> None:
    host = area.facilitator
    number = host.go("desk").find(r"/desk/reveals/(\d+)/open/")[0]
    host.send(host.at("reveal-open", number))
    for side in area.sides:
        side.lead.go("table")


# --- Round 2 ------------------------------------------------------------------------------------


def move_a_fifth(area: Area) -> list[Side]:
    """Change exactly a fifth of all positions, drawn over the whole table. Whose mandate that reopened."""
    everything = [(side, power) for side in area.sides for power in area.powers]
    moved = area.rng.sample(range(len(everything)), len(everything) // 5)
    movers: dict[str, Side] = {}
    for index in sorted(moved):
        side, power = everything[index]
        others = [position for position in Position if position != side.positions[power]]
        side.positions[power] = area.rng.choice(others)
        movers[side.slug] = side
    for side in movers.values():
        take_positions(side)
    for index in sorted(moved):
        side, power = everything[index]
        if side.positions[power] in WANTED:
            say_more(area, side, power)
    area.ledger.reworded[STEP.key] += len(moved)
    return list(movers.values())


def sign_again(area: Area, movers: list[Side]) -> None:
    for side in movers:
        submit(side)
        sign(side)
    count = sum(lay(side.lead, STEP.key) for side in movers)
    if count != area.ledger.reworded[STEP.key]:
        raise Unexpected(
            f"{count} positions were laid again, and {area.ledger.reworded[STEP.key]} were moved"
        )
