"""What clients send and get of returns."""

from typing import Any

from rest_framework import serializers

from orders.api.fields import WholeNumberField
from orders.domain.returns import ReturnReason, ReturnStatus
from orders.queries.returns import ReturnView

STATUS_CODES = [status.value for status in ReturnStatus]
REASON_CODES = [reason.value for reason in ReturnReason]


class NewReturnLine(serializers.Serializer[Any]):
    sku = serializers.CharField(max_length=64)
    quantity = WholeNumberField(min_value=1)


class NewReturnSerializer(serializers.Serializer[Any]):
    lines = NewReturnLine(many=True, allow_empty=False, max_length=500)  # type: ignore[call-arg]  # many=True's own
    reason = serializers.ChoiceField(REASON_CODES)
    note = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")

    def validate_lines(self, lines: list[dict[str, Any]]) -> dict[str, int]:
        """SKU to quantity."""
        quantities = {line["sku"]: line["quantity"] for line in lines}
        if len(quantities) < len(lines):
            raise serializers.ValidationError("Name every article once.")
        return quantities


class ReturnLineAnswer(serializers.Serializer[Any]):
    sku = serializers.CharField()
    name = serializers.CharField()
    quantity = serializers.IntegerField(help_text="Announced.")
    received = serializers.IntegerField()


class ReturnAnswer(serializers.Serializer[Any]):
    number = serializers.CharField()
    status = serializers.ChoiceField(STATUS_CODES)
    reason = serializers.ChoiceField(REASON_CODES)
    note = serializers.CharField()
    requested_at = serializers.DateTimeField()
    refund = serializers.IntegerField(allow_null=True, help_text="Minor units; null while it is open.")
    reject_reason = serializers.CharField()
    lines = ReturnLineAnswer(many=True)


class ReturnList(serializers.Serializer[Any]):
    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = ReturnAnswer(many=True)


def return_answer(returned: ReturnView) -> dict[str, Any]:
    return {
        "number": returned.number,
        "status": returned.status.value,
        "reason": returned.reason.value,
        "note": returned.note,
        "requested_at": returned.requested_at.isoformat(),
        "refund": returned.refund.amount if returned.refund else None,
        "reject_reason": returned.reject_reason,
        "lines": [
            {"sku": line.sku, "name": line.name, "quantity": line.quantity, "received": line.received}
            for line in returned.lines
        ],
    }
