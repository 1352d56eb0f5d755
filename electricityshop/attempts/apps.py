from importlib import import_module

from django.apps import AppConfig


class AttemptsConfig(AppConfig):
    name = "electricityshop.attempts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("electricityshop.attempts.jobs")
