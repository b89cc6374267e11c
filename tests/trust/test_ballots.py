"""Ballots: nobody can say who voted how. Not from the model, not from the tables, not from what is left beside them."""

import logging
import random
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from threading import Event, get_ident

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, connections

from facilitation.models import Ballot, Participant, Poll, Turnout, Workshop, WrittenAnswer
from facilitation.polls import ballots, in_one_go
from facilitation.polls.ballots import ALREADY_SEALED, VOTE_CLOSED
from facilitation.workshops import running
from partnerships.models import Event as Noted
from partnerships.rulings import Refused
from tests import build
from tests.voting import Room

pytestmark = pytest.mark.django_db(transaction=True)

ON_POSTGRES = pytest.mark.postgres
# What a row may not hold if it must not lead to a person, a phone, a time or an order.
ALLOWED = {"id", "poll_id", "choice", "body"}
VOTERS = 200


@pytest.fixture
def room(table):
    return Room(table)


def columns(name: str) -> set[str]:
    with connection.cursor() as cursor:
        return {column.name for column in connection.introspection.get_table_description(cursor, name)}


# --- What a ballot is ---------------------------------------------------------------------------


def test_a_ballot_has_no_column_but_poll_answer_and_kind_of_body():
    assert {field.attname for field in Ballot._meta.get_fields()} == ALLOWED
    assert columns("facilitation_ballot") == ALLOWED


def test_turnout_says_that_and_never_how_or_when():
    assert columns("facilitation_turnout") == {"id", "poll_id", "participant_id", "sealed"}


def test_a_participant_is_a_digest_in_a_workshop():
    assert columns("facilitation_participant") == {"id", "workshop_id", "token_digest"}


def test_the_number_of_a_ballot_is_random_and_the_only_row_number_it_has(room):
    """A text key would leave SQLite a hidden row number that counts up; this one is the row number."""
    poll = room.ask("POLL-03")
    room.vote(poll, *"ABCDE" * 10)
    numbers = list(Ballot.objects.values_list("pk", flat=True))
    assert len(set(numbers)) == 50
    assert max(numbers) > 2**60
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM facilitation_ballot WHERE rowid = id")
            assert cursor.fetchone() == (50,)


def test_no_vote_is_in_an_event_a_log_or_a_session(room, caplog):
    caplog.set_level(logging.DEBUG)
    poll = room.ask("What?", "text", [])
    before = Noted.objects.count()
    with_canary = [f"ballot-canary {number}" for number in range(5)]
    room.vote(poll, *with_canary)
    assert Noted.objects.count() == before
    room.show_result(poll)
    logged = [record.getMessage() for record in caplog.records if record.name != "django.db.backends"]
    assert "ballot-canary" not in str([*Noted.objects.values_list("text", flat=True), *logged])
    assert Session.objects.count() == 0


def test_no_event_says_how_many(room):
    poll = room.ask("POLL-03")
    room.vote(poll, *"AAAAA")
    room.show_result(poll)
    told = list(Noted.objects.filter(verb="polled").order_by("id").values_list("text", flat=True))
    asked = "“How strong is agreement across this partnership?”"
    assert told == [
        f"Opened the vote {asked}",
        f"Closed the vote {asked}",
        f"Revealed the result of {asked}",
    ]


# --- Casting ------------------------------------------------------------------------------------


def test_the_same_answer_twice_counts_once_and_another_replaces_it(room):
    poll = room.ask("POLL-03")
    for answer in "AAB":
        ballots.cast(poll, "one phone", answer)
    assert list(Ballot.objects.values_list("choice", flat=True)) == ["B"]
    assert (Turnout.objects.count(), Participant.objects.count()) == (1, 1)


def test_many_seats_voting_many_times_at_once_give_one_ballot_each(room):
    poll = room.ask("POLL-03")
    seats = [f"seat {number}" for number in range(20)] * 5
    random.shuffle(seats)

    def cast(token: str) -> None:
        try:
            ballots.cast(poll, token, "A")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(cast, seats))
    assert (Ballot.objects.count(), Turnout.objects.count(), Participant.objects.count()) == (20, 20, 20)


def test_votes_that_race_with_the_close_are_counted_before_it_or_refused(room):
    poll = room.ask("POLL-03")
    seats = [f"seat {number}" for number in range(40)]

    def act(token: str) -> bool:
        try:
            if token == "close":
                room.close(Poll.objects.get(pk=poll.pk))
            else:
                ballots.cast(poll, token, "A")
        except Refused:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(8) as pool:
        counted = list(pool.map(act, [*seats[:15], "close", *seats[15:]]))
    assert counted[15]
    assert Ballot.objects.count() == Turnout.objects.filter(sealed=True).count() == sum(counted) - 1
    assert Turnout.objects.filter(sealed=False).count() == 0


