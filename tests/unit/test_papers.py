"""Papers: made of what is frozen, kept byte for byte, and each for its own readers only."""

import hashlib
import html
import re

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from facilitation import papers, pdf
from facilitation.models import Issue
from facilitation.papers import mandate as mandates
from facilitation.papers import summary as summaries
from facilitation.papers.asking import MOST_ASKS, Verb, asks_from, suggested_asks
from facilitation.papers.words import cut, named, shortened
from partnerships.mandate_papers import mandate_paper
from partnerships.marks import mark_of
from partnerships.models import Event, Partner, Power
from partnerships.rulings import Refused
from partnerships.vocabulary import Position
from tests import build

pytestmark = pytest.mark.once

fitz = pytest.importorskip("pymupdf")
pytest.importorskip("weasyprint", exc_type=(ImportError, OSError))

SECRET = "A-canary private fallback"
EXEMPT = {"exempt_under": "3", "interest": "it would weaken our hand"}


def unavailable(*args, **kwargs):
    raise pdf.PdfUnavailable(pdf.UNAVAILABLE)


@pytest.fixture
def no_pdf(monkeypatch):
    """PDFs cost a second each; most of what is said here does not need one."""
    monkeypatch.setattr(pdf, "render_fitting", unavailable)


def summary_of(record, **how):
    asks = asks_from(suggested_asks(record.document))
    return summaries.summary(record, asks=asks, purpose="For decision", marking="OFFICIAL", **how)


def mandate_of(side, **how):
    frozen = mandate_paper(side.lead, side.round)
    return mandates.mandate(frozen, round_=side.round, by=side.lead, **(EXEMPT | how))


def signed(side, state="signed"):
    side.write_private_half()
    side.mandate(state)
    return side


def text_of(page):
    """What a paper says, without tags, spaces and the bar above it."""
    body = re.sub(
        r"<style.*?</style>|<svg.*?</svg>", "", page[page.index('<main class="paper"') :], flags=re.DOTALL
    )
    return html.unescape(re.sub(r"<[^>]+>", " ", body))


def paragraphs(page):
    """Every numbered paragraph of a page, without spaces."""
    found = re.findall(r'<p class="paper-para.*?</p>', page, flags=re.DOTALL)
    return [re.sub(r"\s", "", html.unescape(re.sub(r"<[^>]+>", "", one))) for one in found]


def printed_text(printed):
    """The text of a PDF without spaces and running lines."""
    with fitz.open(stream=bytes(printed), filetype="pdf") as document:
        blocks = [block for page in document for block in page.get_text("blocks") if 65 < block[1] < 775]
    return re.sub(r"\s", "", "".join(block[4] for block in blocks))


