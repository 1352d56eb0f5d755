"""`manage.py load_demo_shop`: the shipping methods of the demo; what staff changed since is left alone."""

from typing import Any

from django.core.management.base import BaseCommand

from orders.commands.add_shipping_method import AddShippingMethod, add_shipping_method

METHODS = (
    AddShippingMethod(
        code="parcel", name="Parcel", description="To your door, tracked.", kind="weight", position=1,
        minimum_days=1, maximum_days=3, free_from=15_000,
        weight_steps=((2_000, 490), (5_000, 590), (10_000, 890), (20_000, 1_390), (31_500, 1_890)),
    ),
    AddShippingMethod(
        code="express", name="Express", description="Ordered by 14:00, there the next working day.", kind="weight",
        position=2, minimum_days=1, maximum_days=1, countries=("DE", "AT", "BE", "NL", "LU"),
        weight_steps=((5_000, 1_290), (20_000, 2_490)),
    ),
    AddShippingMethod(
        code="freight", name="Freight", description="Drums and heavy goods, by appointment, to the kerb.",
        kind="flat", price=5_900, position=3, minimum_days=3, maximum_days=6,
    ),
    AddShippingMethod(
        code="pickup", name="Pick up", description="At our counter in Berlin, packed within two hours.", kind="flat",
        price=0, position=4, minimum_days=0, maximum_days=1, countries=("DE",),
    ),
)  # fmt: skip


class Command(BaseCommand):
    help = "Add the demo's shipping methods; existing ones stay as they are."

    def handle(self, *args: Any, **options: Any) -> None:
        added = sum(add_shipping_method(method) for method in METHODS)
        self.stdout.write(f"shipping methods: {added} added")
