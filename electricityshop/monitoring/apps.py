from importlib import import_module

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class MonitoringConfig(AppConfig):
    name = "electricityshop.monitoring"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from electricityshop.monitoring.statements import sending, watching  # noqa: PLC0415  # models can be imported only now

        import_module("electricityshop.monitoring.jobs")
        connection_created.connect(watching.watch_connection)
        connection_created.connect(sending.begin_sending)