def sign_in(client, actor):
    client.force_login(actor.person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(table, actor, name, *args):
    return reverse(name, args=(table.partnership.slug, actor.seat, *args))


# --- Whose paper it is --------------------------------------------------------------------------


def test_the_mandate_paper_is_for_the_partners_own_people_and_404_for_everybody_else(table, client, no_pdf):
    signed(table.a)
    issued = papers.issue(mandate_of(table.a), by=table.a.lead)
    stranger = build.partnership("D", slug="elsewhere")
    readers = [table.a.lead, table.a.approver, table.a.reader]
    for actor in [*table.everybody, stranger.facilitator]:
        seat = actor if actor in table.everybody else table.facilitator
        answer = sign_in(client, actor).get(address(table, seat, "issue-html", mark_of(issued)))
        assert answer.status_code == (200 if actor in readers else 404), actor
        assert (SECRET in answer.content.decode()) == (actor in readers)
        page = client.get(address(table, seat, "papers")).content.decode()
        assert ("Our mandate, wording 1" in page) == (actor in readers)


def test_the_mandate_paper_is_offered_once_there_is_something_to_make_it_from(table, client):
    sign_in(client, table.a.lead)
    listed = address(table, table.a.lead, "papers")
    offer = "Make the paper on our mandate"
    for state, offered in ((None, False), ("draft", False), ("submitted", True)):
        if state:
            table.a.mandate(state)
        assert (offer in client.get(listed).content.decode()) is offered


def test_the_facilitator_and_the_other_partners_get_no_mandate_from_the_door_to_it(table):
    signed(table.a)
    assert SECRET in str(mandate_paper(table.a.reader, table.round))
    assert mandate_paper(table.b.lead, table.round) is None
    for actor in (table.facilitator, table.a.contributor):
        with pytest.raises(Refused):
            mandate_paper(actor, table.round)


def test_nobody_issues_the_paper_of_another(table, no_pdf):
    signed(table.a)
    paper, for_all = mandate_of(table.a), summary_of(table.close())
    for actor in (table.b.lead, table.facilitator, table.a.reader, table.a.contributor):
        with pytest.raises(Refused):
            papers.issue(paper, by=actor)
    for actor in (table.a.lead, build.partnership("D", slug="elsewhere").facilitator):
        with pytest.raises(Refused):
            papers.issue(for_all, by=actor)
    assert not Issue.objects.exists()


def test_a_private_word_is_in_no_paper_for_all_boards(table):
    signed(table.a, "submitted")
    table.a.fill("vision")
    table.b.fill("vision")
    table.b.lay("vision")
    table.agree("principle", by=table.b.lead)
    issued = papers.issue(summary_of(table.close()), by=table.facilitator)
    assert "b-said" in issued.html
    for text in (issued.html, printed_text(issued.pdf)):
        assert table.a.canary not in text
    # Nothing in what the file says about itself either.
    assert table.a.canary.encode() not in bytes(issued.pdf)


def test_who_read_the_partners_own_paper_is_kept_for_it_and_for_nobody_else(table, client):
    signed(table.a)
    own = papers.issue(mandate_of(table.a), by=table.a.lead)
    for_all = papers.issue(summary_of(table.close()), by=table.facilitator)
    sign_in(client, table.a.reader)
    for issued in (own, for_all):
        client.get(address(table, table.a.reader, "issue-html", mark_of(issued)))
        client.get(address(table, table.a.reader, "issue-pdf", mark_of(issued)))
    read = Event.objects.filter(verb__in=("paper opened", "paper downloaded"))
    assert [event.text for event in read.order_by("id")] == [
        "Opened “Our mandate, wording 1”, issue 1",
        "Downloaded “Our mandate, wording 1”, issue 1",
    ]
    assert {(event.partner_id, event.group, event.person_id) for event in read} == {
        (table.a.partner.pk, False, table.a.reader.person.pk)
    }


# --- Issuing ------------------------------------------------------------------------------------


def test_what_was_issued_is_kept_byte_for_byte_and_refuses_every_change(table, client):
    issued = papers.issue(summary_of(table.close()), by=table.facilitator)
    assert issued.digest == hashlib.sha256(bytes(issued.pdf)).hexdigest()
    answer = sign_in(client, table.b.lead).get(address(table, table.b.lead, "issue-pdf", mark_of(issued)))
    assert answer.content == bytes(issued.pdf)
    assert answer["Content-Disposition"] == 'inline; filename="three-rivers-round-1-summary-for-boards-1.pdf"'
    for change in (lambda found: found.update(html=""), lambda found: found.delete()):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            change(Issue.objects.filter(pk=issued.pk))


def test_a_second_click_issues_nothing_twice_and_a_new_issue_has_the_next_number(table, no_pdf):
    paper = summary_of(table.close())
    first = papers.issue(paper, by=table.facilitator, number=1)
    assert papers.issue(paper, by=table.facilitator, number=1) == first
    assert papers.issue(paper, by=table.facilitator).number == 2
    assert [issued.number for issued in Issue.objects.order_by("id")] == [1, 2]


def test_partners_number_their_papers_apart(table, no_pdf):
    for side in (table.a, table.b):
        assert papers.issue(mandate_of(signed(side)), by=side.lead).number == 1


def test_an_issued_page_reads_the_same_from_every_seat_and_after_every_upgrade(table, no_pdf):
    page = papers.issue(summary_of(table.close()), by=table.facilitator).html
    assert set(re.findall(r'href="([^"#]+)"', page)) == {
        "/static/css/tokens.css",
        "/static/css/paper.css",
        "../",
    }


def test_where_pdfs_cannot_be_made_the_page_is_issued_alone_and_says_so(table, client, no_pdf):
    record = table.close()
    sign_in(client, table.facilitator)
    form = {"number": 1, "purpose": "decision"}
    page = client.post(
        address(table, table.facilitator, "paper-issue", record.round.number), form, follow=True
    )
    assert "is issued as a web page. This server cannot make PDFs yet" in html.unescape(page.content.decode())
    issued = Issue.objects.get()
    assert "Download as PDF" not in issued.html
    assert client.get(address(table, table.facilitator, "issue-html", mark_of(issued))).status_code == 200
    assert client.get(address(table, table.facilitator, "issue-pdf", mark_of(issued))).status_code == 404


def test_a_draft_without_a_pdf_is_fitted_once_there_can_be_one(table, monkeypatch):
    paper = summary_of(table.close())
    with monkeypatch.context() as without:
        without.setattr(pdf, "render_fitting", unavailable)
        assert papers.draft_of(paper, number=1).place == 0
    monkeypatch.setattr(pdf, "render_fitting", lambda *args, **kwargs: (1, b"%PDF-"))
    assert papers.draft_of(paper, number=1).place == 1


def test_if_a_pdf_fails_nothing_is_issued_and_the_form_says_why(table, client, monkeypatch):
    record = table.close()

    def fails(*args, **kwargs):
        raise pdf.PdfFailed(pdf.BUSY)

    monkeypatch.setattr(pdf, "render_fitting", fails)
    sign_in(client, table.facilitator)
    form = {"number": 1, "purpose": "decision"}
    page = client.post(address(table, table.facilitator, "paper-issue", record.round.number), form)
    assert page.status_code == 422
    assert pdf.BUSY in page.content.decode()
    assert not Issue.objects.exists()


# --- The round summary --------------------------------------------------------------------------


def test_page_and_pdf_hold_the_same_numbered_paragraphs(table):
    for side in (table.a, table.b, table.c):
        side.mandate("laid")
    line = table.agree("principle", statement="We say it in the room")
    table.a.endorse(line, 0, "Say it in writing")
    table.b.endorse(line, 6)
    table.c.endorse(line, 6)
    issued = papers.issue(summary_of(table.close()), by=table.facilitator)
    said = paragraphs(issued.html)
    assert said[0].startswith("1.1")
    assert len(said) >= 5
    printed = printed_text(issued.pdf)
    assert [one for one in said if one not in printed] == []


WORDED = {
    "destination": "statement",
    "outcome": "statement",
    "joint-step": "what",
    "offer": "what",
    "pooling": "service",
    "principle": "statement",
    "arrangement": "words",
    "next-question": "question",
}


@pytest.mark.parametrize("words", [5, 38])
def test_the_summary_of_thirteen_partners_and_sixty_powers_keeps_to_four_sides(db, words):
    """Also where people write at length, and then it says how much more the record holds."""
    table = build.partnership("ABCDEFGHIJKLM", powers=60, consent="ABCDE")
    Partner.objects.update(ends=build.DAY)
    Power.objects.update(title="A power to do one particular thing for the residents of this place")
    sides = list(table.sides.values())
    for number, side in enumerate(sides[:4]):
        for place, power in enumerate(table.powers):
            side.write("position", power=power, position=Position.values[number * place % 6])
        side.mandate("laid")
    text = ("word " * words).strip()
    for kind, field in WORDED.items():
        for _ in range(1 if kind == "destination" else 9):
            row = table.agree(kind, **{field: text})
            for number, side in enumerate(sides[:5]):
                side.endorse(row, number, text)
    issued = papers.issue(summary_of(table.close()), by=table.facilitator)
    assert issued.pages <= 4
    assert "more in the record" in issued.html
    assert paragraphs(issued.html)[-1].startswith("9.")


def test_the_summary_keeps_to_four_sides_where_long_words_are_agreed(table):
    for kind, field in WORDED.items():
        for _ in range(1 if kind == "destination" else 6):
            row = table.agree(kind, **{field: ("word " * 38).strip()})
            for side in (table.a, table.b, table.c):
                side.endorse(row, 6)
    issued = papers.issue(summary_of(table.close()), by=table.facilitator)
    assert issued.pages <= 4
    assert all(
        issued.html.count(f"Agreed, {heading}:") == 1 for heading in ("our charter", "what we would pool")
    )


def test_the_summary_shows_all_that_boards_are_asked_to_endorse(table):
    agreed = [table.agree("principle", statement=f"We keep promise {number}") for number in range(9)]
    table.agree("outcome", statement="A warm home")
    for side in (table.a, table.b, table.c):
        for row in agreed:
            side.endorse(row, 5)
    record = table.close()
    asked = dict(suggested_asks(record.document))
    assert asked[Verb.ENDORSE] == "what section 2 lists as agreed, in the words of the record."
    page = papers.html_of(summary_of(record).at(len(summaries.ROOMS) - 1), number=1)
    [line] = [one for one in paragraphs(page) if "Agreed,ourcharter:" in one]
    assert line.startswith("2.")
    assert all(f"Wekeeppromise{number}" in line for number in range(9))


def test_a_round_that_opens_and_closes_on_one_day_says_so_once(table):
    text = text_of(papers.html_of(summary_of(table.close()), number=1))
    assert re.search(r"took part in round 1, on \d+ \w+ \d{4}\. The group", text)


def test_the_summary_speaks_of_the_round_as_it_closed_whatever_happens_after(table):
    table.agree("principle", statement="We say it in the room")
    record = table.close()
    before = papers.html_of(summary_of(record), number=1)
    table.agree("principle", statement="Later words")
    Partner.objects.filter(pk=table.a.partner.pk).update(name="Renamed", short_name="Renamed")
    assert papers.html_of(summary_of(type(record).objects.get(pk=record.pk)), number=1) == before


def test_a_change_is_said_in_words(table):
    table.agree("outcome", statement="A warm home")
    principle = table.agree("principle", statement="We say it")
    dropped = table.agree("principle", statement="We hide it")
    table.close()
    rows = {row.statement: row for row in type(principle).objects.in_round(table.round)}
    table.reword(rows[principle.statement], statement="We say it in the room")
    table.drop(rows[dropped.statement])
    table.agree("outcome", statement="A job for all")
    page = " ".join(text_of(papers.html_of(summary_of(table.close()), number=1)).split())
    assert "New Outcomes for residents: A job for all." in page
    assert "Changed Our charter: We say it in the room." in page
    assert "Removed Our charter: We hide it." in page


def test_bodies_that_will_end_are_named_with_the_day(table):
    table.a.partner.ends, table.a.partner.successor_note = build.DAY.replace(year=2028), "a new council"
    table.a.partner.save()
    page = text_of(papers.html_of(summary_of(table.close()), number=1))
    assert (
        "Partner A: mandate given by a body that will end on 1 March 2028, to be followed by a new council."
        in page
    )


def test_every_paper_says_where_it_comes_from_and_how_it_is_marked(table):
    record = table.close()
    issued = papers.issue(summary_of(record, handling="Members only"), by=table.facilitator)
    with fitz.open(stream=bytes(issued.pdf), filetype="pdf") as document:
        for number, page in enumerate(document, start=1):
            text = " ".join(page.get_text().split())
            digest = " ".join(re.findall(".{4}", record.digest[:12]))
            for words in (
                "Partnership three-rivers · Round 1 · FOR BOARD",
                "OFFICIAL Members only",
                f"record {digest}",
                f"Page {number} of {issued.pages}",
            ):
                assert words in text


def test_a_draft_says_that_it_is_one(table, client, no_pdf):
    table.close()
    page = sign_in(client, table.facilitator).get(address(table, table.facilitator, "paper-summary", 1))
    assert "DRAFT" in text_of(page.content.decode())
    assert not Issue.objects.exists()


def test_the_form_offers_what_suggests_itself_and_needs_verb_and_words_together(table, client, no_pdf):
    line = table.agree("principle")
    for side in (table.a, table.b, table.c):
        side.endorse(line, 0, "Never")
    record = table.close()
    suggested = suggested_asks(record.document)
    assert [verb for verb, _ in suggested] == [Verb.NOTE, Verb.REPORT, Verb.AUTHORISE]
    assert len(suggested) <= MOST_ASKS
    sign_in(client, table.facilitator)
    form = {"number": 1, "purpose": "decision", "verb_1": "note", "words_2": "everything"}
    page = html.unescape(
        client.post(address(table, table.facilitator, "paper-issue", 1), form).content.decode()
    )
    assert "Say what follows “Note”" in page
    assert "Choose what they are asked to do, or clear the words" in page


def test_before_an_election_the_form_warns(table, client, no_pdf):
    table.close()
    sign_in(client, table.facilitator)
    where = address(table, table.facilitator, "paper-issue", 1)
    assert "pre-election" not in client.get(where).content.decode()
    type(table.partnership).objects.update(pre_election_from=build.DAY.replace(year=2020))
    assert "This is the pre-election period." in client.get(where).content.decode()


def test_a_list_that_is_cut_says_how_much_is_left_out():
    assert cut("abc", 2) == {"shown": "abc", "more": 0, "all": 3}
    assert cut("abcd", 2) == {"shown": "ab", "more": 2, "all": 4}
    assert named(["Buses", "Skills", "Homes", "Roads"], 2) == "Buses, Skills and 2 more in the record"


# --- The mandate paper --------------------------------------------------------------------------


def status_of(paper):
    return re.search(r"Status: ([A-Z ]+)\.", papers.html_of(paper, number=1, issued=build.DAY))[1]


def test_the_mandate_paper_says_how_far_the_mandate_is(table):
    assert mandate_paper(table.a.lead, table.round) is None
    signed(table.a, "submitted")
    assert status_of(mandate_of(table.a)) == "DRAFT FOR BOARD"
    table.a.sign()
    paper = mandate_of(table.a)
    assert status_of(paper) == "SIGNED OFF"
    assert paper.asks[0].text == "that this mandate was signed off: Cabinet, 1 March 2027, minute 12/27."
    table.a.edit(table.a.rows("terms")[0], limits="Changed")
    assert status_of(mandate_of(table.a)) == "SIGNATURE LAPSED"


def test_the_mandate_paper_is_of_the_wording_that_was_sent_and_not_of_later_edits(table):
    signed(table.a)
    before = papers.html_of(mandate_of(table.a), number=1)
    table.a.edit(table.a.rows("terms")[0], limits="LATER-WORDS")
    table.a.write_private_half(table.powers[1], fallback="LATER-WORDS")
    after = papers.html_of(mandate_of(table.a), number=1)
    assert "LATER-WORDS" not in after
    assert len(paragraphs(after)) == len(paragraphs(before)) + 1  # that the signature has lapsed


def test_what_changed_since_the_mandate_signed_before_is_marked(table):
    for number, power in enumerate(table.powers):
        table.a.write("position", power=power, position="on" if number else "never")
    signed(table.a)
    item = table.a.rows("position")[0]
    table.a.edit(item, position="on")
    table.a.mandate("submitted")
    frozen = mandate_paper(table.a.lead, table.round)
    said = dict(frozen.positions)
    assert [one.change for one in said["on"]] == ["changed", "", ""]
    assert (frozen.number, frozen.compared_with) == (2, 1)


def test_part_2_can_be_left_out_and_then_part_1_names_what_is_withheld(table):
    signed(table.a)
    both = papers.html_of(mandate_of(table.a), number=1)
    first = papers.html_of(mandate_of(table.a, parts="first"), number=1)
    assert SECRET in both
    assert "Part 2: not for publication" in both
    assert SECRET not in first
    assert "exempt under paragraph 3 of Schedule 12A" in first


def test_part_2_needs_a_ground_and_a_reason(table, client, no_pdf):
    signed(table.a)
    sign_in(client, table.a.lead)
    where = address(table, table.a.lead, "paper-mandate")
    form = {"number": 1, "marking": "OFFICIAL-SENSITIVE", "parts": "both"}
    page = html.unescape(client.post(where, form).content.decode())
    assert "Choose why part 2 is exempt" in page
    assert "Say why it is in the public interest to keep part 2 back" in page
    assert client.post(where, form | EXEMPT).status_code == 302
    assert Issue.objects.get().partner == table.a.partner


def test_a_summary_whose_agreed_words_are_shortened_says_so(table):
    for number in range(2):
        line = table.agree("principle", statement=f"Principle {number} " + "we say it in the room, " * 6)
        for side in table.sides.values():
            side.endorse(line, 6)
    document = table.close().document
    roomy, tight = (
        summaries.content_of(document, room) for room in (summaries.ROOMS[0], summaries.ROOMS[-1])
    )
    assert (roomy["is_cut"], tight["is_cut"]) == (False, True)
    assert shortened("We say it, in the room", 3) == "We say it…"


def test_red_lines_are_never_cut_and_a_long_mandate_keeps_to_four_sides(db):
    table = build.partnership("A", powers=60)
    words = {"conditions": "word " * 60, "resident_outcome": "word " * 60, "reasons": "word " * 9}
    for number, power in enumerate(table.powers):
        table.a.write("position", power=power, position="never" if number % 3 else "on-if", **words)
    signed(table.a)
    issued = papers.issue(mandate_of(table.a), by=table.a.lead)
    assert issued.pages <= 4
    assert sum("Power" in one for one in paragraphs(issued.html) if one.startswith("3.")) == 40


def test_the_mandate_paper_of_a_page_and_its_pdf_are_the_same(table):
    signed(table.a)
    issued = papers.issue(mandate_of(table.a), by=table.a.lead)
    printed = printed_text(issued.pdf)
    assert [one for one in paragraphs(issued.html) if one not in printed] == []
    assert re.sub(r"\s", "", SECRET) in printed
