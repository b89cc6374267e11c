"""From nothing to an open round: the partnership, its partners, its powers, its people."""

from __future__ import annotations

import random
import re
from pathlib import Path
from urllib.parse import urlencode

from area import Area, Plan, Side
from browser import Log, Page, Unexpected, Visitor
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile

from partnerships.people import account_for
from partnerships.vocabulary import Role

ROLES = (Role.CONTRIBUTOR, Role.APPROVER, Role.READER)


def found(plan: Plan, register: Path, log: Log, seed: int) -> Area:
    """A partnership with its partners, powers and people, and round 1 open."""
    with log.stage("Creating the partnership"):
        area = _create(plan, log, seed)
    with log.stage("Partners from the register"):
        _import_councils(area, register)
        _add_others(area)
    with log.stage("Powers from the catalogue"):
        _choose_powers(area)
    with log.stage("People take their places"):
        _invite_leads(area)
        for side in area.sides:
            _invite_colleagues(area, side)
        area.invitation = _invite(area.sides[0].lead, Role.READER, f"late@{plan.slug}.example", "role")
    with log.stage("Opening round 1"):
        _open_round(area)
    return area


def _create(plan: Plan, log: Log, seed: int) -> Area:
    administrator = account_for("administrator@site.example", "Site administrator")
    administrator.is_site_administrator = True
    administrator.save()
    site = Visitor(log).signed_in(administrator)
    address = f"facilitator@{plan.slug}.example"
    site.go("site")
    given = {"name": plan.name, "slug": plan.slug, "place": plan.name}
    site.submit(site.go("site-new"), **given, facilitator_name="Facilitator", facilitator_email=address)
    facilitator = Visitor(log, plan.slug, "facilitator").signed_in(account_for(address, "Facilitator"))
    facilitator.open("/")
    return Area(plan, log, random.Random(f"{seed} {plan.slug}"), site, facilitator)


# --- Partners and powers ------------------------------------------------------------------------


def _import_councils(area: Area, register: Path) -> None:
    host, plan = area.facilitator, area.plan
    host.go("partners")
    seen = _upload(host, register)
    narrowing = urlencode({"counties": plan.counties, "names": "\n".join(plan.names)}, doseq=True)
    shown = host.open(f"{seen.path}?{narrowing}")
    form = shown.form("rows")
    ticked = [name for name, _ in form.form_values() if name == "rows"]
    if len(ticked) != plan.councils:
        raise Unexpected(f"{len(ticked)} councils are ticked, and {plan.councils} were meant")
    host.send_form(shown, form)


def _upload(host: Visitor, register: Path) -> Page:
    page = host.go("partners-import")
    file = SimpleUploadedFile("register.csv", register.read_bytes(), "text/csv")
    form = page.form("file")
    return host.send_form(page, form, ("file", file))


def upload_again(area: Area, register: Path) -> None:
    """Leave a file looked through and not confirmed."""
    _upload(area.facilitator, register)


def _add_others(area: Area) -> None:
    host = area.facilitator
    for name, short_name, kind in area.plan.others:
        host.submit(host.go("partner-add"), name=name, short_name=short_name, type=kind)


def _choose_powers(area: Area) -> None:
    host = area.facilitator
    page = host.go("powers-choose")
    form = page.form("powers")
    offered = [box.get("value") for box in form.xpath(".//input[@name='powers']")]
    chosen = set(area.rng.sample(offered, area.plan.powers))
    for box in form.xpath(".//input[@name='powers']"):
        box.checked = box.get("value") in chosen
    host.send_form(page, form, ("copy", "1"))


# --- People -------------------------------------------------------------------------------------


def _invite_leads(area: Area) -> None:
    host = area.facilitator
    places = host.go("person-invite").options("place")
    for seat, label in places:
        if seat == Role.FACILITATOR:
            continue
        side = Side(seat, label.removeprefix("First lead of "))
        link = _invite(host, seat, _address(area, side, Role.LEAD), "place")
        side.people[Role.LEAD] = _take_up(area, side, link)
        area.sides.append(side)


def _invite_colleagues(area: Area, side: Side) -> None:
    for role in ROLES:
        link = _invite(side.lead, role, _address(area, side, role), "role")
        side.people[role] = _take_up(area, side, link)


def _address(area: Area, side: Side, role: str) -> str:
    return f"{role}@{side.slug}.{area.plan.slug}.example"


def _invite(by: Visitor, place: str, address: str, field: str) -> str:
    """The link that comes by e-mail."""
    by.go("people")
    name = address.partition("@")[0].capitalize()
    by.submit(by.go("person-invite"), **{field: place}, name=name, email=address, title="Director")
    return re.search(r"http://localhost(/invitation/\S+)", mail.outbox.pop().body).group(1)


def _take_up(area: Area, side: Side, link: str) -> Visitor:
    somebody = Visitor(area.log, area.plan.slug, side.slug)
    somebody.open(link)
    somebody.send(link)
    return somebody


def _open_round(area: Area) -> None:
    host = area.facilitator
    given = {"focus": "What we would ask for together", "closes_on_day": "1", "closes_on_month": "6"}
    host.submit(host.go("desk"), **given, closes_on_year="2029")
    page = area.sides[0].lead.go("positions")
    area.powers = [int(number) for number in page.find(r'name="seen-(\d+)"')]
    if len(area.powers) != area.plan.powers:
        raise Unexpected(f"{len(area.powers)} powers are on the list, and {area.plan.powers} were chosen")
