"""The facilitator's polls: choosing and writing questions, leading a vote through, its result."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

from django.contrib import messages
from django.contrib.humanize.templatetags.humanize import apnumber
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from facilitation.models import Poll, Workshop, WrittenAnswer
from facilitation.poll_forms import DecideForm, HandsForm, PollForm, ReopenForm, form_of
from facilitation.polls import drafting, hands, moderating, polling
from facilitation.polls.about import words_about
from facilitation.polls.bank import BANK, question_coded
from facilitation.polls.kinds import kind_named
from facilitation.polls.naming import ask_by_name, in_the_way_of_names
from facilitation.polls.results import result
from facilitation.vocabulary import TextState
from partnerships.models import Actor, Round
from partnerships.rules import may_facilitate
from partnerships.rulings import Refused
from partnerships.views.access import go, insist_on, seated


def _workshop(actor: Actor, number: int) -> Workshop:
    workshops = Workshop.objects.select_related("round__partnership")
    return get_object_or_404(workshops, pk=number, round__partnership=actor.partnership)


def _poll(actor: Actor, number: int) -> Poll:
    polls = Poll.objects.select_related("workshop__round__partnership", "about", "asked_before")
    return get_object_or_404(polls, pk=number, workshop__round__partnership=actor.partnership)


# --- Questions ----------------------------------------------------------------------------------


@seated(may_facilitate)
def polls(request: HttpRequest, actor: Actor, round_: Round, workshop: int) -> HttpResponse:
    found = _workshop(actor, workshop)
    context = {
        "title": "Votes and questions",
        "workshop": found,
        "rows": [(poll, kind_named(poll.kind)) for poll in found.polls.all()],
    }
    return render(request, "facilitation/polls/list.html", context)


@seated(may_facilitate)
def poll_bank(request: HttpRequest, actor: Actor, round_: Round, workshop: int) -> HttpResponse:
    """The bank, group by group. Choosing makes a draft."""
    found = _workshop(actor, workshop)
    question = question_coded(request.POST.get("code", ""))
    if request.method == "POST" and question:
        made = drafting.draft_from_bank(found, question, by=actor)
        messages.success(request, f"“{made.question}” is ready to be opened.")
        return go(actor, "polls", found.pk)
    groups = [(name, list(questions)) for name, questions in groupby(BANK, key=lambda one: one.group)]
    context = {"title": "Choose from the question bank", "workshop": found, "groups": groups}
    return render(request, "facilitation/polls/bank.html", context)


@require_POST
@seated(may_facilitate)
def poll_pulse(request: HttpRequest, actor: Actor, round_: Round, workshop: int) -> HttpResponse:
    """The statements of the pulse, to be answered on one page, and the two questions after them."""
    found = _workshop(actor, workshop)
    drafting.draft_pulse(found, by=actor)
    messages.success(
        request,
        "The pulse is ready: one page of statements, and two questions after it. Open the page first.",
    )
    return go(actor, "polls", found.pk)


@seated(may_facilitate)
def poll_add(request: HttpRequest, actor: Actor, round_: Round, workshop: int) -> HttpResponse:
    found = _workshop(actor, workshop)
    form = PollForm(request.POST or None, round_=found.round)
    if request.method == "POST" and form.is_valid():
        made = drafting.draft(found, **form.cleaned_data, by=actor)
        messages.success(request, "The question is saved. Nobody sees it until you open the vote.")
        return go(actor, "poll", made.pk)
    context = {"title": "Write a question", "workshop": found, "form": form}
    return render(request, "facilitation/polls/form.html", context, status=422 if form.errors else 200)


@seated(may_facilitate)
def poll_edit(request: HttpRequest, actor: Actor, round_: Round, poll: int) -> HttpResponse:
    found = _poll(actor, poll)
    insist_on(drafting.may_edit(actor, found))
    form = form_of(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        drafting.edit(found, **form.cleaned_data, by=actor)
        messages.success(request, "The question is saved.")
        return go(actor, "poll", found.pk)
    context = {"title": "Change the question", "workshop": found.workshop, "poll": found, "form": form}
    return render(request, "facilitation/polls/form.html", context, status=422 if form.errors else 200)


@seated(may_facilitate)
def poll_throw_away(request: HttpRequest, actor: Actor, round_: Round, poll: int) -> HttpResponse:
    found = _poll(actor, poll)
    insist_on(drafting.may_edit(actor, found))
    if request.method == "POST":
        drafting.throw_away(found, by=actor)
        messages.success(request, f"“{found.question}” is thrown away.")
        return go(actor, "polls", found.workshop_id)
    context = {"title": f"Throw “{found.question}” away?", "workshop": found.workshop, "poll": found}
    return render(request, "facilitation/polls/throw_away.html", context)


# --- Leading a vote through ---------------------------------------------------------------------


@seated(may_facilitate)
def poll(request: HttpRequest, actor: Actor, round_: Round, poll: int) -> HttpResponse:
    found = _poll(actor, poll)
    context = {
        "title": found.question,
        "workshop": found.workshop,
        "poll": found,
        "kind": kind_named(found.kind),
        "result": result(found),
        "about": words_about(found),
        "is_on_show": found.workshop.poll_id == found.pk,
        "askable_by_name": found.workshop.is_running and not in_the_way_of_names(found),
        "open_refused": "" if polling.may_open(found) else polling.may_open(found).reason,
        "reopenable": found.workshop.is_running and bool(polling.may_reopen(found)),
    }
    return render(request, "facilitation/polls/poll.html", context)


Verb = Callable[..., object]


def _act(verb: Verb, done: str | Callable[[Poll], str]) -> Callable[..., HttpResponse]:
    """A view that does one thing to a poll and goes back to where the button was: the console, or the poll's own page.

    It says so if somebody else was first.
    """

    @require_POST
    @seated(may_facilitate)
    def view(request: HttpRequest, actor: Actor, round_: Round, poll: int) -> HttpResponse:
        found = _poll(actor, poll)
        try:
            verb(found, by=actor)
        except Refused as refusal:
            messages.info(request, str(refusal))
        else:
            messages.success(request, done if isinstance(done, str) else done(found))
        if "console" in request.POST and found.workshop.is_running:
            return go(actor, "console", found.workshop_id)
        return go(actor, "poll", found.pk)

    return view


def _revealed(poll: Poll) -> str:
    if not (poll.is_by_name or poll.ballots_shown):
        fewest = apnumber(poll.fewest_together)
        return f"It is revealed, but fewer than {fewest} people have answered, so no answers are shown."
    return "The result is on the screens." if poll.workshop.is_running else "The result can be read now."


poll_by_name = _act(
    ask_by_name, "It is asked with names now. Partners say where they stand from their own seats."
)
poll_open = _act(polling.open_poll, "The vote is open. Phones can answer now.")
poll_close = _act(polling.close, "The vote is closed and sealed. Nobody has seen the result yet.")
poll_reveal = _act(polling.reveal, _revealed)
poll_show = _act(polling.put_on_show, "It is on the screens.")
poll_take_off = _act(polling.take_off, "It is off the screens.")


@require_POST
@seated(may_facilitate)
def poll_again(request: HttpRequest, actor: Actor, round_: Round, poll: int) -> HttpResponse:
    again = drafting.ask_again(_poll(actor, poll), by=actor)
    messages.success(request, "Ready to be asked again. The result will say how answers have moved.")
    return go(actor, "poll", again.pk)


@seated(may_facilitate)
def poll_reopen(request: HttpRequest, actor: Actor, round_: Round, poll: int) -> HttpResponse:
    found = _poll(actor, poll)
    insist_on(polling.may_reopen(found))
    form = ReopenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        polling.open_poll(found, reason=form.cleaned_data["reason"], by=actor)
        messages.success(request, "The vote is open again, for phones that have not voted.")
        return go(actor, "poll", found.pk)
    context = {"title": "Open the vote again", "poll": found, "form": form}
    return render(request, "facilitation/polls/reopen.html", context, status=422 if form.errors else 200)


@seated(may_facilitate)
def poll_hands(request: HttpRequest, actor: Actor, round_: Round, poll: int) -> HttpResponse:
    found = _poll(actor, poll)
    insist_on(hands.may_count_hands(actor, found))
    form = HandsForm(request.POST or None, poll=found)
    if request.method == "POST" and form.is_valid():
        hands.count_hands(found, form.counts, by=actor)
        messages.success(request, "The count of hands is saved. It is shown apart from the phones.")
        return go(actor, "poll", found.pk)
    context = {"title": "Enter a count of hands", "poll": found, "form": form}
    return render(request, "facilitation/polls/hands.html", context, status=422 if form.errors else 200)


# --- What people wrote --------------------------------------------------------------------------


@seated(may_facilitate)
def poll_answers(request: HttpRequest, actor: Actor, round_: Round, poll: int) -> HttpResponse:
    found = _poll(actor, poll)
    insist_on(moderating.may_read_texts(actor, found))
    context = {"title": "What people wrote", "poll": found, "answers": found.written_answers.all()}
    return render(request, "facilitation/polls/answers.html", context)


@seated(may_facilitate)
def poll_answer(request: HttpRequest, actor: Actor, round_: Round, poll: int, answer: int) -> HttpResponse:
    """One answer: show it, park it with a reason, or count it with another."""
    found = _poll(actor, poll)
    insist_on(moderating.may_read_texts(actor, found))
    written = get_object_or_404(found.written_answers, pk=answer)
    others = found.written_answers.exclude(pk=answer).exclude(state=TextState.MERGED)
    form = DecideForm(request.POST or None, others=others)
    if request.method == "POST" and form.is_valid():
        _decide(written, form.cleaned_data, by=actor)
        return go(actor, "poll-answers", found.pk)
    context = {"title": "What becomes of this answer?", "poll": found, "answer": written, "form": form}
    return render(request, "facilitation/polls/answer.html", context, status=422 if form.errors else 200)


def _decide(written: WrittenAnswer, given: dict, *, by: Actor) -> None:
    if given["decision"] == "approve":
        moderating.approve(written, by=by)
    elif given["decision"] == "park":
        moderating.park(written, reason=given["reason"], by=by)
    else:
        moderating.merge(written, into=given["into"], by=by)
