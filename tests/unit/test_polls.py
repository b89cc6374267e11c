"""The life of a poll, its questions, and the facilitator's pages."""

import pytest
from django.core.management import call_command
from django.test import Client

from facilitation.live import wake
from facilitation.models import Ballot, Choice, Poll, Workshop, WrittenAnswer
from facilitation.polls import drafting, hands, moderating, polling
from facilitation.polls.bank import BANK, question_coded
from facilitation.polls.kinds import KINDS, kind_named
from facilitation.polls.results import result
from facilitation.vocabulary import PollState, TextState
from partnerships.models import Event
from partnerships.rulings import Refused
from tests.voting import Room

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(table):
    return Room(table)


def shown(poll):
    return {bar.label: bar.figure for bar in result(poll).bars}


# --- The bank -----------------------------------------------------------------------------------


def test_kinds_and_bank_hold_together():
    call_command("check")


def test_published_shares_are_kept_and_what_was_not_published_is_said_in_words():
    assert [option.share for option in question_coded("POLL-03").options] == [8, 19, 24, 37, 12]
    assert [(option.share, option.published) for option in question_coded("POLL-05").options] == [
        (None, "not published"),
        (None, "about half"),
        (None, "not published"),
        (None, "not published"),
    ]
    assert all(question.source for question in BANK if question.benchmarks)


def test_the_pulse_has_its_twelve_statements_and_says_cannot_say():
    pulse = question_coded("PU")
    assert [option.key for option in pulse.options] == [f"{number:02}" for number in range(1, 13)]
    assert [key for _, keys in pulse.sections for key in keys] == [option.key for option in pulse.options]
    assert kind_named(pulse.kind).scale[-1] == ("x", "Cannot say")


def test_the_whole_pulse_is_drafted_once_however_often_one_asks(room):
    for _ in range(2):
        drafting.draft_pulse(room.fresh(), by=room.by)
    assert [poll.code for poll in Poll.objects.all()] == ["PU", "PU-13", "PU-14"]


def test_a_question_of_the_bank_remembers_when_it_was_last_asked(room):
    first = room.ask("POLL-03")
    room.vote(first, *"AAAAABBBBB")
    room.show_result(first)
    again = room.ask("POLL-03")
    assert again.asked_before == first
    room.vote(again, *"AAAAAAAABB")
    room.show_result(again)
    assert {bar.key: bar.shift for bar in result(again).bars if bar.shift} == {"A": 30, "B": -30}


def test_changed_words_are_a_question_of_ones_own_without_a_benchmark(room):
    poll = room.draft("POLL-03")
    words = {"question": poll.question, "kind": "single", "asks_body": True, "about": None}
    texts = [choice.text for choice in poll.choices.all()]
    drafting.edit(poll, **words, choices=texts, by=room.by)
    assert (poll.code, poll.asks_body) == ("POLL-03", True)
    drafting.edit(poll, **words, choices=[*texts[:-1], "Broken"], by=room.by)
    assert (poll.code, poll.choices.last().text) == ("", "Broken")


# --- Draft, open, closed, revealed --------------------------------------------------------------


def test_the_life_of_a_poll_and_who_sees_what(room):
    poll = room.draft("POLL-03")
    assert room.fresh().poll is None
    room.open(poll)
    assert room.fresh().poll == poll
    room.vote(poll, *"AABBC")
    assert (result(poll).turnout, set(shown(poll).values())) == (5, {""})
    room.close(poll)
    assert (poll.state, set(shown(poll).values())) == (PollState.CLOSED, {""})
    room.reveal(poll)
    assert shown(poll)["Strong"] == "40%"


@pytest.mark.django_db(transaction=True)
def test_every_change_that_screens_show_moves_the_scene_and_wakes_them(room):
    woken = []
    stop = wake.watch(woken.append)
    try:
        poll = room.draft("POLL-03")
        for act in (room.open, room.close, room.reveal):
            scene, before = room.fresh().scene, len(woken)
            act(poll)
            assert room.fresh().scene > scene
            assert len(woken) > before
    finally:
        stop()
    assert set(woken) == {room.workshop.pk}


def test_only_one_vote_is_open_in_a_workshop(room):
    room.ask("POLL-03")
    second = room.draft("POLL-22")
    with pytest.raises(Refused, match="Another vote is open"):
        room.open(second)


def test_nothing_opens_before_the_workshop_begins(room):
    poll = room.draft("POLL-03")
    room.end()
    with pytest.raises(Refused, match="The workshop is not running"):
        room.open(poll)


