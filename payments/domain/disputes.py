"""Disputes: a customer asked the bank for the money back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

CLOSED = frozenset({"won", "lost", "warning_closed", "prevented"})
"""The provider's words for a dispute that is over; any other one says that it goes on."""
LOST = "lost"


@dataclass(frozen=True, slots=True)
class GatewayDispute:
    """A dispute as it stands now; `amount` in minor units, `due_by` is when an answer must be there."""

    id: str
    intent: str
    amount: int
    currency: str
    reason: str
    status: str
    opened_at: datetime
    due_by: datetime | None

    @property
    def is_closed(self) -> bool:
        return self.status in CLOSED


class DisputeDesk(Protocol):
    """The provider's part that knows of disputes; the errors are `Gateway`'s."""

    def retrieve_dispute(self, id: str) -> GatewayDispute: ...

    def disputes_of(self, intent: str) -> tuple[GatewayDispute, ...]:
        """The latest hundred."""
        ...
