import os
from importlib import import_module

from django.apps import AppConfig

SABOTAGE = "STAGE_SABOTAGE"
"""The environment variable that names what is made worse in a process, by commas; without it nothing is."""


class StageConfig(AppConfig):
    name = "benchmarks.orders.stage"

    def ready(self) -> None:
        """After the shop's own apps, whose functions it replaces."""
        for mode in filter(None, os.environ.get(SABOTAGE, "").split(",")):
            import_module("benchmarks.orders.stage.sabotage").MODES[mode]()
