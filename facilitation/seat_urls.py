"""The facilitator's desk, closing a round, the balance, and papers. Under `p/<partnership>/<seat>/`."""

from django.urls import path

from facilitation.views import approvals, balance, closing, desk, papers, records, synthesis

urlpatterns = [
    path("desk/", desk.desk, name="desk"),
    path("desk/move/", desk.desk_move, name="desk-move"),
    path("desk/reveals/<slug:step>/ask/", desk.reveal_ask, name="reveal-ask"),
    path("desk/reveals/<int:reveal>/open/", desk.reveal_open, name="reveal-open"),
    path("desk/reveals/<int:reveal>/cancel/", desk.reveal_cancel, name="reveal-cancel"),
    path("desk/close/", closing.round_close, name="round-close"),
    path("rounds/<int:number>/closed/", closing.round_closed, name="round-closed"),
    path("rounds/<int:number>/record/", records.record, name="record"),
    path("rounds/<int:number>/record/<slug:step>/", records.record_step, name="record-step"),
    path("balance/", balance.balance, name="balance"),
    path("balance/brief/", balance.balance_brief, name="balance-brief"),
    path("synthesis/", synthesis.synthesis, name="synthesis"),
    path("synthesis/brief/", synthesis.synthesis_brief, name="synthesis-brief"),
    path("approvals/", approvals.approvals, name="approvals"),
    path("approvals/add/", approvals.approval_add, name="approval-add"),
    path("approvals/<int:approval>/", approvals.approval, name="approval"),
    path("approvals/<int:approval>/remove/", approvals.approval_remove, name="approval-remove"),
    path("papers/", papers.papers, name="papers"),
    path("papers/summary/<int:number>/", papers.paper_issue, name="paper-issue"),
    path("papers/summary/<int:number>/draft/", papers.paper_summary, name="paper-summary"),
    path("papers/our-mandate/", papers.paper_mandate, name="paper-mandate"),
    path("papers/<slug:issue>/", papers.issue_html, name="issue-html"),
    path("papers/<slug:issue>/pdf/", papers.issue_pdf, name="issue-pdf"),
]
