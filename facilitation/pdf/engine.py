"""The process that turns one paper into a PDF: `python -m facilitation.pdf.engine`, started by `render_fitting`.

Standard input: the job as JSON, with the same paper as HTML in one or more lengths, the fullest first. Standard output:
one line with the place of the first that fits, then its PDF. It imports no Django, so it starts quickly and
holds no settings. It ends with status `MISSING` when a library is not installed.
"""

import json
import logging
import resource
import sys
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from facilitation.pdf import MISSING, ROOT

if TYPE_CHECKING:
    from weasyprint import Document

STATIC = ROOT / "static"
SHEETS = ("css/tokens.css", "css/paper.css")
PACKAGED = {"fonts": ".woff2", "css": ".css"}


class Refused(ValueError):
    """An address that a paper may not load."""


def packaged(url: str) -> Path:
    """The file of ours behind an address, with links followed; Refused for anything else."""
    parts = urlsplit(url)
    if parts.scheme != "file" or parts.netloc:
        raise Refused(url)
    path = Path(unquote(parts.path)).resolve()
    for folder, ending in PACKAGED.items():
        if path.is_relative_to((STATIC / folder).resolve()) and path.suffix == ending:
            return path
    raise Refused(url)


def limit(seconds: float, megabytes: int) -> None:
    """Bound what this process may use in all, so that even an orphan ends. The parent's clock is the finer one."""
    wanted = {
        resource.RLIMIT_CPU: int(seconds) + 5,
        resource.RLIMIT_AS: megabytes * 2**20,
        resource.RLIMIT_FSIZE: 32 * 2**20,
        resource.RLIMIT_CORE: 0,
    }
    for what, most in wanted.items():
        hard = resource.getrlimit(what)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))


def layer() -> Callable[[str], "Document"]:
    """What lays HTML out on pages. Style sheets and fonts are read once, however many papers follow."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class PackagedOnly(URLFetcher):
        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            path = packaged(url)
            kind = "text/css" if path.suffix == ".css" else "font/woff2"
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    fetcher, fonts = PackagedOnly(), FontConfiguration()
    sheets = [CSS(url=(STATIC / name).as_uri(), url_fetcher=fetcher, font_config=fonts) for name in SHEETS]

    def lay_out(html: str) -> "Document":
        source = HTML(string=html, url_fetcher=fetcher)
        return source.render(font_config=fonts, stylesheets=sheets, pdf_variant="pdf/ua-1")

    return lay_out


def first_that_fits(lengths: Sequence[str], most_sides: int) -> tuple[int, "Document"]:
    """The fullest that keeps to the sides, or the last. Halving finds it in few tries; most papers fit at once."""
    lay_out, last = layer(), len(lengths) - 1
    laid_out = cache(lambda place: lay_out(lengths[place]))

    def fits(place: int) -> bool:
        return place == last or len(laid_out(place).pages) <= most_sides

    place = 0 if fits(0) else bisect_left(range(last + 1), True, lo=1, key=fits)
    return place, laid_out(place)


def written(document: "Document", *, title: str, lang: str, created: str | None) -> bytes:
    """The PDF as WeasyPrint makes it, before its tags are mended."""
    about = document.metadata
    about.title, about.lang, about.created, about.modified = title, lang, created, created
    about.authors, about.generator, about.attachments = [], "Roundtable", []
    return document.write_pdf(pdf_variant="pdf/ua-1")


def main() -> int:
    # WeasyPrint's complaints quote the paper, and logs hold no content.
    logging.disable()
    try:
        import weasyprint  # noqa: F401  (an OSError when Pango is missing)

        from facilitation.pdf.tagging import mend
    except (ImportError, OSError):
        return MISSING
    job = json.load(sys.stdin.buffer)
    limit(job.pop("seconds"), job.pop("mb"))
    place, document = first_that_fits(job.pop("lengths"), job.pop("most_sides"))
    sys.stdout.buffer.write(b"%d\n" % place + mend(written(document, **job)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
