"""A person's browser on Django's test client: it fills in the forms that are on the page, and every request is measured."""

from __future__ import annotations

import os
import random
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

import words
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from lxml import html


@dataclass(frozen=True)
class Visit:
    """One request. `name` is the name of its address, `queries` what it asked the database."""

    stage: str
    method: str
    path: str
    name: str
    status: int
    queries: int
    seconds: float
    bytes: int

    @property
    def is_page(self) -> bool:
        return self.method == "GET" and self.status == 200


@dataclass
class Log:
    """All requests, and the load average at the end of each stage."""

    visits: list[Visit] = field(default_factory=list)
    loads: dict[str, float] = field(default_factory=dict)
    now: str = ""

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        self.now = name
        yield
        self.loads[name] = os.getloadavg()[0]

    def of(self, stage: str) -> list[Visit]:
        return [visit for visit in self.visits if visit.stage == stage]


class Unexpected(Exception):
    """A page did not answer as it would to a person; holds its address and what it said."""


class Page:
    """What came back, as a person sees it."""

    def __init__(self, path: str, answer: HttpResponse):
        self.path, self.answer = path, answer

    @cached_property
    def tree(self) -> html.HtmlElement:
        tree = html.document_fromstring(self.answer.content)
        for area in tree.iter("textarea"):
            # Browsers leave out the line break that a template puts first; this parser does not.
            area.text = (area.text or "").removeprefix("\r").removeprefix("\n")
        return tree

    @property
    def title(self) -> str:
        return self.tree.findtext(".//h1") or ""

    def form(self, *fields: str) -> html.FormElement:
        """The first form that has all these fields."""
        for form in self.tree.forms:
            if set(fields) <= set(form.fields.keys()):
                return form
        raise Unexpected(f"{self.path}: no form has {', '.join(fields)}")

    def has_form(self, *fields: str) -> bool:
        return any(set(fields) <= set(form.fields.keys()) for form in self.tree.forms)

    def options(self, field: str) -> list[tuple[str, str]]:
        """Value and text of a list to pick from, without the blank one."""
        select = self.form(field).inputs[field]
        return [(option.get("value"), option.text_content()) for option in select if option.get("value")]

    def find(self, pattern: str) -> list[str]:
        """What the pattern's one group matches in the page, each once, in order."""
        return list(dict.fromkeys(re.findall(pattern, self.answer.content.decode())))

    def complaint(self) -> str:
        """What the page says is wrong, or else its heading."""
        found = self.tree.xpath("//*[contains(@class, 'error-summary')] | //main")
        return " ".join((found[0] if found else self.tree).text_content().split())[:400]