def test_of_two_who_close_or_reveal_one_does(room):
    poll = room.ask("POLL-03")
    second = Poll.objects.get(pk=poll.pk)
    room.close(poll)
    with pytest.raises(Refused, match="Somebody else has just moved"):
        room.close(second)
    room.reveal(poll)
    with pytest.raises(Refused, match="Somebody else has just moved"):
        room.reveal(second)


def test_nobody_but_a_facilitator_of_the_partnership_leads_a_vote(room, table):
    poll = room.draft("POLL-03")
    acts = [
        lambda by: polling.open_poll(poll, by=by),
        lambda by: polling.close(poll, by=by),
        lambda by: polling.reveal(poll, by=by),
        lambda by: polling.take_off(poll, by=by),
        lambda by: polling.put_on_show(poll, by=by),
        lambda by: drafting.ask_again(poll, by=by),
        lambda by: drafting.throw_away(poll, by=by),
        lambda by: hands.count_hands(poll, {}, by=by),
        lambda by: drafting.draft_from_bank(room.workshop, BANK[0], by=by),
        lambda by: drafting.draft(room.workshop, question="?", kind="text", by=by),
    ]
    for act in acts:
        for somebody in (table.a.lead, table.a.approver):
            with pytest.raises(Refused):
                act(somebody)
    assert Poll.objects.get().state == PollState.DRAFT


@pytest.mark.parametrize(
    "write",
    [
        lambda room: room.draft("POLL-03"),
        lambda room: room.draft("Which?", "single", ["This", "That"]),
        lambda room: drafting.ask_again(Poll.objects.get(question="Before?", asked_before=None), by=room.by),
    ],
)
def test_a_question_drafted_twice_is_one_draft_until_it_is_asked(room, write):
    room.draft("Before?", "text")
    first = write(room)
    assert write(room) == first
    assert room.draft("Which?", "single", ["This", "Those"]) != first
    polling.open_poll(first, by=room.by)
    assert write(room) != first


def test_opening_again_after_the_result_was_seen_needs_a_reason_that_history_keeps(room):
    poll = room.ask("POLL-03")
    room.vote(poll, *"AAAAA")
    room.show_result(poll)
    with pytest.raises(Refused, match="Say why"):
        room.open(poll)
    room.open(poll, reason="Two came late")
    told = Event.objects.filter(verb="polled").first()
    assert told.text == "Reopened the vote “How strong is agreement across this partnership?”: Two came late"


def test_after_a_reopening_fewer_than_five_new_answers_are_not_given_away(room):
    poll = room.ask("POLL-03")
    room.vote(poll, *"AAAAA")
    room.show_result(poll)
    room.open(poll, reason="One came late")
    room.vote(poll, "E")
    room.close(poll)
    with pytest.raises(Refused, match="showing it now would give them away"):
        room.reveal(poll)
    room.open(poll)
    room.vote(poll, *"BBBB")
    room.show_result(poll)
    assert shown(poll)["Strong"] == "50%"


def test_a_question_that_was_asked_keeps_its_words_and_cannot_be_thrown_away(room):
    poll = room.ask("POLL-03")
    with pytest.raises(Refused, match="so its words stay"):
        drafting.throw_away(poll, by=room.by)


def test_taking_a_poll_off_the_screens_leaves_it_as_it_is(room):
    poll = room.ask("POLL-03")
    polling.take_off(poll, by=room.by)
    assert (room.fresh().poll, Poll.objects.get().state) == (None, PollState.OPEN)


def test_practice_leaves_no_history(table):
    room = Room(table, is_practice=True)
    before = Event.objects.count()
    room.show_result(room.ask("POLL-03"))
    assert Event.objects.count() == before


# --- Results ------------------------------------------------------------------------------------


def test_nothing_is_shown_under_five_and_hands_do_not_make_up_for_phones(room):
    poll = room.ask("POLL-03")
    room.vote(poll, *"AAAA")
    hands.count_hands(poll, {"A": 3, "B": 4}, by=room.by)
    room.show_result(poll)
    found = result(poll)
    assert found.refusal == "Too few to show: fewer than five people have answered."
    assert [(bar.count, bar.share, bar.figure, bar.hands) for bar in found.bars][:2] == [
        (None, None, "", 3),
        (None, None, "", 4),
    ]


def test_a_partnership_can_ask_for_more_than_five(room, table):
    table.partnership.anonymity_minimum = 8
    table.partnership.save()
    poll = room.ask("POLL-03")
    room.vote(poll, *"AAAAAAA")
    room.show_result(poll)
    poll = Poll.objects.get(pk=poll.pk)
    assert result(poll).refusal == "Too few to show: fewer than 8 people have answered."


