"""Step 1: what is on and off the table?"""

from partnerships.models.agreed import ScopeChoice
from partnerships.models.private import MandateItem, MandateTerms
from partnerships.steps.step import AgreementKind, ContributionKind, Gap, Step, Work, counted
from partnerships.vocabulary import Position

ITEM = ContributionKind(
    key="position",
    model=MandateItem,
    heading="Our positions",
    fields=(
        "power",
        "position",
        "direction",
        "shared_with",
        "conditions",
        "resident_outcome",
        "reasons",
        "interest",
        "weight",
        "flexibility",
        "offer",
        "evidence",
        "authority",
        "authority_limits",
        "expires_on",
        "review_trigger",
    ),
    subject="power",
    empty="You have not taken a position yet. Go through the list of powers and say where you stand on each.",
    add="Go through the powers",
    page="positions",
    for_residents=("resident_outcome",),
    row_page="position",
)
TERMS = ContributionKind(
    key="terms",
    model=MandateTerms,
    heading="Who speaks for us",
    several=False,
    fields=("stance", "standing", "speakers", "limits"),
    empty="Nobody is named to speak for you yet.",
)

WANTED = (Position.ON, Position.ON_IF)
# Past this many, single sentences would bury the list; one sentence counts them instead.
MOST_SINGLE_GAPS = 4


def missing(work: Work) -> list[Gap]:
    items = work.rows[ITEM.key]
    placed = {item.power_id for item in items if item.position}
    unplaced = sum(power.pk not in placed for power in work.powers)
    gaps = []
    if unplaced:
        gaps.append(Gap(f"{counted(unplaced, 'power has', 'powers have')} no position yet.", ITEM.key))
    gaps += _named_or_counted(
        [item for item in items if item.position == Position.ON_IF and not item.conditions.strip()],
        "{} is “On, if…” but says no condition.",
        "{} powers are “On, if…” but say no condition.",
    )
    gaps += _named_or_counted(
        [item for item in items if item.position in WANTED and not item.resident_outcome.strip()],
        "{} is wanted but names no outcome for residents.",
        "{} powers are wanted but name no outcome for residents.",
    )
    if not any(terms.speakers.strip() for terms in work.rows[TERMS.key]):
        gaps.append(Gap("Nobody is named to speak for you.", TERMS.key))
    return gaps


def _named_or_counted(items: list[MandateItem], one: str, many: str) -> list[Gap]:
    if len(items) > MOST_SINGLE_GAPS:
        return [Gap(many.format(len(items)), ITEM.key)]
    return [Gap(one.format(item.power.title), ITEM.key, item.lineage) for item in items]


def progress(work: Work) -> str:
    placed = sum(bool(item.position) for item in work.rows[ITEM.key])
    return f"{placed} of {counted(len(work.powers), 'power has', 'powers have')} a position"


STEP = Step(
    key="mandate",
    name="Mandate",
    question="What is on and off the table?",
    alone=(ITEM, TERMS),
    together=(
        AgreementKind(
            key="scope",
            model=ScopeChoice,
            heading="What is in scope",
            fields=("power", "decision", "terms"),
            subject="power",
            in_title=("power", "decision"),
            empty="The group has not said yet which powers it will negotiate.",
            propose="Propose what is in scope",
            once_each=True,
            page="scope",
            to_page="What is in scope, power by power",
        ),
    ),
    alone_hint="Say where you stand on each power, and why. Your own board signs it off before anybody else sees it.",
    together_hint="Everybody’s positions, side by side, and which powers the group will negotiate.",
    missing=missing,
    progress=progress,
    signed_off=True,
)
