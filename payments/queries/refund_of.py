"""One refund."""

from uuid import UUID

from electricityshop.errors import NotFound
from payments.domain.states import RefundState
from payments.models import Refund
from payments.queries.payment_of import REFUND_FIELDS, RefundView


class NoRefund(NotFound):
    code = "no_refund"


def refund_of(refund_id: UUID) -> RefundView:
    """Raises `NoRefund`."""
    row = Refund.objects.filter(pk=refund_id).values(*REFUND_FIELDS).first()
    if row is None:
        raise NoRefund("There is no such refund.")
    return RefundView(**{**row, "state": RefundState(row["state"])})
