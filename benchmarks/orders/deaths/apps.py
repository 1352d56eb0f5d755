"""The app that proofs install beside the shop's own."""

from importlib import import_module

from django.apps import AppConfig


class DeathsConfig(AppConfig):
    name = "benchmarks.orders.deaths"

    def ready(self) -> None:
        import_module("benchmarks.orders.deaths.crash_points").install()
