"""Conversations, and the themes that come of them. Under `p/<partnership>/<seat>/`."""

from django.urls import path

from facilitation.views import conversations, themes

urlpatterns = [
    path("conversations/", conversations.conversations, name="conversations"),
    path("conversations/guide/", conversations.guide, name="conversation-guide"),
    path("conversations/plan/", conversations.conversation_plan, name="conversation-plan"),
    path("conversations/with/", conversations.conversation_with, name="conversation-with"),
    path("conversations/groups/", conversations.group_add, name="group-add"),
    path("conversations/<int:conversation>/", conversations.conversation, name="conversation"),
    path(
        "conversations/<int:conversation>/forget/",
        conversations.conversation_forget,
        name="conversation-forget",
    ),
    path("conversations/<int:conversation>/strike/", conversations.group_strike, name="group-strike"),
    path("themes/", themes.themes, name="themes"),
    path("themes/paper/", themes.themes_paper, name="themes-paper"),
    path("themes/paper/pdf/", themes.themes_pdf, name="themes-pdf"),
    path("themes/add/", themes.theme_add, name="theme-add"),
    path("themes/<int:theme>/", themes.theme_change, name="theme"),
    path("themes/<int:theme>/board/", themes.theme_board, name="theme-board"),
    path("themes/<int:theme>/use/", themes.theme_use, name="theme-use"),
    path("themes/<int:theme>/remove/", themes.theme_remove, name="theme-remove"),
]
