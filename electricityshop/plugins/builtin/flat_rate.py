"""Shipping at one price, whatever the parcel."""

from electricityshop.plugins.hooks import implementation
from electricityshop.plugins.types import Parcel, ShippingPrice, ShippingTariff

KIND = "flat"


@implementation
def shipping_price(tariff: ShippingTariff, parcel: Parcel) -> ShippingPrice | None:
    if tariff.kind != KIND or tariff.price is None:
        return None
    is_free = tariff.free_from is not None and parcel.value >= tariff.free_from
    return ShippingPrice(0 if is_free else tariff.price)
