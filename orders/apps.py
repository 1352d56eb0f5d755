from importlib import import_module

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "orders"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for module in ("orders.handlers", "orders.jobs", "orders.signals", "orders.watching"):
            import_module(module)
