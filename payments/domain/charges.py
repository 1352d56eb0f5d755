"""The provider's books: the charges it made, as its list shows them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Charge:
    """Money that was taken. Amounts in minor units; `reference` and `payment` are the marks we gave it, if we did."""

    id: str
    intent: str
    reference: str
    payment: str
    amount: int
    refunded: int
    currency: str
    is_disputed: bool


@dataclass(frozen=True, slots=True)
class ChargePage:
    """`next` is the cursor of the page after this one, empty on the last."""

    charges: tuple[Charge, ...]
    next: str


class ChargeList(Protocol):
    """The provider's part that lists; the errors are `Gateway`'s."""

    def charges_between(self, since: datetime, until: datetime, *, after: str = "") -> ChargePage:
        """Captured charges made in [since, until), newest first, a hundred at a time."""
        ...
