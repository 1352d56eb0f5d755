"""The header that makes sending something twice the same as sending it once."""

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from electricityshop.errors import InvalidInput

IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key", str, OpenApiParameter.HEADER, required=True,
    description="Of your own, up to 255 characters; a repeat with the same key is done once.",
)  # fmt: skip


class MissingKey(InvalidInput):
    code = "idempotency_key_missing"


def idempotency_key(request: Request) -> str:
    """Raises `MissingKey`."""
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        raise MissingKey("Send an Idempotency-Key header, so that a repeat is not done a second time.")
    return key
