"""How a cart may travel, and for how much; the methods that cannot take it say why."""

from collections import defaultdict
from dataclasses import dataclass

from electricityshop.errors import Conflict
from electricityshop.money import Money
from electricityshop.plugins.registry import plugin_manager
from electricityshop.plugins.types import Parcel, ShippingPrice, ShippingTariff
from orders.models import ShippingMethod, ShippingWeightStep


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


def shipping_options(parcel: Parcel) -> tuple[ShippingOption, ...]:
    """Every active method for the parcel's country, in the shop's order. Two statements."""
    steps: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for method_id, up_to, price in ShippingWeightStep.objects.order_by("method_id", "up_to").values_list(
        "method_id", "up_to", "price"
    ):
        steps[method_id].append((up_to, price))
    methods = ShippingMethod.objects.filter(is_active=True).order_by("position", "id")
    return tuple(_option(method, tuple(steps[method.pk]), parcel) for method in methods)


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


def _option(method: ShippingMethod, steps: tuple[tuple[int, int], ...], parcel: Parcel) -> ShippingOption:
    answer = _price(method, steps, parcel)
    price = None if answer.amount is None else Money(answer.amount, parcel.currency)
    return ShippingOption(
        method.code,
        method.name,
        method.description,
        method.minimum_days,
        method.maximum_days,
        price,
        answer.refusal,
    )


def _price(method: ShippingMethod, steps: tuple[tuple[int, int], ...], parcel: Parcel) -> ShippingPrice:
    if method.countries and parcel.country not in method.countries:
        return ShippingPrice(None, "It does not go to this country.")
    tariff = ShippingTariff(method.kind, method.price, method.free_from, steps)
    answer: ShippingPrice | None = plugin_manager().hook.shipping_price(tariff=tariff, parcel=parcel)
    return answer or ShippingPrice(None, "It is not available at the moment.")
