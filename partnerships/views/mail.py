"""Sending mail: at once where the answer matters, in the background where waiting would tell something."""

import logging
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string

log = logging.getLogger(__name__)
_background = ThreadPoolExecutor(max_workers=2, thread_name_prefix="mail")


def only_shown() -> str:
    """A sentence where no mail is set up, so that it is only printed; else nothing."""
    if settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
        return "No mail is set up here, so the e-mail is only shown in the window in which Roundtable runs."
    return ""


def page(request: HttpRequest) -> dict[str, str]:
    """For pages that say that a mail was sent, those of the sign-in package among them."""
    return {"mail_only_shown": only_shown()}


def mailed(template: str, to: str, **context: Any) -> bool:
    """Send `partnerships/mail/<template>.txt`, whose first line is the subject; whether it went."""
    text = render_to_string(f"partnerships/mail/{template}.txt", context)
    subject, body = text.strip().split("\n", 1)
    return _sent(EmailMessage(subject, body.strip() + "\n", to=[to]))


def post(message: EmailMessage) -> None:
    """Send without waiting for the mail server: a wait, or its failure, would show that the address is known."""
    if settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        _background.submit(_sent, message)
    else:
        _sent(message)


def _sent(message: EmailMessage) -> bool:
    try:
        message.send()
    except OSError:  # what SMTP complains of is among these
        log.exception("A mail could not be sent")
        return False
    return True
