"""Papers for boards: what one is, how it is drawn, and issuing it, which keeps its bytes for good."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.text import slugify

from facilitation import pdf
from facilitation.models import Issue
from partnerships import rules
from partnerships.history import note
from partnerships.mandate_papers import may_issue_mandate_paper
from partnerships.models import Actor, Partner, Round
from partnerships.rulings import Ruling, insist, refused

NOT_YOURS = refused("This is the paper of another partner. Only its own people can issue it.")
STYLES = ("css/tokens.css", "css/paper.css")
REMEMBERED = 60 * 60  # seconds
# An issued page is read from many seats, so its links lead on from wherever it is.
BACK = {"back_url": "../", "back_text": "All papers"}
TO_PDF = {"pdf_url": "pdf/"}


@dataclass(frozen=True)
class Ask:
    """One thing that a board is asked to do: the verb, and what."""

    verb: str
    text: str


@dataclass(frozen=True)
class Paper:
    """A paper before it is issued. `partner` is whose own paper it is; without one it is for all boards.

    `contents` makes what its template shows, the fullest first; the later ones are for keeping to `most_sides`.
    """

    kind: str
    template: str
    title: str
    round: Round
    digest: str
    recipient: str
    purpose: str
    status: str
    contents: Sequence[Callable[[], Mapping[str, Any]]]
    most_sides: int
    marking: str = ""
    handling: str = ""
    meeting: str = ""
    partner: Partner | None = None
    asks: tuple[Ask, ...] = ()
    place: int = 0

    def at(self, place: int) -> Paper:
        """The same paper with another of its contents."""
        return replace(self, place=place)


def html_of(
    paper: Paper, *, number: int, issued: dt.date | None = None, links: Mapping[str, str] = {}
) -> str:
    """The paper as a page. Without a date of issue it is a draft; `links` are for the bar above it."""
    head = {
        "title": f"{paper.title}, issue {number}" if number > 1 else paper.title,
        "recipient": paper.recipient,
        "meeting": paper.meeting,
        "purpose": paper.purpose,
        "partnership": paper.round.partnership.name,
        "round": str(paper.round),
        "status": paper.status if issued else "DRAFT",
        "marking": paper.marking,
        "handling": paper.handling,
        "issued": issued,
        "digest": paper.digest,
        **links,
    }
    return render_to_string(
        paper.template, {**paper.contents[paper.place](), "paper": head, "asks": paper.asks}
    )


# --- Issuing ------------------------------------------------------------------------------------


def next_number(round_: Round, kind: str, partner: Partner | None = None) -> int:
    """The number that the next issue of such a paper would have."""
    issued = Issue.objects.filter(round=round_, partner=partner, paper=kind)
    return (issued.aggregate(latest=Max("number"))["latest"] or 0) + 1


def issue(paper: Paper, *, by: Actor, number: int | None = None) -> Issue:
    """Fix the paper's bytes, as a web page and as a PDF. With `number`, a second click issues nothing twice.

    Raises `pdf.PdfFailed`, and then issues nothing. Where PDFs cannot be made at all it issues the page alone.
    """
    insist(may_issue(paper, by))
    number = number or next_number(paper.round, paper.kind, paper.partner)
    issued = already_issued(paper, number)
    if issued:
        return issued
    today = timezone.localdate()
    paper, printed = fitted(paper, number=number, issued=today)
    links = BACK | (TO_PDF if printed else {})
    html = lasting(html_of(paper, number=number, issued=today, links=links))
    try:
        return _keep(paper, number, html, printed, by)
    except IntegrityError:
        issued = already_issued(paper, number)
        if issued is None:
            raise
        return issued


def may_issue(paper: Paper, actor: Actor) -> Ruling:
    """A facilitator for all boards; for a partner's own board, its own lead or approver."""
    if paper.partner is None:
        return rules.may_facilitate(actor, paper.round.partnership_id)
    if actor.partner != paper.partner:
        return NOT_YOURS
    return may_issue_mandate_paper(actor)


def already_issued(paper: Paper, number: int) -> Issue | None:
    return Issue.objects.filter(
        round=paper.round, partner=paper.partner, paper=paper.kind, number=number
    ).first()


def lasting(html: str) -> str:
    """Style sheets by the addresses that stay when their content, and with it the hash in their name, changes."""
    for name in STYLES:
        html = html.replace(static(name), f"{settings.STATIC_URL}{name}")
    return html


def fitted(paper: Paper, *, number: int, issued: dt.date | None = None) -> tuple[Paper, bytes]:
    """The paper with the fullest content that fits, and its PDF. Where no PDF can be made, in full and with nothing."""
    try:
        place, printed = pdf.render_fitting(
            _lengths(paper, number, issued), most_sides=paper.most_sides, title=paper.title, created=issued
        )
    except pdf.PdfUnavailable:
        return paper, b""
    return paper.at(place), printed


def draft_of(paper: Paper, *, number: int) -> Paper:
    """The paper in the length in which it would be issued.

    To know it takes as long as a PDF, so it is remembered for who looks again; under a digest, for a cache holds no words.
    The fullest length has everything that the shorter ones are made of.
    """
    fullest = html_of(paper.at(0), number=number)
    key = f"fitted-{hashlib.sha256(fullest.encode()).hexdigest()}"
    place = cache.get(key)
    if place is None:
        chosen, printed = fitted(paper, number=number)
        if not printed:
            return chosen
        place = chosen.place
        cache.set(key, place, REMEMBERED)
    return paper.at(place)


def _lengths(paper: Paper, number: int, issued: dt.date | None = None) -> list[str]:
    return [html_of(paper.at(place), number=number, issued=issued) for place in range(len(paper.contents))]


@transaction.atomic
def _keep(paper: Paper, number: int, html: str, printed: bytes, by: Actor) -> Issue:
    issued = Issue.objects.create(
        round=paper.round,
        partner=paper.partner,
        paper=paper.kind,
        title=paper.title,
        number=number,
        marking=paper.marking,
        html=html,
        pdf=printed,
        digest=hashlib.sha256(printed or html.encode()).hexdigest(),
        pages=pages_of(printed),
        issued_by=by.person,
    )
    group = paper.partner is None
    note(
        "paper issued",
        f"Issued “{paper.title}”",
        by=by,
        round_=paper.round,
        partner=paper.partner,
        group=group,
    )
    return issued


def pages_of(printed: bytes) -> int:
    if not printed:
        return 0
    import pikepdf  # only there where PDFs can be made

    with pikepdf.open(BytesIO(printed)) as document:
        return len(document.pages)


# --- Reading ------------------------------------------------------------------------------------


def note_reading(issued: Issue, what: str, *, by: Actor) -> None:
    """Who read a partner's own paper is kept for that partner. `what` is opened or downloaded."""
    if issued.partner_id:
        text = f"{what.capitalize()} “{issued.title}”, issue {issued.number}"
        note(f"paper {what}", text, by=by, round_=issued.round, partner=issued.partner)


def file_name(issued: Issue) -> str:
    """Safe in every header and on every disk: `three-rivers-round-2-summary-for-boards-1.pdf`."""
    return f"{slugify(f'{issued.round.partnership.slug} {issued.title} {issued.number}')}.pdf"
