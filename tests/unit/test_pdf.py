"""Papers: tagged, the same twice, closed to the outside, and stopped when they take too long."""

import os
import re
import shutil
import subprocess
import sys
import threading
import time
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path

import pytest
from django.template import engines
from django.test import override_settings

from facilitation import charts, pdf
from facilitation.pdf.engine import STATIC, Refused, packaged

pikepdf = pytest.importorskip("pikepdf")
pytest.importorskip("weasyprint", exc_type=(ImportError, OSError))

pytestmark = pytest.mark.once

ISSUED = date(2027, 3, 15)
BODY = """
{% extends "papers/base.html" %}{% load papers %}
{% block content %}
{% section "Where the partnership is" %}
{% para %}Seven signed off; see <a href="https://example.org/minutes">the minutes</a>.{% endpara %}
{% para change="changed" was="To discuss" %}Bus franchising is <em>common ground</em>.{% endpara %}
{% para change="as-before" %}Waste stays open.{% endpara %}
{% section "What it means for us" %}
{% para change="removed" %}A joint bid.{% endpara %}
{% table "Positions" head rows %}
{% include "papers/parts/chart.html" with chart=bar caption="31 powers" %}
{% include "papers/parts/signature.html" %}
{% annex "Figures" %}
{% para change="new" %}First.{% endpara %}
{% table "Money" money_head money note="Before inflation" %}
{% endblock %}
"""
PAPER = {
    "title": "Round 2 summary for boards",
    "recipient": "Harbour District Council",
    "meeting": "Cabinet",
    "purpose": "for decision",
    "partnership": "Three Rivers partnership",
    "round": "Round 2",
    "status": "DRAFT",
    "marking": "OFFICIAL-SENSITIVE",
    "handling": "Members only",
    "issued": ISSUED,
    "digest": "7f3a91c2e04bffff",
    "pdf_url": "/papers/1.pdf",
}


