"""The payment gateway over Stripe's SDK; the same code speaks to the sandbox."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import stripe
import structlog
from django.conf import settings

from payments.adapters.stripe_answers import checkout, intent, metadata, refund
from payments.domain.gateway import (
    BadWebhook,
    Checkout,
    GatewayRefund,
    GatewayRefused,
    GatewayUnavailable,
    Intent,
    NewCheckout,
    NewIntent,
    NewRefund,
    Notice,
)
from payments.domain.notices import notice, signed_at

logger = structlog.get_logger(__name__)

TIMEOUT = (2.0, 8.0)
"""Seconds to connect, and to wait for an answer; asked up to three times in all."""
TOLERANCE = 300
"""Seconds a webhook's time may be off, either way."""

REFUSALS = (stripe.InvalidRequestError, stripe.CardError, stripe.IdempotencyError)


class StripeGateway:
    def __init__(self) -> None:
        self.live = "_live_" in settings.STRIPE_SECRET_KEY
        client = stripe.StripeClient(
            settings.STRIPE_SECRET_KEY,
            base_addresses={"api": settings.SANDBOX_URL} if settings.SANDBOX_URL else None,
            max_network_retries=2,
            http_client=stripe.RequestsClient(timeout=TIMEOUT),
        )
        self.sessions = client.v1.checkout.sessions
        self.intents = client.v1.payment_intents
        self.refunds = client.v1.refunds

    def create_checkout(self, asked: NewCheckout) -> Checkout:
        marks = metadata(asked.marks)
        with _failures():
            return checkout(
                self.sessions.create(
                    {
                        "mode": "payment",
                        "client_reference_id": asked.marks.reference,
                        "customer_email": asked.email,
                        "line_items": [
                            {
                                "quantity": line.quantity,
                                "price_data": {
                                    "currency": asked.currency.lower(),
                                    "unit_amount": line.unit_amount,
                                    "product_data": {"name": line.name},
                                },
                            }
                            for line in asked.lines
                        ],
                        "success_url": asked.success_url,
                        "cancel_url": asked.cancel_url,
                        "expires_at": int(asked.expires_at.timestamp()),
                        "metadata": marks,
                        "payment_intent_data": {"metadata": marks},
                    },
                    {"idempotency_key": asked.key},
                )
            )

    def create_intent(self, asked: NewIntent) -> Intent:
        with _failures():
            return intent(
                self.intents.create(
                    {
                        "amount": asked.amount,
                        "currency": asked.currency.lower(),
                        "description": asked.description,
                        "automatic_payment_methods": {"enabled": True},
                        "metadata": metadata(asked.marks),
                    },
                    {"idempotency_key": asked.key},
                )
            )

    def retrieve_checkout(self, id: str) -> Checkout:
        with _failures():
            return checkout(self.sessions.retrieve(id))

    def retrieve_intent(self, id: str) -> Intent:
        with _failures():
            return intent(self.intents.retrieve(id))

    def expire_checkout(self, id: str) -> Checkout:
        with _failures():
            return checkout(self.sessions.expire(id))

    def cancel_intent(self, id: str) -> Intent:
        with _failures():
            return intent(self.intents.cancel(id))

    def refund(self, asked: NewRefund) -> GatewayRefund:
        with _failures():
            made = self.refunds.create(
                {"payment_intent": asked.intent, "amount": asked.amount, "metadata": dict(asked.marks)},
                {"idempotency_key": asked.key},
            )
            return refund(made)

    def retrieve_refund(self, id: str) -> GatewayRefund:
        with _failures():
            return refund(self.refunds.retrieve(id))

    def refunds_of(self, intent: str) -> tuple[GatewayRefund, ...]:
        with _failures():
            return tuple(map(refund, self.refunds.list({"payment_intent": intent, "limit": 100}).data))

    def parse_webhook(self, body: bytes, signature: str) -> Notice:
        try:
            stripe.WebhookSignature.verify_header(body, signature, settings.STRIPE_WEBHOOK_SECRET, TOLERANCE)
        except (stripe.SignatureVerificationError, ValueError, TypeError):
            raise BadWebhook("The signature does not fit.") from None
        if signed_at(signature) > time.time() + TOLERANCE:  # the SDK looks at the past only
            raise BadWebhook("The signature is of the future.")
        return notice(body, live=self.live)


@contextmanager
def _failures() -> Iterator[None]:
    """The SDK's errors as the port's."""
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
