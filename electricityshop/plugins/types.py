"""What the hooks speak of. Plain values: a plugin needs nothing else of the shop."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is to be shipped: grams, the value of the goods in minor units, where to (ISO 3166 alpha-2)."""

    weight: int
    value: int
    currency: str
    country: str


@dataclass(frozen=True, slots=True)
class ShippingTariff:
    """A shipping method as staff maintain it; `kind` says which plugin prices it."""

    kind: str
    price: int | None
    free_from: int | None
    weight_steps: tuple[tuple[int, int], ...]
    """(up to grams, price in minor units), lightest first."""


@dataclass(frozen=True, slots=True)
class ShippingPrice:
    """What a method costs for a parcel (minor units, VAT included), or why it cannot take it."""

    amount: int | None
    refusal: str = ""
