"""Shipping priced by weight, from a table; what is heavier than its last step cannot go."""

from electricityshop.plugins.hooks import implementation
from electricityshop.plugins.types import Parcel, ShippingPrice, ShippingTariff

KIND = "weight"


@implementation
def shipping_price(tariff: ShippingTariff, parcel: Parcel) -> ShippingPrice | None:
    if tariff.kind != KIND:
        return None
    for up_to, price in tariff.weight_steps:
        if parcel.weight <= up_to:
            is_free = tariff.free_from is not None and parcel.value >= tariff.free_from
            return ShippingPrice(0 if is_free else price)
    heaviest = tariff.weight_steps[-1][0] if tariff.weight_steps else 0
    return ShippingPrice(
        None,
        f"The parcel weighs {parcel.weight / 1000:.1f} kg; this method takes up to {heaviest / 1000:.0f} kg.",
    )
