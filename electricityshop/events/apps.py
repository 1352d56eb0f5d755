from importlib import import_module

from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "electricityshop.events"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("electricityshop.events.jobs")
