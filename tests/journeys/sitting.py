"""Sitting down in front of a page as somebody, and listening to what the page complains of."""

from __future__ import annotations

import re
from typing import Any

from django.core import mail
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response, expect

from partnerships.models import Actor, Person
from partnerships.views.access import address

# A page of ours answers in a tenth of a second; two busy cores may take longer, and nothing waits for this if all is well.
PATIENCE = 10_000
BACKEND = "django.contrib.auth.backends.ModelBackend"
CODE = re.compile(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", re.MULTILINE)
LINK = re.compile(r"https?://\S+")


class Sit:
    """Opens browsers for people. `complaints` holds what their pages complained of."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.browser = browser
        self.url = url
        self.contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    def __call__(self, who: Actor | Person, name: str = "", *args: object, **options: Any) -> Page:
        """A browser in which somebody is signed in already; an actor's opens at a page of their seat."""
        page = self.visitor(**options)
        person = who.person if isinstance(who, Actor) else who
        page.context.add_cookies([{"name": "sessionid", "value": session_of(person), "url": self.url}])
        if name:
            page.goto(address(who, name, *args))
        return page

    def visitor(self, **options: Any) -> Page:
        """A browser in which nobody is signed in."""
        context = self.browser.new_context(
            base_url=self.url, locale="en-GB", reduced_motion="reduce", **options
        )
        context.set_default_timeout(PATIENCE)
        context.on("console", self._listen)
        context.on("weberror", lambda error: self.complaints.append(f"{error.page.url}: {error.error}"))
        context.on("response", self._look)
        self.contexts.append(context)
        return context.new_page()

    def leave(self) -> None:
        for context in self.contexts:
            context.close()

    def _listen(self, message: ConsoleMessage) -> None:
        # Answers that are no success are looked at below, where their status is known.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.complaints.append(f"{message.location['url']}: {message.text}")

    def _look(self, answer: Response) -> None:
        missing = answer.status >= 400 and "/static/" in answer.url
        if missing or answer.status >= 500:
            self.complaints.append(f"{answer.url}: {answer.status}")

    # --- Through the real pages ---------------------------------------------------------------------

    def sign_in(self, page: Page, email: str) -> None:
        """From the front page to one's own first page, with the code that comes by mail."""
        page.goto("/")
        page.get_by_role("button", name="Sign in").click()
        self.prove(page, email)

    def prove(self, page: Page, email: str) -> None:
        """From the sign-in page on."""
        self.ask_for_code(page, email)
        page.get_by_label("Code").fill(code_for(email))
        page.get_by_role("button", name="Continue").click()
        expect(page.get_by_role("button", name="Sign out")).to_be_visible()

    def ask_for_code(self, page: Page, email: str) -> None:
        page.get_by_label("Your e-mail address").fill(email)
        page.get_by_role("button", name="Send me a code").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Check your e-mail")


def session_of(person: Person) -> str:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client.cookies["sessionid"].value


def letter_to(email: str) -> str:
    """The newest letter to somebody."""
    return next(letter.body for letter in reversed(mail.outbox) if email in letter.to)


def code_for(email: str) -> str:
    return CODE.search(letter_to(email)).group(1)


def link_for(email: str) -> str:
    return LINK.search(letter_to(email)).group(0)
