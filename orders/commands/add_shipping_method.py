"""A shipping method is set up."""

from dataclasses import dataclass

from electricityshop.commands import command
from orders.models import ShippingMethod, ShippingWeightStep


@dataclass(frozen=True, slots=True, kw_only=True)
class AddShippingMethod:
    """`kind` names the plugin that prices it; `weight_steps` are (up to grams, price in minor units)."""

    code: str
    name: str
    kind: str
    description: str = ""
    price: int | None = None
    free_from: int | None = None
    countries: tuple[str, ...] = ()
    weight_steps: tuple[tuple[int, int], ...] = ()
    minimum_days: int = 1
    maximum_days: int = 3
    position: int = 0


@command
def add_shipping_method(new: AddShippingMethod) -> bool:
    """False when the code is taken: the existing one stays as it is."""
    method, is_new = ShippingMethod.objects.get_or_create(
        code=new.code,
        defaults={
            "name": new.name, "kind": new.kind, "description": new.description, "price": new.price,
            "free_from": new.free_from, "countries": list(new.countries), "minimum_days": new.minimum_days,
            "maximum_days": new.maximum_days, "position": new.position,
        },
    )  # fmt: skip
    if is_new:
        ShippingWeightStep.objects.bulk_create(
            ShippingWeightStep(method=method, up_to=up_to, price=price) for up_to, price in new.weight_steps
        )
    return is_new
