"""Asking for a code to sign in."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import RequestLoginCodeForm

from partnerships.forms.accounts import BAD_ADDRESS


class SignInForm(RequestLoginCodeForm):
    """The package's own, in the words of the sign-in page."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        email = self.fields["email"]
        email.label, email.help_text = "Your e-mail address", "The one your invitation was sent to"
        email.error_messages |= {"required": "Enter your e-mail address", "invalid": BAD_ADDRESS}
