"""`manage.py load_demo_shop`: the shipping methods of the demo; what staff changed since is left alone."""

from typing import Any

from django.core.management.base import BaseCommand

from orders.commands.add_shipping_method import add_shipping_method
from orders.demo.shipping import METHODS


class Command(BaseCommand):
    help = "Add the demo's shipping methods; existing ones stay as they are."

    def handle(self, *args: Any, **options: Any) -> None:
        added = sum(add_shipping_method(method) for method in METHODS)
        self.stdout.write(f"shipping methods: {added} added")
