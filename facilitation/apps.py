from django.apps import AppConfig


class FacilitationConfig(AppConfig):
    name = "facilitation"
    verbose_name = "Facilitation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from facilitation.polls import checks  # noqa: F401, PLC0415  registers the check of the kinds of poll
