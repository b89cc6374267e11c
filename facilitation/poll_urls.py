"""The facilitator's pages of the polls of a workshop. Under `p/<partnership>/<seat>/`."""

from django.urls import path

from facilitation.views import polls

urlpatterns = [
    path("workshops/<int:workshop>/polls/", polls.polls, name="polls"),
    path("workshops/<int:workshop>/polls/bank/", polls.poll_bank, name="poll-bank"),
    path("workshops/<int:workshop>/polls/pulse/", polls.poll_pulse, name="poll-pulse"),
    path("workshops/<int:workshop>/polls/add/", polls.poll_add, name="poll-add"),
    path("polls/<int:poll>/", polls.poll, name="poll"),
    path("polls/<int:poll>/edit/", polls.poll_edit, name="poll-edit"),
    path("polls/<int:poll>/throw-away/", polls.poll_throw_away, name="poll-throw-away"),
    path("polls/<int:poll>/open/", polls.poll_open, name="poll-open"),
    path("polls/<int:poll>/reopen/", polls.poll_reopen, name="poll-reopen"),
    path("polls/<int:poll>/close/", polls.poll_close, name="poll-close"),
    path("polls/<int:poll>/reveal/", polls.poll_reveal, name="poll-reveal"),
    path("polls/<int:poll>/show/", polls.poll_show, name="poll-show"),
    path("polls/<int:poll>/take-off/", polls.poll_take_off, name="poll-take-off"),
    path("polls/<int:poll>/again/", polls.poll_again, name="poll-again"),
    path("polls/<int:poll>/by-name/", polls.poll_by_name, name="poll-by-name"),
    path("polls/<int:poll>/hands/", polls.poll_hands, name="poll-hands"),
    path("polls/<int:poll>/answers/", polls.poll_answers, name="poll-answers"),
    path("polls/<int:poll>/answers/<int:answer>/", polls.poll_answer, name="poll-answer"),
]
