from importlib import import_module

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "payments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Handlers and periodic jobs register themselves when imported."""
        import_module("payments.handlers")
        import_module("payments.jobs")
        import_module("payments.watching")
