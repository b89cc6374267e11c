"""Two rounds of one partnership from beginning to end, with a walk over all pages at five moments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import closing
import founding
import mandates
import steps
from area import Area, Counts, Plan, Side
from browser import Log, Page
from closing import Issued
from walk import Opened, Walk, not_visited

from partnerships.models import Partner
from partnerships.steps import CYCLE, Step

# Two councils, and one of those that were added by hand.
MANDATE_PAPERS = 3


@dataclass
class Journey:
    """What two rounds left behind, for the checks."""

    area: Area
    walking: bool = True
    pages: list[Opened] = field(default_factory=list)
    papers: list[Issued] = field(default_factory=list)
    # Whose positions were moved in round 2.
    movers: list[Side] = field(default_factory=list)
    # What the changes page said in round 2 and in round 3, by step.
    said: dict[str, Counts] = field(default_factory=dict)
    shown: dict[str, Counts] = field(default_factory=dict)
    said_after: dict[str, Counts] = field(default_factory=dict)
    not_visited: list[str] = field(default_factory=list)

    def walk(self, moment: str, at: Side) -> None:
        if not self.walking:
            return
        walk = Walk(self.area, moment, at)
        with self.area.log.stage(f"All pages, {moment}"):
            self.pages += walk.pages()
        self.not_visited = not_visited(walk)


def twice(plan: Plan, register: Path, log: Log, seed: int) -> Journey:
    """Two rounds, closed, with their papers."""
    journey = nearly_twice(plan, register, log, seed, walking=True)
    _end(journey)
    return journey


def nearly_twice(plan: Plan, register: Path, log: Log, seed: int, *, walking: bool = False) -> Journey:
    """The same, with round 2 still open and everything in it done."""
    journey = Journey(founding.found(plan, register, log, seed), walking=walking)
    _first_round(journey, register)
    _move(journey)
    return journey


def as_far_as_the_reveal(journey: Journey) -> None:
    area, log = journey.area, journey.area.log
    at = area.sides[0]
    with log.stage("Drafting mandates"):
        mandates.draft(area)
    with log.stage("Sending for sign-off"):
        for side in area.sides:
            mandates.submit(side)
    journey.walk("with the approvers", at)
    with log.stage("Signing off"):
        for side in area.sides:
            mandates.sign(side)
    with log.stage("Lodging for the reveal"):
        mandates.ask_for_reveal(area)
        mandates.lodge(area)
    journey.walk("before the reveal", at)
    with log.stage("The reveal"):
        mandates.open_reveal(area)


def _first_round(journey: Journey, register: Path) -> None:
    area, log = journey.area, journey.area.log
    as_far_as_the_reveal(journey)
    for step in CYCLE:
        _take_step(area, step)
    with log.stage("Listening, and who approves"):
        _listen(area)
    founding.upload_again(area, register)
    journey.walk("end of round 1", area.sides[0])
    with log.stage("Closing round 1"):
        closing.close(area)
    with log.stage("Papers of round 1"):
        journey.papers.append(closing.issue_summary(area, 1))


def _listen(area: Area) -> None:
    """The facilitator arranges a conversation and writes a theme; every partner lists a body that approves."""
    by = area.facilitator
    # With the partner from whose seats the pages are then looked at, for it alone reads of its conversations.
    arranging = by.go("conversation-plan")
    walked = Partner.objects.get(partnership__slug=area.plan.slug, slug=area.sides[0].slug)
    by.answer(arranging, area.rng, "role", partner=str(walked.pk))
    by.answer(by.go("theme-add"), area.rng, "text")
    decided = {
        "result": "approved",
        "decided_on_day": "2",
        "decided_on_month": "11",
        "decided_on_year": "2026",
    }
    for side in area.sides:
        side.lead.answer(side.lead.go("approval-add"), area.rng, "body", **decided)


def _take_step(area: Area, step: Step) -> None:
    if step is not CYCLE[0]:
        with area.log.stage(f"{step.name}: moving on"):
            steps.move_on(area, step)
        with area.log.stage(f"{step.name}: alone"):
            steps.bring(area, step)
    with area.log.stage(f"{step.name}: together"):
        steps.agree(area, step)
        steps.everybody_looks(area, "board", step.key)


def _move(journey: Journey) -> None:
    area, log = journey.area, journey.area.log
    with log.stage("Round 2: moving a fifth"):
        journey.movers = mandates.move_a_fifth(area)
    with log.stage("Round 2: signing and laying again"):
        mandates.sign_again(area, journey.movers)
    with log.stage("Round 2: the other steps"):
        steps.move_the_rest(area)
        for step in CYCLE[1:]:
            steps.move_on(area, step)
        steps.look_back_again(area)
    with log.stage("Round 2: what changed"):
        page = area.facilitator.go("changes")
        journey.said, journey.shown = changes_said(page), changes_shown(page)
        steps.everybody_looks(area, "changes")
    journey.walk("end of round 2", journey.movers[0])


def _end(journey: Journey) -> None:
    area, log = journey.area, journey.area.log
    with log.stage("Closing round 2"):
        closing.close(area)
    with log.stage("Papers of round 2"):
        journey.papers.append(closing.issue_summary(area, 2))
        for side in [*area.sides[: MANDATE_PAPERS - 1], area.sides[-1]]:
            journey.papers.append(closing.issue_mandate(area, side))
    journey.said_after = changes_said(area.facilitator.go("changes"))
    journey.walk("round 3 opened", journey.movers[0])


# --- The changes page ---------------------------------------------------------------------------


def changes_said(page: Page) -> dict[str, Counts]:
    """The sentence of every step, as numbers."""
    return {step: _numbers(section.find("p").text_content()) for step, section in _sections(page)}


def _numbers(sentence: str) -> Counts:
    found = {
        word: int(number)
        for number, word in re.findall(r"(\d+) (?:things? )?(new|reworded|dropped|as before)", sentence)
    }
    return Counts(**{word.replace(" ", "_"): number for word, number in found.items()})


def changes_shown(page: Page) -> dict[str, Counts]:
    """The things that are listed under every step, counted; what is as before is not listed."""
    return {step: _entries(section) for step, section in _sections(page)}


def _entries(section: Any) -> Counts:
    classes = [entry.get("class", "") for entry in section.xpath(".//*[contains(@class, 'rt-changed')]")]
    new = sum("rt-changed--new" in names for names in classes)
    dropped = sum("rt-changed--removed" in names for names in classes)
    return Counts(new, len(classes) - new - dropped, dropped)


def _sections(page: Page) -> Iterator[tuple[str, Any]]:
    for number, step in enumerate(CYCLE, start=1):
        yield step.key, page.tree.xpath(f"//section[@aria-labelledby='step-{number}']")[0]
