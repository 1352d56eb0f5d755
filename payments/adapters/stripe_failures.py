"""The SDK's errors as the port's."""

from collections.abc import Iterator
from contextlib import contextmanager

import stripe
import structlog

from payments.domain.gateway import GatewayRefused, GatewayUnavailable

REFUSALS = (stripe.InvalidRequestError, stripe.CardError, stripe.IdempotencyError)

logger = structlog.get_logger(__name__)


@contextmanager
def failures() -> Iterator[None]:
    """Raises `GatewayUnavailable` and `GatewayRefused` in their place."""
    try:
        yield
    except REFUSALS as error:
        if error.http_status == 409:  # another request holds the idempotency key right now
            raise GatewayUnavailable from error
        raise GatewayRefused(error.user_message or type(error).__name__) from error
    except (stripe.AuthenticationError, stripe.PermissionError) as error:
        logger.error("Stripe does not accept the key", request=error.request_id)  # noqa: TRY400  # no surprise
        raise GatewayUnavailable from error
    except stripe.StripeError as error:
        replayed = _header(error, "idempotent-replayed") == "true"
        logger.warning("Stripe did not answer", error=type(error).__name__, status=error.http_status)
        raise GatewayUnavailable(will_repeat_itself=replayed) from error


def _header(error: stripe.StripeError, name: str) -> str:
    return next((value for key, value in (error.headers or {}).items() if key.lower() == name), "")
