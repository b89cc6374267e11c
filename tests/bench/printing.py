"""Tables of what was measured."""

from __future__ import annotations

from collections.abc import Iterable

from browser import Log, Visit
from closing import Issued


def print_stages(log: Log) -> None:
    """Seconds are the server's own: the sum of all requests of a stage, one after the other."""
    print(f"\n{'stage':<36}{'seconds':>8}{'requests':>10}{'load':>6}  most queries / slowest page")
    for stage, load in log.loads.items():
        visits = log.of(stage)
        pages = [visit for visit in visits if visit.is_page]
        seconds = sum(visit.seconds for visit in visits)
        print(f"{stage:<36}{seconds:>8.1f}{len(visits):>10}{load:>6.2f}  {_heaviest(pages)}")
    visits = [visit for visit in log.visits if visit.stage in log.loads]
    print(f"{'together':<36}{sum(visit.seconds for visit in visits):>8.1f}{len(visits):>10}")


def _heaviest(pages: list[Visit]) -> str:
    if not pages:
        return ""
    most = max(pages, key=lambda visit: visit.queries)
    slowest = max(pages, key=lambda visit: visit.seconds)
    return f"{most.queries} {most.name} / {slowest.seconds * 1000:.0f} ms {slowest.name}"


def print_papers(papers: Iterable[Issued]) -> None:
    print(f"\n{'paper':<60}{'seconds':>8}{'html':>9}{'pdf':>9}{'sides':>6}")
    for paper in papers:
        print(f"{paper.title[:59]:<60}{paper.seconds:>8.1f}{paper.html:>9}{paper.pdf:>9}{paper.sides:>6}")