def test_hands_are_shown_apart_from_phones(room):
    poll = room.ask("POLL-03")
    room.vote(poll, *"AABBB")
    hands.count_hands(poll, {"A": 30}, by=room.by)
    room.show_result(poll)
    bar = result(poll).bars[0]
    assert (bar.figure, bar.count, bar.hands) == ("40%", 2, 30)


def test_a_split_shows_how_answers_lie_and_no_middle(room):
    poll = room.ask("How?", "scale", ["1", "2", "3", "4", "5"])
    room.vote(poll, *"000444")
    room.show_result(poll)
    found = result(poll)
    assert (found.closeness, found.middle, found.finding) == ("Split", "", "Split: answers lie far apart.")
    assert [bar.count for bar in found.bars] == [3, 0, 0, 0, 3]


@pytest.mark.parametrize(
    ("answers", "finding"),
    [
        ("AAABBC", "Bus: 50%."),
        ("AABBCD", "Bus and Train: 33% each."),
        ("AABBCC", "Bus, Train and Tram: 33% each."),
        ("AABBCCDD", "4 answers were given equally often."),
    ],
)
def test_answers_that_lead_together_are_named_together(room, answers, finding):
    poll = room.ask("How?", "single", ["Bus", "Train", "Tram", "Bike"])
    room.vote(poll, *answers)
    room.show_result(poll)
    assert result(poll).finding == finding


def test_a_result_is_split_by_kind_of_body_where_ten_stand_on_each_side(room):
    poll = room.ask("Which?", asks_body=True)
    room.vote(poll, *"A" * 10, body="council")
    room.vote(poll, *"B" * 9, body="health")
    room.show_result(poll)
    assert result(poll).parts == ()
    room.open(poll, reason="Some came late")
    room.vote(poll, *"BBBBB", body="health")
    room.show_result(poll)
    assert [(part.label, part.answers, part.figures) for part in result(poll).parts] == [
        ("A council", 10, ("100%", "0%")),
        ("Health", 14, ("0%", "100%")),
    ]


def test_named_support_is_set_beside_what_people_say_without_names(room, table):
    words = table.agree("destination")
    for side in (table.a, table.b, table.c):
        side.endorse(words, 5)
    poll = room.ask("How far are you behind this?", "gradient", about=words)
    room.vote(poll, *"62211")
    room.show_result(poll)
    assert result(poll).gap_words == (
        "Of the partners that have spoken by name, 100% can live with these words or say more for them; "
        "of the people asked without names, 20%."
    )


# --- What people wrote --------------------------------------------------------------------------


@pytest.fixture
def written(room):
    poll = room.ask("POLL-27")
    room.vote(poll, "Hopeful", "hopeful", "Wary", "Tired", "Keen")
    return room.show_result(poll)


def answer(text):
    return WrittenAnswer.objects.get(text=text)


def test_the_room_sees_of_what_was_written_only_what_is_approved(room, written):
    assert result(written).texts == ()
    moderating.approve(answer("Hopeful"), by=room.by)
    moderating.approve(answer("hopeful"), by=room.by)
    moderating.merge(answer("Keen"), into=answer("Hopeful"), by=room.by)
    moderating.park(answer("Tired"), reason="About one person", by=room.by)
    found = result(written)
    assert [(text.text.casefold(), text.count) for text in found.texts] == [("hopeful", 3)]
    assert found.parked == ("About one person",)


def test_parking_needs_a_reason_and_nothing_is_merged_into_itself_or_a_chain(room, written):
    with pytest.raises(Refused, match="Say why"):
        moderating.park(answer("Wary"), reason=" ", by=room.by)
    with pytest.raises(Refused, match="Choose another answer"):
        moderating.merge(answer("Wary"), into=answer("Wary"), by=room.by)
    moderating.merge(answer("Wary"), into=answer("Tired"), by=room.by)
    moderating.merge(answer("Tired"), into=answer("Keen"), by=room.by)
    assert answer("Wary").merged_into == answer("Keen")


def test_the_facilitator_reads_nothing_under_five_either(room, table):
    poll = room.ask("POLL-27")
    room.vote(poll, "one", "two")
    room.close(poll)
    with pytest.raises(Refused, match="nobody reads the answers"):
        moderating.approve(answer("one"), by=room.by)


# --- The facilitator's pages --------------------------------------------------------------------


@pytest.fixture
def browser(table):
    client = Client()
    client.force_login(table.facilitator.person)
    return client


def at(table, rest):
    return f"/p/{table.partnership.slug}/facilitator/{rest}"


