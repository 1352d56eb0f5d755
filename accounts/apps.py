from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for module in ("accounts.handlers", "accounts.jobs", "accounts.signals", "accounts.watching"):
            import_module(module)
