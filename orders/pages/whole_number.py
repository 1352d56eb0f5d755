"""A quantity as somebody typed it."""

import re

from orders.domain.quantities import BadQuantity

WHOLE = re.compile(r"-?[0-9]{1,10}", re.ASCII)


def whole_quantity(text: str) -> int:
    """The number, at least 1. Raises `BadQuantity` for `1.5`, `1e9`, `٣`, words and nothing."""
    text = text.strip()
    if not WHOLE.fullmatch(text):
        raise BadQuantity("Give the quantity as a whole number.", fields={"quantity": "Give a whole number."})
    quantity = int(text)
    if quantity < 1:
        raise BadQuantity("The smallest quantity is 1.", fields={"quantity": "Choose 1 or more."})
    return quantity
