"""The sentences of the preview: what a person should know about a row before ticking it."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from partnerships.importing.bodies import Body
from partnerships.importing.sheets import REGISTER, Sheet
from partnerships.text import listed
from partnerships.vocabulary import Capacity, PartnerType, Tier


class Remarks:
    """What can be said about the rows of one sheet on one day."""

    def __init__(self, sheet: Sheet, today: dt.date):
        self.sheet = sheet
        self.today = today

    def about(self, body: Body, successors: Sequence[str]) -> list[str]:
        """`successors` are names where the file knows them."""
        sentences = [
            *body.remarks,
            self._ending(body, successors),
            self._contradiction(body),
            f"Will exist from {spoken(body.starts)}." if body.starts and body.starts > self.today else "",
            self._county(body),
            self._combined_authority(body),
            f"It is in {body.nation}; the catalogue of powers is about England."
            if self._is_abroad(body)
            else "",
        ]
        return [sentence for sentence in sentences if sentence]

    def has_ended(self, body: Body) -> bool:
        return not body.current or self._is_past(body)

    def _is_past(self, body: Body) -> bool:
        return body.ends is not None and body.ends <= self.today

    def _is_abroad(self, body: Body) -> bool:
        return body.nation not in ("", "England")

    def _ending(self, body: Body, successors: Sequence[str]) -> str:
        by = f"; replaced by {listed(successors)}" if successors else ""
        shares = (
            " Each is put down for an equal share; correct that afterwards." if len(successors) > 1 else ""
        )
        if body.ends is None:
            return f"Replaced by {listed(successors)}.{shares}" if successors else ""
        verb = "Ended" if self._is_past(body) else "Will end"
        return f"{verb} on {spoken(body.ends)}{by}.{shares}"

    def _contradiction(self, body: Body) -> str:
        """Where a register says two things at once."""
        if self.sheet.kind != REGISTER:
            return ""
        if body.current and self._is_past(body):
            return "The register still calls it current although that day has passed."
        if not body.current and not self._is_past(body):
            return "The register no longer calls it current."
        return ""

    def _county(self, body: Body) -> str:
        county = self.sheet.by_code.get(body.county)
        if body.tier == Tier.LOWER and county and not self.has_ended(body):
            return f"Its county is two-tier: {county.name} is the upper tier."
        below = self._districts[body.county] if body.type == PartnerType.COUNTY and body.county else 0
        if not below:
            return ""
        return f"Its county is two-tier: {below} district council{'s' if below > 1 else ''} below it."

    @cached_property
    def _districts(self) -> Counter[str]:
        """How many districts of each county there are today."""
        return Counter(
            body.county
            for body in self.sheet.everything
            if body.tier == Tier.LOWER and not self.has_ended(body)
        )

    def _combined_authority(self, body: Body) -> str:
        if body.tier == Tier.STRATEGIC and body.capacity == Capacity.OBSERVER:
            return "It is an authority itself rather than a member of one, so it starts as an observer."
        authority = self.sheet.by_code.get(body.combined_authority)
        return f"It is in the area of {authority.name}." if authority and authority is not body else ""


def spoken(date: dt.date) -> str:
    """1 April 2028"""
    return f"{date.day} {date:%B} {date.year}"
