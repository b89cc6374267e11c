"""Papers as tagged PDF. The work is done in a process of its own, which can be stopped and knows no secrets."""

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENGINE = (sys.executable, "-m", "facilitation.pdf.engine")
MISSING = 3  # the engine's exit status when a library is not installed
MEMORY_MB = 1024
LONGEST = 4_000_000  # characters of HTML; a long board pack is a tenth of that

# Each takes about 120 MB and a whole core, so a rush of readers waits its turn.
AT_ONCE = threading.BoundedSemaphore(2)

# What the engine may know of our environment: where the system's libraries are. Never our settings or passwords.
PASSED_ON = ("PATH", "HOME", "LD_LIBRARY_PATH")

# Fontconfig writes an index of the fonts it finds. An engine short of memory finds none and would leave that for every
# other program on the machine, so it writes to its own folder and reads the system's.
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig>
<cachedir>{folder}</cachedir><include ignore_missing="yes">/etc/fonts/fonts.conf</include></fontconfig>"""

UNAVAILABLE = (
    "This server cannot make PDFs yet: WeasyPrint, pikepdf or the Pango library is missing. "
    "Install them with “pip install -r requirements.txt” and, on Debian or Ubuntu, "
    "“apt-get install --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0”, then try again."
)
BUSY = "Other PDFs are being made at the moment. Try again in a minute."
TOO_SLOW = (
    "This PDF took longer than {} seconds to make, so we stopped it. Try again, or leave some of it out."
)
TOO_LONG = "This paper is too long for one PDF. Leave some of it out."
BROKEN = "This PDF could not be made. The web page holds the same paper."


class PdfUnavailable(RuntimeError):
    """What makes PDFs is not installed; the message says how to install it."""


class PdfFailed(RuntimeError):
    """This PDF could not be made; the message is a sentence to show."""


def render_fitting(
    lengths: Sequence[str],
    *,
    most_sides: int,
    title: str,
    lang: str = "en-GB",
    created: date | None = None,
    timeout: float = 60,
) -> tuple[int, bytes]:
    """Of one paper in several lengths, the fullest first, the first that keeps to so many sides, or else the last.

    Returns its place and its PDF, tagged to PDF/UA-1: the same bytes for the same arguments on the same machine.
    `title` and `lang` (BCP 47) are the document's; `created` is the only date in it. Style sheets are ours
    (`css/tokens.css`, `css/paper.css`) whatever the HTML links to, and nothing else is fetched. `timeout` is in
    seconds, once for a turn and once for the work. Raises PdfUnavailable and PdfFailed.
    """
    if sum(map(len, lengths)) > LONGEST:
        raise PdfFailed(TOO_LONG)
    day = created and created.strftime("%Y-%m-%d")
    limits = {"seconds": timeout, "mb": MEMORY_MB, "most_sides": most_sides}
    about = {"title": title, "lang": lang, "created": day}
    job = json.dumps({**limits, **about, "lengths": lengths}, ensure_ascii=False).encode(errors="replace")
    if not AT_ONCE.acquire(timeout=timeout):
        raise PdfFailed(BUSY)
    try:
        place, _, printed = _run(job, timeout).partition(b"\n")
    finally:
        AT_ONCE.release()
    if not printed.startswith(b"%PDF-"):
        raise PdfFailed(BROKEN)
    return int(place), printed


def _run(job: bytes, timeout: float) -> bytes:
    """What the engine says, run in a temporary folder of its own, which goes even when the engine is killed."""
    with tempfile.TemporaryDirectory(prefix="roundtable-pdf-") as folder:
        surroundings = _surroundings(Path(folder))
        try:
            done = subprocess.run(
                ENGINE, input=job, capture_output=True, cwd=ROOT, env=surroundings, timeout=timeout
            )
        except subprocess.TimeoutExpired:
            raise PdfFailed(TOO_SLOW.format(round(timeout))) from None
    if done.returncode == MISSING:
        raise PdfUnavailable(UNAVAILABLE)
    if done.returncode:
        raise PdfFailed(BROKEN)
    return done.stdout


def _surroundings(folder: Path) -> dict[str, str]:
    """The engine's environment, and the one file in it that must exist."""
    fonts = folder / "fonts.conf"
    fonts.write_text(FONTS.format(folder=folder / "fonts"))
    ours = {"TMPDIR": str(folder), "FONTCONFIG_FILE": str(fonts)}
    return {name: os.environ[name] for name in PASSED_ON if name in os.environ} | ours
