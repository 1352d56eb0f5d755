"""What happens to orders."""

from dataclasses import dataclass

from electricityshop.events.base import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderHappened(Event):
    order_id: int
    number: str

    @property
    def aggregate(self) -> str:
        return f"order:{self.order_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPlaced(OrderHappened):
    """Placed and unpaid, its stock held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderConfirmed(OrderHappened):
    """Paid for and its stock taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderCancelled(OrderHappened):
    """Will not be delivered; what was paid goes back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFailed(OrderHappened):
    """Not paid in time; what is paid after all goes back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderShipped(OrderHappened):
    """A parcel left, with all or a part of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRefunded(OrderHappened):
    """Articles came back, and `amount` (minor units) is owed for them."""

    return_number: str
    amount: int
