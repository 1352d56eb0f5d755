"""The demo's shipping methods, and which of them a past order took."""

from dataclasses import dataclass

from electricityshop.plugins.registry import plugin_manager
from electricityshop.plugins.types import Parcel, ShippingPrice, ShippingTariff
from orders.commands.add_shipping_method import AddShippingMethod

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

_USUAL = ("parcel", "freight")
_TARIFFS = tuple(
    (method, ShippingTariff(method.kind, method.price, method.free_from, method.weight_steps))
    for method in METHODS
    if method.code in _USUAL
)


@dataclass(frozen=True, slots=True)
class Shipping:
    """`price` is minor units, VAT included."""

    code: str
    name: str
    price: int


def usual_shipping(parcel: Parcel) -> Shipping:
    """As a parcel, or as freight when it is too heavy."""
    for method, tariff in _TARIFFS:
        answer: ShippingPrice = plugin_manager().hook.shipping_price(tariff=tariff, parcel=parcel)
        if answer.amount is not None:
            return Shipping(method.code, method.name, answer.amount)
    raise LookupError("The last of the usual methods takes everything.")
