"""Asking for money to go back."""

from dataclasses import dataclass
from uuid import UUID

from electricityshop.commands import command
from electricityshop.errors import InvalidInput
from payments.ledger import RefundEntry, enter_refund


class BadRefund(InvalidInput):
    code = "bad_refund"


@dataclass(frozen=True, slots=True)
class RequestRefund:
    """`amount` in minor units; None is all that is left. The same `key` is the same refund.

    Raises `BadRefund` on construction.
    """

    reference: str
    key: str
    amount: int | None = None
    reason: str = ""
    requested_by: str = ""

    def __post_init__(self) -> None:
        if not (0 < len(self.key) <= 80 and self.key.isprintable()):
            raise BadRefund("A refund needs a key of at most 80 characters.")
        if self.amount is not None and self.amount < 1:
            raise BadRefund(
                "Refund at least the smallest coin.", fields={"amount": "Give a positive amount."}
            )


@command
def request_refund(asked: RequestRefund) -> UUID:
    """The refund's id. Raises `NoPayment`, `NotRefundable`, `RefundDiffers`."""
    return enter_refund(
        RefundEntry(asked.reference, asked.key, asked.amount, asked.reason, asked.requested_by)
    )
