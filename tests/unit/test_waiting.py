"""What waits for somebody at home, in one sentence each."""

import pytest

from partnerships.models import Partner
from partnerships.vocabulary import Capacity, PartnerStatus
from partnerships.waiting import waiting_for

pytestmark = pytest.mark.django_db


def said(table, actor):
    partner = Partner.objects.get(pk=actor.partner.pk)
    return [
        thing.sentence
        for thing in waiting_for(
            type(actor)(actor.person, actor.partnership, partner, actor.roles), table.round
        )
    ]


def test_who_has_written_nothing_yet_is_led_to_the_mandate(table):
    begin = "Begin with your mandate: say where you stand on each power."
    assert said(table, table.a.lead) == said(table, table.a.contributor) == [begin]
    assert said(table, table.a.approver) == []
    table.a.write("position", power=table.powers[0], position="on")
    assert said(table, table.a.lead) == []


@pytest.mark.parametrize(
    "what",
    [{"capacity": Capacity.OBSERVER}, {"status": PartnerStatus.PAUSED}, {"status": PartnerStatus.LEFT}],
)
def test_who_only_listens_or_steps_back_is_asked_for_no_endorsement(table, what):
    table.agree("principle")
    asked = "1 agreement waits for you to say where you stand, first under Principles."
    assert said(table, table.a.approver) == [asked]
    Partner.objects.filter(pk=table.a.partner.pk).update(**what)
    assert said(table, table.a.approver) == []
