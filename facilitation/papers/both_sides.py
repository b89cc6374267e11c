"""What a round says of readiness on both sides, for the round summary: made from the frozen record and nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from facilitation.documents import Plain
from facilitation.papers.words import counted, cut, day, shortened
from partnerships.banks import CENTRAL
from partnerships.spread import Agreement
from partnerships.steps.leadership import CARD
from partnerships.steps.reality import READY
from partnerships.text import listed
from partnerships.vocabulary import Level03

ESTABLISHED = "EST"
# Whether most say at least “mostly”.
MOSTLY = {Level03.MOSTLY.label, Level03.YES.label}


def both_sides(document: Plain, *, most: int, words: int, titles: bool) -> dict[str, Any]:
    """`most` limits each list, `words` what is quoted; `titles` says whether there is room for whole statements.

    Records from before partners answered these hold none of it.
    """
    return {
        "apart": dict(_apart(document)),
        "central": list(_central(document, titles=titles)),
        "established": _established(document),
        "timetable": _timetable(document, most),
        "cards": cut(list(_cards(document, words)), most),
        "themes": cut(document.get("conversations", {}).get("themes", []), most),
    }


def _apart(document: Plain) -> Iterable[tuple[str, dict[str, Any]]]:
    """Of what partners answered alone, by kind: how many statements, and those on which they are far apart."""
    for check in document.get("checks", ()):
        texts = [row["text"].rstrip(".?") for row in check["rows"] if row["agreement"] == Agreement.SPLIT]
        yield check["kind"].replace("-", "_"), {"texts": texts, "of": len(check["rows"])}


def _rows(document: Plain) -> list[Plain]:
    checks = (check for check in document.get("checks", ()) if check["kind"] == READY.key)
    return [row for check in checks for row in check["rows"]]


def _central(document: Plain, *, titles: bool) -> Iterable[str]:
    """How much each department answered, and where the partners see it otherwise."""
    answered, far = defaultdict(int), defaultdict(list)
    for row in _rows(document):
        for one in row.get("central", ()):
            answered[one["name"]] += 1
            if one["far"]:
                far[one["name"]].append(f"“{row['text'].rstrip('.')}”")
    for name, count in answered.items():
        said = f"{name} answered {count} of {len(CENTRAL)} questions about its own side"
        which = f": {listed(far[name])}" if titles and far[name] else ""
        yield f"{said}. On {len(far[name]) or 'none'} of these its view is far from the partners’{which}."


def _established(document: Plain) -> str:
    """How many of the things that the established level has asked for most partners find in place."""
    rows = [row for row in _rows(document) if row["code"].startswith(ESTABLISHED)]
    if not rows:
        return ""
    missing = [row["text"].rstrip(".") for row in rows if not _is_in_place(row)]
    done = (
        f"Most partners find {len(rows) - len(missing)} of {counted(len(rows), 'thing', 'things')} in place"
    )
    return f"{done}. Not yet: {'; '.join(missing)}." if missing else f"{done}."


def _is_in_place(row: Plain) -> bool:
    answers = sum(said["count"] for said in row["said"])
    return sum(said["count"] for said in row["said"] if said["word"] in MOSTLY) * 2 > answers


def _timetable(document: Plain, most: int) -> dict[str, Any]:
    kept = document.get("timetable") or {"finding": "", "rows": []}
    rows = [
        (row["what"], day(row["by"]), day(row["latest"]), row["words"], "; ".join(row["remarks"]))
        for row in kept["rows"]
    ]
    return {"finding": kept["finding"], **cut(rows, most)}


def _cards(document: Plain, words: int) -> Iterable[tuple[str, str, str]]:
    """Who shared what they think about how we govern: partner, question, words. Never counted."""
    names = {partner["slug"]: partner["short_name"] for partner in document["partners"]}
    for step in document["steps"]:
        for entry in step["laid"]:
            said = entry["content"]["fields"].get("words", "")
            if entry["kind"] == CARD.key and not entry["withdrawn"] and said:
                yield names[entry["partner"]], entry["content"]["title"], shortened(said, words)