@pytest.fixture(scope="module")
def html() -> str:
    context = {
        "paper": PAPER,
        "asks": [{"verb": "Endorse", "text": "the destination."}],
        "head": ["Power", "Harbour", "Moor"],
        "rows": [[f"Power {number}", "On", "Open"] for number in range(60)],
        "money_head": ["", "2027/28, £"],
        "money": [["Cash", 1234567]],
        "bar": charts.stacked_bar("Of 31 powers 31 are common ground", [("Common", 31, "on", "on-ink", "=")]),
        "signature": {"body": "Cabinet", "date": ISSUED, "minute": "CAB/31", "name": "A. Penrose"},
    }
    with override_settings(
        STORAGES={"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    ):
        return engines["django"].from_string(BODY).render(context)


def printed(html: str, title: str = "", **how: object) -> bytes:
    return pdf.render_fitting([html], most_sides=0, title=title, **how)[1]


@pytest.fixture(scope="module")
def made(html: str) -> bytes:
    return printed(html, title=PAPER["title"], created=ISSUED)


@pytest.fixture
def document(made: bytes):
    with pikepdf.open(BytesIO(made)) as document:
        yield document


def tagged(document, *kinds: str) -> list:
    from facilitation.pdf.tagging import elements

    return [element for element in elements(document) if element.S in kinds]


# --- The page -----------------------------------------------------------------------------------


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


def test_numbers_and_marks_are_text_that_can_be_copied(html: str) -> None:
    text = text_of(html)
    for words in (
        "1 Where the partnership is 1.1 Seven signed off",
        "1.2 Changed Bus franchising is common ground. It said: To discuss",
        "1.3 Waste stays open.",
        "2 What it means for us 2.1 Removed A joint bid.",
        "Annex A Figures A.1 New First.",
    ):
        assert words in text


def test_a_paragraph_can_be_linked_to(html: str) -> None:
    assert 'id="para-1-2"' in html and 'id="para-a-1"' in html and 'id="section-2"' in html


def test_columns_of_numbers_are_set_as_figures(html: str) -> None:
    assert '<td class="paper-figures">1,234,567</td>' in html
    assert '<th scope="col" class="paper-figures">2027/28, £</th>' in html


def test_a_corner_without_words_is_no_header(html: str) -> None:
    assert "<thead><tr><td></td><th" in html


def test_the_page_needs_nothing_inline(html: str) -> None:
    assert not re.search(r"\sstyle=|<style|<script|\son[a-z]+=", html)


def test_every_running_line_is_there(html: str) -> None:
    text = text_of(html)
    assert "Three Rivers partnership · Round 2 · DRAFT OFFICIAL-SENSITIVE Members only" in text
    assert "Round 2 summary for boards · issued 15 March 2027 · record 7f3a 91c2 e04b" in text


# --- Tags ---------------------------------------------------------------------------------------


def test_the_document_says_what_it_is(document) -> None:
    assert document.Root.Lang == "en-GB"
    assert document.Root.MarkInfo.Marked
    assert document.Root.ViewerPreferences.DisplayDocTitle
    assert document.docinfo["/Title"] == PAPER["title"]
    with document.open_metadata() as about:
        assert (about["dc:title"], about["pdfuaid:part"]) == (PAPER["title"], "1")


def test_nothing_of_the_machine_is_in_it(document) -> None:
    assert document.docinfo["/Producer"] == document.docinfo["/Creator"] == "Roundtable"
    assert str(document.docinfo["/CreationDate"]).startswith("D:20270315")
    assert b"WeasyPrint" not in document.Root.Metadata.read_bytes()


def test_every_header_cell_has_its_scope(document) -> None:
    cells = tagged(document, "/TH")
    assert len(cells) > 60
    for cell in cells:
        assert cell.A.Scope == ("/Column" if cell.P.P.S == "/THead" else "/Row")


def test_a_table_over_two_pages_is_one_table(document) -> None:
    assert len(document.pages) > 2
    assert [sum(part.S == "/THead" for part in table.K) for table in tagged(document, "/Table")] == [1, 0, 1]
    assert len(tagged(document, "/TR")) == 61 + 4 + 2


def test_what_is_marked_is_read_or_an_artifact(document) -> None:
    numbers = document.Root.StructTreeRoot.ParentTree.Nums
    known = {element.objgen for element in tagged(document, *kinds_of(document))}
    artifacts = 0
    for page in document.pages:
        owners = numbers[2 * int(page.StructParents) + 1]
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "BDC" and "/MCID" in operands[1]:
                assert owners[int(operands[1].MCID)].objgen in known
            artifacts += str(operator) == "BDC" and operands[0] == "/Artifact"
    assert artifacts >= 4 * len(document.pages)


def kinds_of(document) -> set[str]:
    from facilitation.pdf.tagging import elements

    return {str(element.S) for element in elements(document)}


def test_links_print(document) -> None:
    links = [annotation for page in document.pages for annotation in page.get("/Annots", [])]
    assert links and all(int(link.F) & 4 and link.Contents for link in links)


def test_a_drawing_says_its_finding_and_lies_on_its_page(document) -> None:
    (figure,) = tagged(document, "/Figure")
    left, bottom, right, top = map(float, figure.A.BBox)
    assert figure.Alt == "Of 31 powers 31 are common ground"
    assert 0 < left < right < 595.3 and 0 < bottom < top < 841.9


@pytest.mark.skipif(not shutil.which("pdfinfo"), reason="needs poppler-utils")
def test_another_program_finds_it_tagged(made: bytes, tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(made)
    said = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Tagged:\s+yes", said)
    read = subprocess.run(
        ["pdfinfo", "-struct-text", path], capture_output=True, text=True, check=True
    ).stdout
    assert "Page 1 of" not in read


def test_the_same_paper_is_the_same_bytes(html: str, made: bytes) -> None:
    assert printed(html, title=PAPER["title"], created=ISSUED) == made


# --- The outside --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1/a.css",
        "https://example.org/font.woff2",
        "ftp://example.org/a.css",
        "data:text/css,*{color:red}",
        "/etc/passwd",
        f"file://elsewhere{STATIC}/css/paper.css",
        f"{STATIC.as_uri()}/css/../../manage.py",
        f"{STATIC.as_uri()}/css/%2e%2e/%2e%2e/manage.py",
        f"{STATIC.as_uri()}/css/../../requirements.css",
        f"{STATIC.as_uri()}/fonts/OFL.txt",
        f"{STATIC.as_uri()}/fonts",
        f"{STATIC.as_uri()}/css/\0.css",
    ],
)
def test_an_address_that_is_not_ours_is_refused(address: str) -> None:
    with pytest.raises((Refused, ValueError)):
        packaged(address)


def test_a_link_out_of_our_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "static/css").mkdir(parents=True)
    (tmp_path / "secret.css").write_text("")
    (tmp_path / "static/css/paper.css").symlink_to(tmp_path / "secret.css")
    monkeypatch.setattr("facilitation.pdf.engine.STATIC", tmp_path / "static")
    with pytest.raises(Refused):
        packaged((tmp_path / "static/css/paper.css").as_uri())


def test_our_fonts_and_style_sheets_are_ours() -> None:
    assert packaged(f"{STATIC.as_uri()}/css/paper.css").name == "paper.css"
    assert packaged(f"{STATIC.as_uri()}/fonts/source-sans-3-latin-400.woff2").exists()


COLOUR = "#010203"
PAINTED = rb"0?\.0039\d* 0?\.0078\d* 0?\.0117\d* rg"


