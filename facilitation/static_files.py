"""Style sheets, scripts and fonts under names that change with their content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class GatheredFiles(CompressedManifestStaticFilesStorage):
    """As they lie in `static/` until `collectstatic` has gathered them, so that plain commands work at once."""

    def stored_name(self, name: str) -> str:
        return super().stored_name(name) if self.hashed_files else name