class Visitor:
    """One person, in one seat of a partnership or in none. `log` keeps every request."""

    def __init__(self, log: Log, partnership: str = "", seat: str = ""):
        self.log, self.partnership, self.seat = log, partnership, seat
        self.client = Client(SERVER_NAME="localhost")

    def signed_in(self, person: Any) -> Visitor:
        self.client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return self

    def at(self, name: str, *args: object) -> str:
        place = (self.partnership, self.seat) if self.seat else ()
        return reverse(name, args=(*place, *args))

    def go(self, name: str, *args: object) -> Page:
        """Open a page of one's seat by the name of its address."""
        return self.open(self.at(name, *args))

    def open(self, path: str) -> Page:
        """Open a page, wherever it leads."""
        answer = self.ask("GET", path)
        if answer.status_code == 302:
            return self.open(answer["Location"])
        if answer.status_code != 200:
            raise Unexpected(f"GET {path}: {answer.status_code}, {Page(path, answer).complaint()}")
        return Page(path, answer)

    def send(self, path: str, given: Iterable[tuple[str, Any]] = (), *, multipart: bool = False) -> Page:
        """Post, and open the page it leads to."""
        answer = self.ask("POST", path, list(given), multipart=multipart)
        if answer.status_code == 302:
            return self.open(answer["Location"])
        if answer.status_code != 200:
            raise Unexpected(f"POST {path}: {answer.status_code}, {Page(path, answer).complaint()}")
        return Page(path, answer)

    def submit(self, page: Page, *fields: str, **given: Any) -> Page:
        """Fill in the form that has these fields with what is given, leave the rest as it stands, and send it."""
        form = page.form(*fields, *given)
        for name, value in given.items():
            form.fields[name] = value
        return self.send_form(page, form)

    def answer(self, page: Page, rng: random.Random, *fields: str, leaving: str = "-", **given: Any) -> Page:
        """The same, but with something in every field that is still blank, but for those that begin with `leaving`."""
        form = page.form(*fields, *given)
        for name, value in given.items():
            form.fields[name] = value
        fill(form, rng, leaving)
        return self.send_form(page, form)

    def send_form(self, page: Page, form: html.FormElement, *more: tuple[str, Any]) -> Page:
        path = form.get("action") or page.path
        multipart = form.get("enctype") == "multipart/form-data"
        return self.send(path, [*form.form_values(), *more], multipart=multipart)

    def ask(
        self, method: str, path: str, given: list[tuple[str, Any]] | None = None, *, multipart: bool = False
    ) -> HttpResponse:
        """One request, measured; no redirect is followed."""
        counted = _Counted()
        with connection.execute_wrapper(counted):
            began = time.perf_counter()
            if method == "GET":
                answer = self.client.get(path)
            elif multipart:
                answer = self.client.post(path, _lists(given))
            else:
                form = "application/x-www-form-urlencoded"
                answer = self.client.post(path, urlencode(given or []), content_type=form)
            seconds = time.perf_counter() - began
        match = answer.resolver_match
        self.log.visits.append(
            Visit(
                self.log.now,
                method,
                path,
                match.view_name if match else "",
                answer.status_code,
                counted.queries,
                seconds,
                len(answer.content),
            )
        )
        return answer


class _Counted:
    """Counts what is asked of the database."""

    queries = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Mapping[str, Any]) -> Any:
        self.queries += 1
        return execute(sql, params, many, context)


def _lists(given: Iterable[tuple[str, Any]] | None) -> dict[str, list[Any]]:
    lists: dict[str, list[Any]] = {}
    for name, value in given or ():
        lists.setdefault(name, []).append(value)
    return lists


# --- Filling in ---------------------------------------------------------------------------------


def fill(form: html.FormElement, rng: random.Random, leaving: str) -> None:
    """Something in every field that is blank: a choice, a sentence, a number, a date. Ticks and hidden fields stay."""
    for name in list(form.fields.keys()):
        control = form.inputs[name]
        if isinstance(control, html.CheckboxGroup) or form.fields[name] or name.startswith(leaving):
            continue
        if isinstance(control, html.RadioGroup):
            form.fields[name] = rng.choice([button.get("value") for button in control if button.get("value")])
        elif isinstance(control, html.SelectElement):
            # Nothing stands to choose from in a list of what there is so far, and the page says so.
            form.fields[name] = rng.choice([value for value in control.value_options if value] or [""])
        elif control.get("type") not in ("hidden", "checkbox", "file"):
            form.fields[name] = _typed(control, name, rng)


DATE = {"day": "1", "month": "6", "year": "2029"}


def _typed(control: Any, name: str, rng: random.Random) -> str:
    part = name.rsplit("_", 1)[-1]
    if part in DATE and "numeric" in control.get("inputmode", ""):
        return DATE[part]
    if control.get("type") == "date":
        return "{year}-{month:0>2}-{day:0>2}".format(**DATE)
    if control.get("type") == "number" or control.get("inputmode") in ("numeric", "decimal"):
        return str(rng.randint(int(control.get("min") or 0), int(control.get("max") or 10)))
    most = int(control.get("maxlength") or 1000)
    text = words.passage(rng) if control.tag == "textarea" and not control.get("data-maxwords") else ""
    return (text or words.sentence(rng))[:most].rstrip()
