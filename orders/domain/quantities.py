"""How much of an article one may order, ship or send back."""

from collections.abc import Mapping

from electricityshop.errors import Conflict, InvalidInput


class BadQuantity(InvalidInput):
    code = "bad_quantity"


class NotEnough(Conflict):
    code = "not_enough_stock"


def check_quantity(quantity: int, *, minimum: int, step: int, largest: int) -> None:
    """Raise `BadQuantity` unless `quantity` is minimum + n x step, at most `largest`."""
    if quantity < minimum:
        raise _bad(f"The smallest quantity is {minimum}.")
    if quantity > largest:
        raise _bad(f"Order at most {largest} at a time.")
    if (quantity - minimum) % step:
        below = minimum + (quantity - minimum) // step * step
        raise _bad(f"It is sold in steps of {step}: choose {below} or {below + step}.")


def check_available(quantity: int, available: int) -> None:
    """Raise `NotEnough` when there is less than `quantity`."""
    if available <= 0:
        raise NotEnough("This article is sold out.", fields={"quantity": "Sold out."})
    if quantity > available:
        raise NotEnough(f"Only {available} left.", fields={"quantity": f"Choose at most {available}."})


def check_portions(quantities: Mapping[str, int]) -> None:
    """Raise `BadQuantity` unless it names at least one piece of at least one article (SKU to quantity)."""
    if not quantities:
        raise _bad("Choose at least one article.")
    for sku, quantity in quantities.items():
        if quantity < 1:
            raise BadQuantity("The smallest quantity is 1.", fields={sku: "Choose 1 or more."})


def most_orderable(available: int, *, minimum: int, step: int, largest: int) -> int:
    """The largest quantity that may be ordered of what is available; 0 when that is less than the smallest one."""
    within = min(available, largest)
    return minimum + (within - minimum) // step * step if within >= minimum else 0


def _bad(message: str) -> BadQuantity:
    return BadQuantity(message, fields={"quantity": message})
