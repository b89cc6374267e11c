"""Workshops: reading, planning, running, and what comes out of them. Under `p/<partnership>/<seat>/`; the projector is not."""

from django.urls import path

from facilitation.views import console, outcomes, plan, wall, workshops

AT = "workshops/<int:workshop>/"

urlpatterns = [
    path("workshops/", workshops.workshops, name="workshops"),
    path("workshops/plan/", plan.workshop_new, name="workshop-plan"),
    path(AT, workshops.workshop, name="workshop"),
    path(f"{AT}calendar.ics", workshops.workshop_calendar, name="workshop-calendar"),
    path(f"{AT}change/", plan.workshop_change, name="workshop-change"),
    path(f"{AT}duplicate/", plan.workshop_duplicate, name="workshop-duplicate"),
    path(f"{AT}held/", plan.workshop_held, name="workshop-held"),
    path(f"{AT}print/", plan.workshop_print, name="workshop-print"),
    path(f"{AT}cards/", plan.workshop_cards, name="workshop-cards"),
    path(f"{AT}agenda/", plan.workshop_agenda, name="workshop-agenda"),
    path(f"{AT}items/add/", plan.item_add, name="item-add"),
    path(f"{AT}items/<int:item>/", plan.item_change, name="item-change"),
    path(f"{AT}items/<int:item>/class/", plan.item_class, name="item-class"),
    path(f"{AT}items/<int:item>/move/", plan.item_move, name="item-move"),
    path(f"{AT}items/<int:item>/remove/", plan.item_remove, name="item-remove"),
    path(f"{AT}console/", console.console, name="console"),
    path(f"{AT}console/pulse/", console.console_pulse, name="console-pulse"),
    path(f"{AT}console/begin/", console.console_begin, name="console-begin"),
    path(f"{AT}console/show/", console.console_show, name="console-show"),
    path(f"{AT}console/extend/", console.console_extend, name="console-extend"),
    path(f"{AT}console/cover/", console.console_cover, name="console-cover"),
    path(f"{AT}console/end/", console.console_end, name="console-end"),
    path(f"{AT}console/hand-over/", console.console_hand_over, name="console-hand-over"),
    path(f"{AT}console/note/", console.console_note, name="console-note"),
    path(f"{AT}console/partners/<int:partner>/", console.console_attendance, name="console-attendance"),
    path(f"{AT}note/", outcomes.follow_up, name="follow-up"),
    path(f"{AT}note/write/", outcomes.follow_up_write, name="follow-up-write"),
    path(f"{AT}note/final/", outcomes.follow_up_final, name="follow-up-final"),
    path(f"{AT}note/correct/", outcomes.follow_up_correct, name="follow-up-correct"),
    path(f"{AT}note/word/", outcomes.follow_up_word, name="follow-up-word"),
    path(f"{AT}note/<int:correction>/answer/", outcomes.correction_answer, name="correction-answer"),
    path("promises/<int:promise>/", outcomes.promise_settle, name="promise"),
    path("parked/<int:parked>/", outcomes.parked_settle, name="parked"),
]
wall_urlpatterns = [path("wall/<slug:key>/", wall.wall, name="wall")]
