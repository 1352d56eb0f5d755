"""How a cart may travel, and for how much; the methods that cannot take it say why."""

from dataclasses import dataclass
from typing import Any

from electricityshop.errors import Conflict
from electricityshop.money import Money
from electricityshop.plain_sql import fetch
from electricityshop.plugins.registry import plugin_manager
from electricityshop.plugins.types import Parcel, ShippingPrice, ShippingTariff


class ShippingNotOffered(Conflict):
    code = "shipping_not_offered"


@dataclass(frozen=True, slots=True)
class ShippingOption:
    """`price` is None when the method cannot take the parcel; `refusal` then says why."""

    code: str
    name: str
    description: str
    minimum_days: int
    maximum_days: int
    price: Money | None
    refusal: str


_METHODS = """
SELECT code, name, description, minimum_days, maximum_days, countries, kind, price, free_from,
       ARRAY(SELECT ARRAY[up_to, price] FROM orders_shippingweightstep WHERE method_id = m.id ORDER BY up_to)
FROM orders_shippingmethod m WHERE is_active ORDER BY position, id
"""


def shipping_options(parcel: Parcel) -> tuple[ShippingOption, ...]:
    """Every active method for the parcel's country, in the shop's order. One statement."""
    return tuple(_option(parcel, *row) for row in fetch(_METHODS, []))


def shipping_option(code: str, parcel: Parcel) -> ShippingOption:
    """The option chosen. Raises `ShippingNotOffered` when it does not exist or cannot take the parcel."""
    for option in shipping_options(parcel):
        if option.code == code:
            if option.price is None:
                raise ShippingNotOffered(
                    f"{option.name} is not possible: {option.refusal}",
                    fields={"shipping_method": option.refusal},
                )
            return option
    raise ShippingNotOffered(
        "Choose one of the shipping methods offered.", fields={"shipping_method": "There is no such method."}
    )


def _option(parcel: Parcel, *row: Any) -> ShippingOption:
    code, name, description, minimum_days, maximum_days, countries, kind, flat, free_from, steps = row
    tariff = ShippingTariff(kind, flat, free_from, tuple((up_to, price) for up_to, price in steps))
    answer = _price(countries, tariff, parcel)
    price = None if answer.amount is None else Money(answer.amount, parcel.currency)
    return ShippingOption(code, name, description, minimum_days, maximum_days, price, answer.refusal)


def _price(countries: list[str], tariff: ShippingTariff, parcel: Parcel) -> ShippingPrice:
    if countries and parcel.country not in countries:
        return ShippingPrice(None, "It does not go to this country.")
    answer: ShippingPrice | None = plugin_manager().hook.shipping_price(tariff=tariff, parcel=parcel)
    return answer or ShippingPrice(None, "It is not available at the moment.")
