"""What votes pass through on their short way, and what they must not lose on it."""

import pytest
from django.test import Client
from django.urls import get_resolver

from facilitation.short_way import MOST, ShortWay, is_short
from facilitation.views import phone
from tests.loops import in_a_loop
from tests.trust.test_hardening import HEADERS, POLICY
from tests.voting import Room


def scope(method: str = "POST", path: str = "/j/K7WM4P/vote/", length: bytes | None = b"5") -> dict:
    headers = [(b"host", b"127.0.0.1")] + ([] if length is None else [(b"content-length", length)])
    return {
        "type": "http",
        "method": method,
        "path": path,
        "headers": headers,
        "query_string": b"",
        "http_version": "1.1",
    }


@pytest.mark.parametrize(
    "other",
    [
        {"method": "GET"},
        {"path": "/j/K7WM4P/"},
        {"path": "/j/vote/"},
        {"path": "/j/K7WM4P/vote/x"},
        {"length": None},
        {"length": str(MOST + 1).encode()},
        {"length": b"-5"},
    ],
)
def test_only_a_vote_of_a_small_and_known_length_goes_the_short_way(other):
    assert is_short(scope())
    assert is_short(scope(length=str(MOST).encode()))
    assert not is_short(scope(**other))


class Echo:
    """Answers what it was sent, in two pieces."""

    def __init__(self) -> None:
        self.asked = self.closed = 0

    def __call__(self, environ, start_response):
        self.asked += 1
        start_response("422 Unprocessable", [("X-Who", "é")])
        self.said = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        return self

    def __iter__(self):
        return iter([self.said, b"!"])

    def close(self):
        self.closed += 1


def through(app, *messages: dict) -> list[dict]:
    incoming, sent = iter(messages), []

    async def receive() -> dict:
        return next(incoming)

    async def send(message: dict) -> None:
        sent.append(message)

    in_a_loop(ShortWay(app, 1)(scope(), receive, send))
    return sent


def test_a_request_that_comes_in_pieces_is_answered_whole():
    app = Echo()
    pieces = [
        {"type": "http.request", "body": b"vo", "more_body": True},
        {"type": "http.request", "body": b"te"},
    ]
    assert through(app, *pieces) == [
        {"type": "http.response.start", "status": 422, "headers": [(b"x-who", "é".encode("latin-1"))]},
        {"type": "http.response.body", "body": b"vote!"},
    ]
    assert (app.asked, app.closed) == (1, 1)


def test_a_phone_that_goes_in_the_middle_of_its_vote_has_not_voted():
    app = Echo()
    half = {"type": "http.request", "body": b"vo", "more_body": True}
    assert through(app, half, {"type": "http.disconnect"}) == []
    assert app.asked == 0


# --- Past what asks who somebody is -------------------------------------------------------------


def views(patterns=None):
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if hasattr(pattern, "url_patterns"):
            yield from views(pattern.url_patterns)
        else:
            yield pattern.callback


def test_the_vote_alone_goes_past_sessions_and_it_is_public():
    assert {view for view in views() if getattr(view, "knows_nobody", False)} == {phone.vote}
    assert phone.vote.access == "public"


@pytest.mark.django_db
@pytest.mark.parametrize("status", [200, 302, 403, 404, 409, 422])
def test_every_answer_to_a_vote_carries_what_every_answer_carries(table, status):
    room = Room(table)
    poll, visitor = room.ask("POLL-03"), room.phone().client
    posted = {"poll": {409: 0}.get(status, poll.pk), "choice": {422: "Z"}.get(status, "A")}
    headers = {200: {"accept": "application/json"}, 403: {"sec-fetch-site": "cross-site"}}.get(status, {})
    client, code = (Client(), "AAAAAA") if status == 404 else (visitor, "K7WM4P")
    answer = client.post(f"/j/{code}/vote/", posted, headers=headers)
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    parts = [part.split() for part in answer.headers["Content-Security-Policy"].split(";")]
    assert {part[0]: part[1:] for part in parts} == POLICY
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_a_vote_under_a_name_that_is_not_ours_is_refused(table):
    room = Room(table)
    poll, phone_ = room.ask("POLL-03"), room.phone()
    posted = {"poll": poll.pk, "choice": "A"}
    assert (
        phone_.client.post(f"{phone_.at}vote/", posted, headers={"host": "evil.example"}).status_code == 400
    )
    assert poll.turnout.count() == 0