def test_a_closed_vote_refuses_and_a_reopened_one_lets_nobody_vote_twice(room):
    poll = room.ask("POLL-03")
    (early,) = room.vote(poll, "A")
    room.close(poll)
    with pytest.raises(Refused, match=VOTE_CLOSED.reason):
        ballots.cast(poll, "late", "B")
    room.open(poll)
    with pytest.raises(Refused, match=ALREADY_SEALED.reason):
        ballots.cast(poll, early, "B")
    ballots.cast(poll, "late", "B")
    assert sorted(Ballot.objects.values_list("choice", flat=True)) == ["A", "B"]


def test_votes_that_come_while_the_disk_is_busy_are_written_together_and_none_suffers_from_another(room):
    """Between two honest votes stand one that is refused and one that breaks off in the middle of its writing."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL writes many transactions at once")
    closed, poll = room.close(room.ask("POLL-22")), room.ask("POLL-03")
    writers, busy, go_on = [], Event(), Event()

    def hold_the_disk():
        busy.set()
        go_on.wait()

    def break_off():
        writers.append(get_ident())
        Participant.objects.create(workshop=room.workshop, token_digest="half a vote")
        raise ZeroDivisionError

    def honest(token):
        writers.append(get_ident())
        ballots._cast(poll.pk, room.workshop.pk, token, "A", "")

    acts = [partial(honest, "first"), partial(ballots._cast, closed.pk, room.workshop.pk, "late", "A", "")]
    acts += [break_off, partial(honest, "last")]
    with ThreadPoolExecutor(5) as pool:
        pool.submit(brought, hold_the_disk)
        busy.wait()
        waiting = []
        for place, act in enumerate(acts, start=2):
            waiting.append(pool.submit(brought, act))
            until(lambda place=place: len(in_one_go._waiting) == place)
        go_on.set()
        outcomes = [type(each.result()) for each in waiting]
    assert outcomes == [type(None), Refused, ZeroDivisionError, type(None)]
    assert (Ballot.objects.count(), Turnout.objects.count(), Participant.objects.count()) == (2, 2, 2)
    assert len(set(writers)) == 1, "one thread has written for all"


def brought(act):
    """What becomes of it: nothing, or why it was not written."""
    try:
        in_one_go.write(act)
    except Exception as problem:
        return problem
    finally:
        connections.close_all()


def until(true):
    end = time.monotonic() + 10
    while not true():
        assert time.monotonic() < end
        time.sleep(0.001)


def test_the_database_alone_does_not_give_the_number_of_a_ballot(room):
    """Of the phone it knows a digest; with that and the key of the open poll nobody gets from seat to ballot."""
    poll = room.ask("POLL-03")
    room.vote(poll, *"ABCDE")
    made = {ballots._number(poll.key, seat.token_digest) for seat in Participant.objects.all()}
    assert made.isdisjoint(Ballot.objects.values_list("pk", flat=True))


def test_sealing_destroys_the_key_and_writes_every_row_anew(room):
    poll = room.ask("POLL-03")
    tokens = room.vote(poll, *"ABCDE")
    key, before = poll.key, set(Ballot.objects.values_list("pk", flat=True))
    room.close(poll)
    after = set(Ballot.objects.values_list("pk", flat=True))
    assert Poll.objects.get().key == ""
    assert before == {ballots._number(key, token) for token in tokens}
    assert before.isdisjoint(after)
    assert sorted(Ballot.objects.values_list("choice", flat=True)) == list("ABCDE")
    assert set(Turnout.objects.values_list("sealed", flat=True)) == {True}


def test_what_people_wrote_is_taken_out_in_random_order_under_random_numbers(room):
    poll = room.ask("What?", "text", [])
    said = [f"Sentence {number:02}" for number in range(40)]
    room.vote(poll, *said)
    room.close(poll)
    taken = list(WrittenAnswer.objects.values_list("text", flat=True))
    assert sorted(taken) == said
    assert taken != said
    assert set(Ballot.objects.values_list("choice", flat=True)) == {""}


# --- The re-link attack -------------------------------------------------------------------------


def attack(room: Room) -> dict[str, int]:
    """How many of the voters each order that the database keeps would link to their ballot.

    The attacker has both tables whole, hidden columns among them, and lines one up beside the other: the first who
    turned out beside the first ballot, and so on. Everybody votes something else, so a right pair is a right guess.
    """
    truth = dict(zip(room.tokens, room.answers, strict=True))
    by_seat = {ballots.digest(room.workshop.pk, token): answer for token, answer in truth.items()}
    hits = {}
    for name, order, of_ballots in orders():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT token_digest FROM facilitation_turnout AS turnout JOIN facilitation_participant AS participant "
                f"ON participant.id = turnout.participant_id ORDER BY {order}"
            )
            seats = [row[0] for row in cursor.fetchall()]
            cursor.execute(f"SELECT choice FROM facilitation_ballot AS ballot ORDER BY {of_ballots}")
            answers = [row[0] for row in cursor.fetchall()]
        hits[name] = sum(by_seat[seat] == answer for seat, answer in zip(seats, answers, strict=True))
    return hits


def orders():
    yield "number", "turnout.id", "ballot.id"
    if connection.vendor == "postgresql":
        yield "xmin", "turnout.xmin::text::bigint, turnout.ctid", "ballot.xmin::text::bigint, ballot.ctid"
        yield "ctid", "turnout.ctid", "ballot.ctid"
    else:
        yield "rowid", "turnout.rowid", "ballot.rowid"
        yield "as found", "1", "1"


def vote_in_turn(room: Room) -> Poll:
    poll = room.ask("What?", "slider", [])
    room.answers = [f"{number}" for number in random.sample(range(10_000), VOTERS)]
    room.tokens = room.vote(poll, *room.answers)
    return poll


# Two lists of 200 in random order agree in one place on average; 8 or more in one of 100,000 tries.
CHANCE = 8


def test_after_the_sealing_no_order_in_the_tables_links_better_than_chance(room):
    poll = vote_in_turn(room)
    room.close(poll)
    assert {name: hits for name, hits in attack(room).items() if hits >= CHANCE} == {}


@ON_POSTGRES
def test_the_attack_does_link_before_the_sealing(room):
    """The control: the same attack, had the rows been left as the votes wrote them."""
    vote_in_turn(room)
    assert attack(room)["xmin"] == VOTERS


@ON_POSTGRES
def test_after_the_sealing_all_rows_come_from_one_transaction_and_none_is_left_of_the_old(room):
    room.close(vote_in_turn(room))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT xmin::text) FROM facilitation_ballot "
            "UNION ALL SELECT count(DISTINCT xmin::text) FROM facilitation_turnout"
        )
        assert cursor.fetchall() == [(1,), (1,)]
        for table in ("facilitation_ballot", "facilitation_turnout"):
            cursor.execute(f"VACUUM (VERBOSE) {table}")
            cursor.execute("SELECT n_dead_tup FROM pg_stat_user_tables WHERE relname = %s", [table])
            assert cursor.fetchone() == (0,)


@ON_POSTGRES
def test_what_a_reader_held_fast_at_the_sealing_is_gone_when_the_workshop_has_ended(room):
    """A report or a backup that was reading keeps old rows alive: ballots in the order of their votes, and the key."""
    poll = vote_in_turn(room)
    Workshop.objects.filter(pk=room.workshop.pk).update(run_by=room.by.person)
    with reading_on():
        room.close(poll)
        assert min(old_rows().values()) > 0, "held fast"
    running.end(room.fresh(), by=room.by)
    assert set(old_rows().values()) == {0}


@contextmanager
def reading_on():
    """Somebody else in the middle of a long look at the database."""
    reader = connection.copy()
    try:
        with reader.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT count(*) FROM facilitation_ballot")
            yield
            cursor.execute("COMMIT")
    finally:
        reader.close()


def old_rows() -> dict[str, int]:
    """How many rows that nobody sees are still in the files."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pgstattuple")
        for table in ("facilitation_ballot", "facilitation_turnout", "facilitation_poll"):
            cursor.execute("SELECT dead_tuple_count FROM pgstattuple(%s)", [table])
            found[table] = cursor.fetchone()[0]
    return found


