"""Style sheets, scripts and fonts under names that change with their content, without what only we read in them."""

from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile, File
from rcssmin import cssmin
from rjsmin import jsmin
from whitenoise.storage import CompressedManifestStaticFilesStorage

SHORTER = {".css": cssmin, ".js": jsmin}
# Short already, each by its own maker.
MADE_ELSEWHERE = ("vendor/", "django_htmx/", "mfa/", "account/")


class GatheredFiles(CompressedManifestStaticFilesStorage):
    """As they lie in `static/` until `collectstatic` has gathered them, so that plain commands work at once."""

    def stored_name(self, name: str) -> str:
        return super().stored_name(name) if self.hashed_files else name

    def _save(self, name: str, content: File) -> str:
        shorten: Any = SHORTER.get(PurePath(name).suffix)
        if shorten and not name.startswith(MADE_ELSEWHERE):
            content = ContentFile(shorten(b"".join(content.chunks()).decode()).encode())
        return super()._save(name, content)
