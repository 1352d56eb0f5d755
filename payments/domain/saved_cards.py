"""Saved cards: what the shop may know of one, and what it asks of the provider about them."""

from dataclasses import dataclass, field
from typing import Protocol

MOST_CARDS = 20
"""How many a customer may save: enough for a household, too few to try out stolen numbers."""


def customer_key(user_id: int) -> str:
    """Whose cards they are, as payments know it: an owner's key that means nothing to them."""
    return f"user:{user_id}"


@dataclass(frozen=True, slots=True)
class SavedCard:
    """All that is ever shown of a card. `brand` is the provider's word, such as `visa`."""

    id: str
    brand: str
    last4: str
    exp_month: int
    exp_year: int


@dataclass(frozen=True, slots=True)
class NewCustomer:
    """`key` makes asking twice the same as asking once."""

    key: str
    owner: str
    email: str


@dataclass(frozen=True, slots=True)
class NewSetupPage:
    """A hosted page that saves a card and takes no money."""

    customer: str
    currency: str
    success_url: str
    cancel_url: str


@dataclass(frozen=True, slots=True)
class SetupIntent:
    """A card about to be saved by the client itself."""

    id: str
    client_secret: str = field(repr=False)


class CardVault(Protocol):
    """The provider's part that keeps cards; the errors are `Gateway`'s."""

    def create_customer(self, asked: NewCustomer) -> str:
        """Its id there."""
        ...

    def cards_of(self, customer: str) -> tuple[SavedCard, ...]:
        """The latest hundred, newest first."""
        ...

    def detach_card(self, card: str) -> None: ...

    def create_setup_page(self, asked: NewSetupPage) -> str:
        """Where it is."""
        ...

    def create_setup_intent(self, customer: str) -> SetupIntent: ...
