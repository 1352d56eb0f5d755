"""Refunds: of one charge, in parts, never more than what was captured."""

from __future__ import annotations

from payments.sandbox import disputes
from payments.sandbox.call import Call
from payments.sandbox.currencies import written
from payments.sandbox.errors import Json, StripeError, refused
from payments.sandbox.ids import random_text
from payments.sandbox.listing import page
from payments.sandbox.params import EXPAND, PAGE, Fields, Metadata, merged
from payments.sandbox.rules import Choice, Number, Text
from payments.sandbox.store import having

CREATE = Fields(
    {
        "amount": Number(least=1),
        "charge": Text(),
        "metadata": Metadata(),
        "payment_intent": Text(),
        "reason": Choice(("duplicate", "fraudulent", "requested_by_customer")),
        **EXPAND,
    }
)
UPDATE = Fields({"metadata": Metadata(), **EXPAND})
RETRIEVE = Fields(EXPAND)
LIST = Fields({**PAGE, "charge": Text(), "payment_intent": Text()})


def create(call: Call) -> Json:
    charge = charge_to_refund(call)
    if charge["disputed"] and not disputes.won(call, charge):
        raise refused(
            f"Charge {charge['id']} has been charged back; cannot issue a refund.", code="charge_disputed"
        )
    left = charge["amount_captured"] - charge["amount_refunded"]
    if left <= 0:
        raise refused(f"Charge {charge['id']} has already been refunded.", code="charge_already_refunded")
    amount = call.params.get("amount", left)
    if amount > left:
        currency = charge["currency"]
        raise refused(
            f"Refund amount ({written(amount, currency)}) is greater than unrefunded amount on charge "
            f"({written(left, currency)})",
            param="amount",
        )
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount_captured"]
    call.tx.save(charge)
    refund = call.create(new(call, charge, amount), "refund.created")
    call.emit("charge.refunded", charge)
    return call.public(refund)


def charge_to_refund(call: Call) -> Json:
    """The captured charge named by ``charge`` or ``payment_intent``. Raises Stripe's error where there is none."""
    if ("charge" in call.params) == ("payment_intent" in call.params):
        raise StripeError(
            "One of the following params should be provided for this request: payment_intent or charge.",
            code="parameter_missing",
            param="payment_intent",
        )
    if "charge" in call.params:
        charge = call.get("charge", call.params["charge"], param="charge")
        owner = f"Charge {charge['id']}"
    else:
        intent = call.get("payment_intent", call.params["payment_intent"], param="payment_intent")
        owner = f"This PaymentIntent ({intent['id']})"
        charge = call.tx.find(intent["latest_charge"] or "", "charge") or {"paid": False}
    if not charge["paid"] or not charge["captured"]:
        raise refused(f"{owner} does not have a successful charge to refund.")
    return charge


def new(call: Call, charge: Json, amount: int) -> Json:
    refund = call.new(
        "refund",
        amount=amount,
        balance_transaction=f"txn_3{random_text(24)}",
        charge=charge["id"],
        currency=charge["currency"],
        destination_details={
            "card": {
                "reference": random_text(12).upper(),
                "reference_status": "available",
                "reference_type": "acquirer_reference_number",
                "type": "refund",
            },
            "type": "card",
        },
        metadata=merged({}, call.params.get("metadata", {})),
        payment_intent=charge["payment_intent"],
        reason=call.params.get("reason"),
        receipt_number=None,
        source_transfer_reversal=None,
        status="succeeded",
        transfer_reversal=None,
    )
    del refund["livemode"]  # the one object of Stripe's that has none
    return refund


def retrieve(call: Call) -> Json:
    return call.public(call.get("refund", call.id, param="refund"))


def update(call: Call) -> Json:
    refund = call.get("refund", call.id, param="refund")
    if "metadata" in call.params:
        refund["metadata"] = merged(refund["metadata"], call.params["metadata"])
        call.tx.save(refund)
        call.emit("refund.updated", refund)
    return call.public(refund)


def list_(call: Call) -> Json:
    filters = ("charge", "payment_intent")
    conditions = [having(name, call.params[name]) for name in filters if name in call.params]
    return page(call, "refund", "/v1/refunds", conditions)
