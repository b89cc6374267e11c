"""The statements of the reality check. Codes stay when wording changes, so that trends hold.

Our own wording. Every statement is rated 0 to 4, now and in year five, by each partner.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Statement:
    code: str
    group: str
    text: str


STATEMENTS = (
    Statement("RC-01", "Purpose", "We can say in one sentence what residents will notice."),
    Statement("RC-02", "Purpose", "Our reasons for joining are known to the others."),
    Statement("RC-03", "Purpose", "The vision would survive a change of leader here."),
    Statement("RC-04", "Place", "The geography matches how people live and work."),
    Statement("RC-05", "Place", "Neighbours know and accept our plans."),
    Statement("RC-06", "Place", "Areas inside the map that fear being overlooked have been heard."),
    Statement("RC-07", "Relationships", "Leaders speak to each other outside formal meetings."),
    Statement("RC-08", "Relationships", "We disagree openly and stay at the table."),
    Statement("RC-09", "Relationships", "Past grievances have been named."),
    Statement("RC-10", "Mandate", "Our negotiators know their limits."),
    Statement("RC-11", "Mandate", "Members or non-executives beyond the top team support this."),
    Statement(
        "RC-12", "Mandate", "Our mandate covers what happens if our organisation is merged or replaced."
    ),
    Statement("RC-13", "Evidence", "We share one set of facts."),
    Statement("RC-14", "Evidence", "Costs and benefits are worked out for each partner."),
    Statement("RC-15", "Evidence", "We have tested the case with someone who disagrees."),
    Statement("RC-16", "Governance", "It is written down who decides what."),
    Statement("RC-17", "Governance", "Scrutiny has a real place."),
    Statement("RC-18", "Governance", "There is an agreed route when we fall out."),
    Statement("RC-19", "Money and people", "The work is funded for two years."),
    Statement("RC-20", "Money and people", "Named senior people have time for it."),
    Statement("RC-21", "Money and people", "Staff who may be affected have been told."),
    Statement("RC-22", "Breadth", "Health partners are shaping this."),
    Statement("RC-23", "Breadth", "Police, fire, business and voluntary bodies know their place in it."),
    Statement("RC-24", "Breadth", "Parish, town and district voices have a route in."),
    Statement("RC-25", "Delivery", "We have finished something together in the last year."),
    Statement("RC-26", "Delivery", "We know what we would do in the first hundred days."),
    Statement("RC-27", "Government", "We know what government will and will not give."),
    Statement("RC-28", "Government", "We have a working contact in each department that matters."),
)

STATEMENT_CHOICES = [(statement.code, statement.text) for statement in STATEMENTS]
