"""Sending mail: at once where the answer matters, in the background where waiting would tell something."""

import logging
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

log = logging.getLogger(__name__)
_background = ThreadPoolExecutor(max_workers=2, thread_name_prefix="mail")


def mail_is_set_up() -> bool:
    """Otherwise mail is only shown where the server runs."""
    return not settings.EMAIL_BACKEND.endswith("console.EmailBackend")


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
