"""The one function that writes history, in the same transaction as what it tells of."""

from collections.abc import Sequence

from partnerships.models import Actor, Event, Partner, Partnership, Person, Round


def note(
    verb: str,
    text: str,
    *,
    by: Actor,
    round_: Round | None = None,
    partner: Partner | None = None,
    group: bool = False,
) -> None:
    """Write one line of history.

    `group` lines are for the whole partnership. They move the version of the round on (of the open one, where the
    line is about none), so that live screens notice.
    Others are read by the people of `partner` alone. `text` never says what a private thing contains.
    """
    note_each(verb, [text], by=by, round_=round_, partner=partner, group=group)


def note_each(
    verb: str,
    texts: Sequence[str],
    *,
    by: Actor,
    round_: Round | None = None,
    partner: Partner | None = None,
    group: bool = False,
) -> None:
    """The same for several things that one act did, a line for each."""
    if texts:
        _write(verb, texts, by.partnership, by.person, by.seat_name, round_, partner, group)


def note_without_seat(
    verb: str, text: str, *, person: Person, partnership: Partnership, seat_name: str
) -> None:
    """For what happens before a person has a seat: founding a partnership, taking up an invitation."""
    _write(verb, [text], partnership, person, seat_name, None, None, group=True)


def _write(
    verb: str,
    texts: Sequence[str],
    partnership: Partnership,
    person: Person,
    seat_name: str,
    round_: Round | None,
    partner: Partner | None,
    group: bool,
) -> None:
    Event.objects.bulk_create(
        Event(
            partnership_id=partnership.pk,
            partner_id=partner.pk if partner else None,
            round_number=round_.number if round_ else None,
            group=group,
            verb=verb,
            text=text,
            person_id=person.pk,
            person_name=person.name,
            seat_name=seat_name,
        )
        for text in texts
    )
    if group:
        rounds = Round.objects.filter(partnership=partnership)
        (rounds.filter(pk=round_.pk) if round_ else rounds.open()).touch()
