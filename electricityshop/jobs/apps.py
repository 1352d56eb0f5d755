from importlib import import_module

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "electricityshop.jobs"

    def ready(self) -> None:
        import_module("electricityshop.jobs.jobs")
        import_module("electricityshop.jobs.failed")
