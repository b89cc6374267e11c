"""Questions that each partner answers alone. Codes stay when wording changes, so that rounds can be compared.

Our own wording. The four sides of readiness are those that reviews of past deals keep coming back to: how the talks are
run, the local side, the side of government, and what it means for citizens. They are not anybody's published test.
The established level is a list of what policy has asked of a place that wants the powers of an established authority
(integrated settlement policy document, 2025): confirm it before relying on it.
"""

from partnerships.statements import Statement


def _bank(prefix: str, group: str, *texts: str) -> tuple[Statement, ...]:
    return tuple(
        Statement(f"{prefix}-{number:02}", group, text) for number, text in enumerate(texts, start=1)
    )


# What the partners answer about government, and officials about themselves if they are willing.
CENTRAL = _bank(
    "RCN",
    "The side of government",
    "Purpose and success measures are stated.",
    "The lead department is known.",
    "Each department holding a power on our list has answered.",
    "A senior champion will stay through delivery.",
    "Rules, tests and no-go areas are written down.",
    "Requirements about mayors and votes are clear.",
    "Money is confirmed, with dates.",
    "Legislation and timing are realistic.",
    "Officials have time for the place, and know it.",
    "Different deals in different places are accepted.",
    "Promises in principle are protected from being watered down.",
    "Accountability to Parliament is settled.",
    "Data needed will be shared.",
    "Government has said what it will stop doing.",
)

READINESS = (
    *_bank(
        "PR",
        "How the talks are run",
        "The purpose of talks is agreed by all partners.",
        "Timetable and milestones are shared, with slack.",
        "Each side has named who negotiates and who decides.",
        "What is off the table is stated early by both sides.",
        "Asks are paired with offers.",
        "Someone keeps the single record.",
        "There is a plan for disagreement and for walking away.",
        "Councillors and the public know how and when they can influence it.",
    ),
    *_bank(
        "RL",
        "Our side",
        "The problem is stated in residents’ terms.",
        "The area fits the problem.",
        "Every partner whose consent is needed has decided in public, or has a date for it.",
        "Leaders can name each other’s red lines.",
        "Joint work has already delivered.",
        "A programme team exists, with a budget.",
        "Finance officers agree the figures.",
        "Legal officers agree the route.",
        "Audit and assurance arrangements would satisfy an outsider.",
        "Skills and data are in place to run the first functions.",
        "Health, police, fire, business and voluntary partners have a defined role.",
        "Scrutiny has seen the proposals.",
        "Staff and unions are engaged.",
        "Equality effects are assessed.",
        "Small and rural places are catered for.",
        "There is a fallback if government says no.",
        "Elections, mergers and end dates are planned for.",
        "Success measures and review points are set.",
    ),
    *CENTRAL,
    *_bank(
        "EST",
        "What the established level has asked for (confirm before you rely on it)",
        "A mayor has been in post for 18 months.",
        "An assurance framework is published.",
        "There has been no Best Value notice, or anything like it, in 18 months.",
        "The accounts are sound.",
        "Major programmes have been delivered.",
    ),
)

CITIZENS = _bank(
    "CI",
    "Can we answer this for a resident?",
    "Who gains, who loses, and where?",
    "What will be simpler for a resident?",
    "What could get worse at the edges?",
    "How will people know who is responsible?",
    "What do people with the greatest need notice?",
    "How were residents heard?",
    "What choice or appeal do they have?",
    "What happens to services if money falls?",
    "What will be published, and when?",
    "How will we know in a year?",
)

# After the governance diagnostics of the Centre for Governance and Scrutiny: do the people who matter mean the same?
DECISIONS = _bank(
    "WD",
    "Who decides?",
    "Change a bus route across two councils.",
    "Buy a site for homes in one council’s area.",
    "Set the yearly levy.",
    "Replace a partner’s named lead.",
    "Speak to the press about a red line.",
    "Move money between skills and transport.",
    "Share resident data.",
    "Accept a new condition from government.",
    "Approve the hosting contract.",
    "Call in a decision.",
)

SITUATIONS = _bank(
    "ST",
    "What if?",
    "A council changes control in May 2027.",
    "Government offers half the money.",
    "A local paper prints a red line.",
    "A partner misses two promises.",
    "A health board merges across our border.",
    "A district about to end is asked to fund the next stage.",
    "A resident group asks for judicial review.",
    "The mayor and a council leader disagree about one road.",
    "A data breach at the host.",
    "One partner asks to leave.",
)

# Prompts for reflection, after the seven characteristics of the governance risk and resilience framework (2021), which
# must not be totalled into a mark. So these are answered in words and nothing else.
CARDS = _bank(
    "GC",
    "How we govern",
    "Who owns good governance here?",
    "Do we understand each other’s politics?",
    "Are we looking ahead, or fighting fires?",
    "Are the roles of officers and members clear?",
    "Where do we flatter ourselves?",
    "Who outside would say that we listen?",
    "Can scrutiny and audit see what we do?",
)


def choices(bank: tuple[Statement, ...]) -> list[tuple[str, str]]:
    return [(one.code, one.text) for one in bank]