def test_nothing_of_the_old_rows_is_left_in_the_file(room):
    """A database file, its log and so a backup, searched byte by byte for the numbers that the ballots had."""
    if connection.vendor != "sqlite":
        pytest.skip("looks into SQLite's file")
    poll = vote_in_turn(room)
    numbers = [number.to_bytes(8, "big") for number in Ballot.objects.values_list("pk", flat=True)]
    file = Path(connection.settings_dict["NAME"])
    assert count_in(file, numbers) == VOTERS, "before the sealing they are there to be found"
    room.close(poll)
    assert count_in(file, numbers) == 0


def count_in(file: Path, numbers: list[bytes]) -> int:
    """In the file, its write-ahead log and a backup. SQLite keeps whole numbers in as few bytes as they need."""
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(":memory:")) as copy:
        source.backup(copy)
        backup = copy.serialize()
    beside = [
        path.read_bytes() for path in file.parent.glob(f"{file.name}*") if not path.name.endswith("-shm")
    ]
    everything = b"".join([*beside, backup])
    return sum(varint(number) in everything for number in numbers)


def varint(number: bytes) -> bytes:
    """A row number as SQLite writes it: seven bits a byte, the highest first, and the ninth byte whole."""
    value = int.from_bytes(number, "big")
    if value >> 56:
        last, value = value & 0xFF, value >> 8
        return bytes(0x80 | (value >> shift) & 0x7F for shift in range(49, -1, -7)) + bytes([last])
    groups = []
    while value or not groups:
        groups.append(value & 0x7F)
        value >>= 7
    return bytes([*(0x80 | group for group in groups[:0:-1]), groups[0]])


def test_partnerships_are_still_there_after_the_vacuum(room):
    """The file is rewritten whole: nothing else may suffer."""
    room.close(room.ask("POLL-03"))
    assert build.Partnership.objects.count() == 1
