"""What a mail about a parcel or a return says of it."""

from typing import Any

from orders.domain.returns import ReturnStatus
from orders.queries.orders import OrderView
from orders.queries.returns import ReturnView


def mail_subject(order: OrderView, key: str) -> dict[str, Any]:
    """For the templates: `parcels` and what is in them (`parcel_lines`); a `note` where it is about a return.

    `key` is the parcel's id or the return's number; without one the mail is about the whole order.
    """
    parcels = tuple(parcel for parcel in order.shipments if str(parcel.id) == key)
    returned = next((one for one in order.returns if one.number == key), None)
    note = {"note": _note(returned)} if returned else {}
    return note | {
        "parcels": parcels or order.shipments,
        "parcel_lines": parcels[0].lines if parcels else order.lines,
        "rest_follows": bool(parcels) and any(line.left for line in order.lines),
    }


def _note(returned: ReturnView) -> str:
    if returned.status is ReturnStatus.REJECTED:
        return f"Return {returned.number} was not accepted: {returned.reject_reason}"
    counted = ", ".join(
        f"{line.received or line.quantity} × {line.name}"
        for line in returned.lines
        if line.received or returned.status is ReturnStatus.REQUESTED
    )
    return f"Return {returned.number}: {counted}"
