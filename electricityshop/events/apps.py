from importlib import import_module

from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "electricityshop.events"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for module in ("jobs", "dead", "due"):
            import_module(f"electricityshop.events.{module}")