def test_a_hostile_paper_brings_nothing_in(tmp_path: Path) -> None:
    """The planted files would show as their colour, their text or an attachment; a server near by would be asked."""
    canary = f'<rect width="9" height="9" fill="{COLOUR}"/><desc>CANARY</desc>'
    (tmp_path / "canary.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg">{canary}</svg>')
    (tmp_path / "canary.css").write_text(f"p {{ color: {COLOUR} }} /* CANARY */")
    asked: list[str] = []
    with listening(asked) as port:
        made = printed(hostile(tmp_path, f"http://127.0.0.1:{port}"), title="Hostile")
    assert asked == []
    assert not brought_in(made)


def test_the_canary_would_sing(tmp_path: Path) -> None:
    """The check above can fail: the same colour inside the paper is found."""
    assert brought_in(
        printed(f"<svg width='9' height='9'><rect width='9' height='9' fill='{COLOUR}'/></svg>")
    )


def brought_in(made: bytes) -> bool:
    with pikepdf.open(BytesIO(made)) as document:
        streams = [thing for thing in document.objects if isinstance(thing, pikepdf.Stream)]
        contents = b"".join(stream.read_bytes() for stream in streams)
        images = any(stream.get("/Subtype") == "/Image" for stream in streams)
        attached = "/EmbeddedFiles" in document.Root.get("/Names", {})
    return bool(re.search(PAINTED, contents)) or b"CANARY" in contents or images or attached


def hostile(folder: Path, server: str) -> str:
    places = [folder.as_uri(), server, "file:///etc"]
    return "<html lang='en'><body><p>Text</p>" + "".join(
        f"""<link rel="stylesheet" href="{place}/canary.css"><style>@import url({place}/canary.css);
        @font-face {{ font-family: x; src: url({place}/x.woff2) }} p {{ font-family: x; background: url({place}/canary.svg) }}</style>
        <link rel="attachment" href="{place}/canary.css"><img alt="x" src="{place}/canary.svg"><object data="{place}/canary.svg"></object>
        <svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="{place}/canary.svg" width="9" height="9"/></svg>
        <a rel="attachment" href="{place}/canary.css">a</a><embed src="{place}/canary.svg"><iframe src="{place}/"></iframe>"""
        for place in places
    )


class listening:  # noqa: N801
    """A local web server that notes what it is asked for."""

    def __init__(self, asked: list[str]) -> None:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:  # noqa: N802
                asked.append(self.path)
                self.send_error(404)

        self.server = HTTPServer(("127.0.0.1", 0), Handler)

    def __enter__(self) -> int:
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self.server.server_port

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()


# --- Limits -------------------------------------------------------------------------------------


def engine_that_runs(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    monkeypatch.setattr(pdf, "ENGINE", (sys.executable, "-c", program))


def test_a_paper_that_takes_too_long_is_killed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    note = tmp_path / "pid"
    engine_that_runs(
        monkeypatch, f"import os, time; open({str(note)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    )
    started = time.monotonic()
    with pytest.raises(pdf.PdfFailed, match="took longer than 1 second"):
        printed("<p>Slow", title="Slow", timeout=1)
    assert time.monotonic() - started < 10
    with pytest.raises(ProcessLookupError):
        os.kill(int(note.read_text()), 0)


def test_a_paper_that_eats_memory_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MEMORY_MB", 1)
    with pytest.raises(pdf.PdfFailed, match="could not be made"):
        printed("<p>Large", title="Large")


def test_what_is_missing_is_said_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    engine_that_runs(monkeypatch, "import sys; sys.stdin.read(); sys.exit(3)")
    with pytest.raises(pdf.PdfUnavailable, match="apt-get install .*libpango-1.0-0 libpangoft2-1.0-0"):
        printed("<p>")


def test_an_engine_that_breaks_is_said_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    engine_that_runs(monkeypatch, "raise SystemExit('secret text of the paper')")
    with pytest.raises(pdf.PdfFailed, match=re.escape(pdf.BROKEN)):
        printed("<p>")


def test_a_paper_of_endless_length_is_not_begun() -> None:
    with pytest.raises(pdf.PdfFailed, match="too long"):
        printed("x" * (pdf.LONGEST + 1))


def test_a_rush_waits_its_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "AT_ONCE", threading.BoundedSemaphore(1))
    with pdf.AT_ONCE, pytest.raises(pdf.PdfFailed, match="Other PDFs"):
        printed("<p>", title="", timeout=0.1)


def test_the_engine_knows_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    engine_that_runs(monkeypatch, "import os; print(0); print('%PDF-', sorted(os.environ))")
    assert b"DATABASE_URL" not in printed("<p>")


def test_the_engine_imports_no_django() -> None:
    program = (
        "import sys, facilitation.pdf.engine, facilitation.pdf.tagging; sys.exit('django' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], cwd=pdf.ROOT, check=True)