def test_a_vote_is_led_through_from_the_pages(room, table, browser):
    bank = at(table, f"workshops/{room.workshop.pk}/polls/bank/")
    assert browser.post(bank, {"code": "POLL-03"}).status_code == 302
    poll = Poll.objects.get()
    for act, state in (("open", "open"), ("close", "closed"), ("reveal", "revealed")):
        response = browser.post(at(table, f"polls/{poll.pk}/{act}/"))
        assert response.url == at(table, f"polls/{poll.pk}/")
        poll.refresh_from_db()
        assert poll.state == state
        assert browser.get(response.url).status_code == 200
    assert "Revealed" in browser.get(at(table, f"workshops/{room.workshop.pk}/polls/")).content.decode()


def test_who_was_second_is_told_so_and_nothing_happens(room, table, browser):
    poll = room.ask("POLL-03")
    page = browser.post(at(table, f"polls/{poll.pk}/open/"), follow=True).content.decode()
    assert "Somebody else has just moved this poll on." in page


@pytest.mark.parametrize("kind", [kind.key for kind in KINDS])
def test_a_question_of_every_kind_is_written_and_changed(room, table, browser, kind):
    own = kind_named(kind).own_choices
    posted = {"question": "What now?", "kind": kind, "choices": "One\nTwo" if own else ""}
    add = at(table, f"workshops/{room.workshop.pk}/polls/add/")
    poll_page = browser.post(add, posted).url
    poll = Poll.objects.get()
    assert browser.get(f"{poll_page}edit/").status_code == 200
    assert browser.post(f"{poll_page}edit/", posted | {"question": "And now?"}).status_code == 302
    poll.refresh_from_db()
    assert poll.question == "And now?"
    assert Choice.objects.count() == (2 if own else 7 if kind == "gradient" else 0)


WRONG = [
    ({"kind": "single", "choices": "Only one"}, "Enter 2 to 12 answers, one a line"),
    ({"kind": "single", "choices": "Same\nsame"}, "Two answers are the same."),
    ({"kind": "single", "choices": f"{'x' * 121}\ny"}, "Shorten each answer to 120 characters or fewer"),
    ({"kind": "slider", "choices": "One\nTwo"}, "This kind of question brings its own answers."),
    ({"choices": "One\nTwo"}, "Choose how people answer"),
]


@pytest.mark.parametrize(("posted", "sentence"), WRONG)
def test_a_question_that_cannot_be_asked_comes_back_with_what_to_do(room, table, browser, posted, sentence):
    add = at(table, f"workshops/{room.workshop.pk}/polls/add/")
    response = browser.post(add, {"question": "What now?", **posted})
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert Poll.objects.count() == 0


def test_hands_reopening_and_moderation_have_pages(room, table, browser, written):
    single = room.ask("POLL-03")
    room.vote(single, *"AAAAA")
    room.show_result(single)
    browser.post(at(table, f"polls/{single.pk}/hands/"), {"hands_A": "3", "hands_B": ""})
    assert list(single.hand_counts.values_list("choice", "count")) == [("A", 3)]
    reopen = at(table, f"polls/{single.pk}/reopen/")
    assert browser.post(reopen, {"reason": ""}).status_code == 422
    assert browser.post(reopen, {"reason": "Late"}).status_code == 302
    assert "Tired" in browser.get(at(table, f"polls/{written.pk}/answers/")).content.decode()
    decide = at(table, f"polls/{written.pk}/answers/{answer('Tired').pk}/")
    assert browser.post(decide, {"decision": "park"}).status_code == 422
    assert browser.post(decide, {"decision": "park", "reason": "A name"}).status_code == 302
    assert browser.post(decide, {"decision": "merge", "into": answer("Wary").pk}).status_code == 302
    assert (answer("Tired").state, answer("Tired").reason) == (TextState.MERGED, "")


def test_a_poll_of_another_partnership_is_not_there(room, browser, table):
    from tests import build

    elsewhere = Room(build.partnership("DE", slug="elsewhere"), code="ELSEWH")
    poll = elsewhere.ask("POLL-03")
    for rest in (f"polls/{poll.pk}/", f"workshops/{elsewhere.workshop.pk}/polls/"):
        assert browser.get(at(table, rest)).status_code == 404
    assert browser.post(at(table, f"polls/{poll.pk}/close/")).status_code == 404
    assert Workshop.objects.get(pk=elsewhere.workshop.pk).poll == poll


def test_no_page_shows_how_a_vote_goes_while_it_is_open(room, table, browser):
    poll = room.ask("What?", "slider", [])
    room.vote(poll, *["77"] * 6)
    for rest in (f"polls/{poll.pk}/", f"workshops/{room.workshop.pk}/polls/"):
        assert "100%" not in browser.get(at(table, rest)).content.decode()
    assert "6 phones have voted so far" in browser.get(at(table, f"polls/{poll.pk}/")).content.decode()
    assert Ballot.objects.count() == 6
