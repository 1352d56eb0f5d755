"""Whose cart, whose order: a customer, or a guest who holds the cart's token."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Owner:
    """Exactly one of the two identifies; both empty is a visitor who has nothing yet."""

    user_id: int | None = None
    cart_id: UUID | None = None

    @property
    def is_customer(self) -> bool:
        return self.user_id is not None
