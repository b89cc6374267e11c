"""Addresses of one seat: all of these lie under `p/<partnership>/<seat>/`."""

from django.urls import path

from partnerships.views import (
    agreements,
    answers,
    central,
    contributions,
    endorsing,
    laying,
    mandate,
    scope,
    signing,
    table,
    workbook,
)

# The hand-written pages of a step come before the general ones, whose pattern would also fit them.
mandate_urls = [
    path("workbook/mandate/positions/", mandate.positions, name="positions"),
    path("workbook/mandate/positions/<int:power>/", mandate.position, name="position"),
    path("workbook/mandate/check/", signing.mandate_check, name="mandate-check"),
    path("workbook/mandate/sign-off/", signing.mandate_sign_off, name="mandate-sign-off"),
    path("workbook/mandate/return/", signing.mandate_return, name="mandate-return"),
    path("workbook/mandate/take-back/", signing.mandate_take_back, name="mandate-take-back"),
    path("workbook/mandate/signed/", signing.mandate_signed, name="mandate-signed"),
]
answer_urls = [
    path("workbook/reality/ratings/", answers.answers, {"kind": "rating"}, name="ratings"),
    path("workbook/reality/readiness/", answers.answers, {"kind": "readiness"}, name="readiness"),
    path("workbook/reality/residents/", answers.answers, {"kind": "citizens"}, name="citizens"),
    path("workbook/leadership/who-decides/", answers.answers, {"kind": "who-decides"}, name="who-decides"),
]
workbook_urls = [
    path("workbook/", workbook.workbook, name="workbook"),
    path("workbook/<slug:step>/", workbook.step, name="step"),
    path("workbook/<slug:step>/finish/", workbook.step_finish, name="step-finish"),
    path("workbook/<slug:step>/lay/", laying.lay, name="lay"),
    path("workbook/<slug:step>/lodging/take-back/", laying.lodging_take_back, name="lodging-take-back"),
    path("workbook/<slug:step>/withdraw/<uuid:lineage>/", laying.withdraw, name="withdraw"),
    path("workbook/<slug:step>/<slug:kind>/add/", contributions.contribution_add, name="contribution-add"),
    path(
        "workbook/<slug:step>/<slug:kind>/<uuid:lineage>/",
        contributions.contribution_edit,
        name="contribution-edit",
    ),
    path(
        "workbook/<slug:step>/<slug:kind>/<uuid:lineage>/remove/",
        contributions.contribution_remove,
        name="contribution-remove",
    ),
]
table_urls = [
    path("table/", table.table, name="table"),
    path("table/timetable/", table.timetable, name="timetable"),
    path("table/powers/<int:power>/", table.power, name="power"),
    path("table/agreements/<uuid:lineage>/", agreements.agreement, name="agreement"),
    path("table/agreements/<uuid:lineage>/reword/", agreements.agreement_reword, name="agreement-reword"),
    path("table/agreements/<uuid:lineage>/drop/", agreements.agreement_drop, name="agreement-drop"),
    path("table/agreements/<uuid:lineage>/<int:version>/endorse/", endorsing.endorse, name="endorse"),
    path("table/mandate/scope/", scope.scope, name="scope"),
    path("table/<slug:step>/stand/", endorsing.stand, name="stand"),
    path("table/<slug:step>/", table.step_board, name="board"),
    path("table/<slug:step>/<slug:kind>/propose/", agreements.propose, name="propose"),
    path("changes/", table.changes, name="changes"),
]

central_urls = [
    path("central/", central.central, name="central"),
    path("central/send/", central.central_send, name="central-send"),
]

urlpatterns = [*central_urls, *mandate_urls, *answer_urls, *workbook_urls, *table_urls]
