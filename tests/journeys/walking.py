"""Walking through all pages as somebody: every link is followed once for each address that has a name of its own.

The walk itself needs no browser, so it is quick; what it finds is then looked at in one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import BytesIO
from unittest.mock import patch
from urllib.parse import urljoin, urlsplit

import pikepdf
from django.test import Client
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from facilitation import papers
from facilitation.models import Record
from facilitation.papers.asking import Purpose, asks_from, suggested_asks
from facilitation.papers.mandate import mandate
from facilitation.papers.summary import summary
from partnerships import forming, people
from partnerships.mandate_papers import mandate_paper
from partnerships.models import Membership, Partner, Partnership, Person
from partnerships.vocabulary import PartnerType, Role
from tests import build
from tests.journeys.making_up import make_up

BACKEND = "django.contrib.auth.backends.ModelBackend"
# These hand out files, or the sign-out button, not a page to look at.
FILES = {
    "partners-template",
    "issue-pdf",
    "themes-pdf",
    "mfa_download_recovery_codes",
    "workshop-calendar",
    "follow-up-word",
}
# These are the same for all who are signed in; the site administrator looks at them.
SAME = (
    "help",
    "accessibility",
    "privacy",
    "account",
    "seats",
    "mfa_index",
    "mfa_add_webauthn",
    "mfa_activate_totp",
)
# Sends a form as it would go if nothing at all were filled in or ticked.
SEND_EMPTY = """number => {
    const form = document.forms[number];
    const button = form.querySelector("button[name]:not([type=button])");
    for (const input of form.querySelectorAll("input:not([type=hidden]), select, textarea")) input.disabled = true;
    if (button) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value }));
    HTMLFormElement.prototype.submit.call(form);
}"""


@dataclass(frozen=True)
class Stop:
    """A page; with `form`, what it answers when that form of it is sent empty. `made_of` is its make-up."""

    name: str
    path: str
    form: int | None = None
    made_of: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.name} ({self.path}{'' if self.form is None else f', form {self.form} sent empty'})"

    def open_in(self, page: Page) -> None:
        page.goto(self.path)
        if self.form is not None:
            with page.expect_navigation():
                page.evaluate(SEND_EMPTY, self.form)


@dataclass
class Walk:
    """Where somebody came by, and which links led to nothing."""

    stops: list[Stop] = field(default_factory=list)
    dead: list[str] = field(default_factory=list)


@dataclass
class Form:
    """A form of a page: where it goes, and what it would send if nobody filled it in."""

    method: str
    action: str
    data: dict[str, str]


class Reader(HTMLParser):
    """The links and forms of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[Form] = []
        self.open: Form | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "a" and "href" in given and "download" not in given:
            self.links.append(given["href"])
        elif tag == "form":
            self.open = Form(given.get("method", "get"), given.get("action", ""), {})
            self.forms.append(self.open)
        elif self.open and (given.get("type") == "hidden" or tag == "button") and given.get("name"):
            self.open.data.setdefault(given["name"], given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None


def walk(person: Person | None, *, each: Collection[str] = (), but: Collection[str] = ()) -> Walk:
    """From the front page on along every link; one page a named address, `but` for some names.

    `each` names parts of an address of which every value counts as a page of its own ("step").
    """
    client = Client()
    if person:
        client.force_login(person, backend=BACKEND)
    found, seen = Walk(), set()
    ahead = deque([("/", "the start")])
    while ahead:
        path, whence = ahead.popleft()
        name = name_of(path, each)
        if name is None or name in seen or name[0] in but:
            continue
        seen.add(name)
        answer = client.get(path, follow=True)
        if answer.redirect_chain:
            path = answer.redirect_chain[-1][0]
            name = name_of(path, each)
            if name in seen:
                continue
            seen.add(name)
        if answer.status_code != 200:
            found.dead.append(f"{path} from {whence}: {answer.status_code}")
        elif answer["Content-Type"].startswith("text/html"):
            html = answer.content.decode()
            read = Reader(html)
            found.stops.append(Stop(name[0], path, made_of=tuple(make_up(html))))
            found.stops += answering_forms(client, name[0], path, read.forms)
            ahead += [
                (urlsplit(urljoin(path, link))._replace(fragment="").geturl(), path) for link in read.links
            ]
    return found


def name_of(path: str, each: Collection[str]) -> tuple[str, ...] | None:
    """What makes an address a page of its own; nothing for files and for other sites."""
    parts = urlsplit(path)
    if parts.netloc:
        return None
    try:
        match = resolve(parts.path)
    except Resolver404:
        return ("nowhere", parts.path)
    if match.view_name in FILES:
        return None
    return (match.view_name, *(str(match.kwargs.get(part, "")) for part in each))


def answering_forms(client: Client, name: str, path: str, forms: list[Form]) -> Iterator[Stop]:
    """The forms that answer with a page if nothing is filled in: what is wrong, or a question. What others do is undone."""
    for number, form in enumerate(forms):
        if form.method.lower() != "post":
            continue
        # A client of its own: signing out is among the forms.
        other = Client()
        other.cookies.load(client.cookies.output(header="", sep=";"))
        with build.undone():
            answer = other.post(urljoin(path, form.action), form.data)
        if answer.status_code in (200, 409, 422) and "text/html" in answer.get("Content-Type", ""):
            yield Stop(name, path, number, tuple(make_up(answer.content.decode())))


def unlike(stops: Iterable[Stop], before: Iterable[Walk]) -> Iterator[Stop]:
    """The stops with a part that no stop before them has: many roles see the same pages."""
    seen = {part for walked in before for stop in walked.stops for part in stop.made_of}
    for stop in stops:
        if not seen.issuperset(stop.made_of):
            yield stop
        seen.update(stop.made_of)


# --- Who walks ----------------------------------------------------------------------------------

# Of the worked example by role and partner; of the partnerships beside it by address.
WALKERS = {
    "facilitator": (Role.FACILITATOR, None),
    "lead": (Role.LEAD, "moor"),
    "contributor": (Role.CONTRIBUTOR, "moor"),
    "approver": (Role.APPROVER, "harbour"),
    "reader": (Role.READER, "harbour"),
    "official": (Role.LEAD, "shires-and-cities"),
    "visitor": None,
    "site administrator": "site@journeys.example.org",
    "facilitator at the beginning": "facilitator.beginning@example.org",
    "lead at the beginning": "lead.a@beginning.example.org",
    "facilitator before the first round": "facilitator.before@example.org",
    "lead before the first round": "lead.before@example.org",
}


def found_others() -> None:
    """Beside the worked example: a round in which nothing is written yet, and a partnership before its first round."""
    table = build.partnership("AB", slug="beginning")
    people.account_for("site@journeys.example.org", "Sasha Vane")
    Person.objects.filter(email="site@journeys.example.org").update(is_site_administrator=True)
    host = build.person("Facilitator before")
    bare = Partnership(name="Before the first round", slug="before", place="Here", horizon_starts=build.DAY)
    partnership = forming.found(bare, facilitator=host, by=table.administrator)
    facilitator = build.actor(host, partnership, None)
    partner = forming.add_partner(
        Partner(name="First come", short_name="First", type=PartnerType.UNITARY), by=facilitator
    )
    build.actor(build.person("Lead before"), partnership, partner, Role.LEAD)


def issue_papers(partnership: Partnership) -> None:
    """The summary of the first round, and the paper for the board of the partner whose reader walks.

    Their PDFs are blank, to save time: here the pages count.
    """
    blank = BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(blank)
    with patch("facilitation.pdf.render_fitting", return_value=(0, blank.getvalue())):
        _issue_papers(partnership)


def _issue_papers(partnership: Partnership) -> None:
    record = Record.objects.get(round__partnership=partnership, round__number=1)
    facilitator = people.actor_for(walker("facilitator"), partnership, Role.FACILITATOR)
    papers.issue(
        summary(record, asks=asks_from(suggested_asks(record.document)), purpose=Purpose.DECISION.label),
        by=facilitator,
    )
    approver = people.actor_for(walker("approver"), partnership, WALKERS["approver"][1])
    round_ = partnership.rounds.get(number=2)
    paper = mandate(
        mandate_paper(approver, round_),
        round_=round_,
        by=approver,
        exempt_under="3",
        interest="it would weaken our hand",
    )
    papers.issue(paper, by=approver)


def walker(name: str) -> Person | None:
    who = WALKERS[name]
    if isinstance(who, tuple):
        places = Membership.objects.current().filter(partnership__is_example=True)
        return places.filter(role=who[0], partner__slug=who[1]).order_by("pk")[0].person
    return Person.objects.get(email=who) if who else None


def walk_as(name: str) -> Walk:
    """As one of the `WALKERS`. The lead's way goes into every step."""
    beside = name.endswith(("beginning", "round"))
    return walk(walker(name), each=("step", "kind") if name == "lead" else (), but=SAME if beside else ())
