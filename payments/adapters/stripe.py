"""The payment gateway over Stripe's SDK; the same code speaks to the sandbox."""

import time
from typing import TYPE_CHECKING

import stripe
from django.conf import settings

from payments.adapters.stripe_answers import checkout, intent, made_checkout, metadata, refund
from payments.adapters.stripe_books import StripeBooks
from payments.adapters.stripe_cards import OFFER_SAVED_CARDS, StripeCards
from payments.adapters.stripe_failures import failures
from payments.adapters.stripe_transport import Transport
from payments.domain.gateway import (
    BadWebhook,
    Checkout,
    GatewayRefund,
    Intent,
    NewCheckout,
    NewIntent,
    NewRefund,
    Notice,
)
from payments.domain.notices import notice, signed_at

if TYPE_CHECKING:  # no process loads a quarter of a second of parameter types to look at none of them
    from stripe.params import PaymentIntentCreateParams
    from stripe.params.checkout import SessionCreateParams

CONNECT_SECONDS, READ_SECONDS = 2.0, 8.0
"""To connect, and to wait for an answer; asked up to three times in all."""
TOLERANCE = 300
"""Seconds a webhook's time may be off, either way."""


class StripeGateway(StripeCards, StripeBooks):
    def __init__(self) -> None:
        self.live = "_live_" in settings.STRIPE_SECRET_KEY
        client = stripe.StripeClient(
            settings.STRIPE_SECRET_KEY,
            base_addresses={"api": settings.SANDBOX_URL} if settings.SANDBOX_URL else None,
            max_network_retries=2,
            http_client=Transport(
                settings.SANDBOX_URL or stripe.DEFAULT_API_BASE, connect=CONNECT_SECONDS, read=READ_SECONDS
            ),
        )
        StripeCards.__init__(self, client)
        StripeBooks.__init__(self, client)
        self.client = client
        self.sessions = client.v1.checkout.sessions
        self.intents = client.v1.payment_intents
        self.refunds = client.v1.refunds

    def create_checkout(self, asked: NewCheckout) -> Checkout:
        marks = metadata(asked.marks)
        params: SessionCreateParams = {
            "mode": "payment",
            "client_reference_id": asked.marks.reference,
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
        }
        if asked.customer:
            params["customer"] = asked.customer
            params["saved_payment_method_options"] = OFFER_SAVED_CARDS
        else:
            params["customer_email"] = asked.email
        with failures():
            # as it came: turning a session into the SDK's objects costs as much as asking for it
            made = self.client.raw_request(
                "post", "/v1/checkout/sessions", **params, idempotency_key=asked.key
            )
            return made_checkout(made.data)

    def create_intent(self, asked: NewIntent) -> Intent:
        params: PaymentIntentCreateParams = {
            "amount": asked.amount,
            "currency": asked.currency.lower(),
            "description": asked.description,
            "automatic_payment_methods": {"enabled": True},
            "metadata": metadata(asked.marks),
        }
        if asked.customer:
            params["customer"] = asked.customer
        if asked.save:
            params["setup_future_usage"] = "on_session"
        with failures():
            return intent(self.intents.create(params, {"idempotency_key": asked.key}))

    def retrieve_checkout(self, id: str) -> Checkout:
        with failures():
            return checkout(self.sessions.retrieve(id))

    def retrieve_intent(self, id: str) -> Intent:
        with failures():
            return intent(self.intents.retrieve(id))

    def expire_checkout(self, id: str) -> Checkout:
        with failures():
            return checkout(self.sessions.expire(id))

    def cancel_intent(self, id: str) -> Intent:
        with failures():
            return intent(self.intents.cancel(id))

    def refund(self, asked: NewRefund) -> GatewayRefund:
        with failures():
            made = self.refunds.create(
                {"payment_intent": asked.intent, "amount": asked.amount, "metadata": dict(asked.marks)},
                {"idempotency_key": asked.key},
            )
            return refund(made)

    def retrieve_refund(self, id: str) -> GatewayRefund:
        with failures():
            return refund(self.refunds.retrieve(id))

    def refunds_of(self, intent: str) -> tuple[GatewayRefund, ...]:
        with failures():
            return tuple(map(refund, self.refunds.list({"payment_intent": intent, "limit": 100}).data))

    def parse_webhook(self, body: bytes, signature: str) -> Notice:
        try:
            stripe.WebhookSignature.verify_header(body, signature, settings.STRIPE_WEBHOOK_SECRET, TOLERANCE)
        except (stripe.SignatureVerificationError, ValueError, TypeError):
            raise BadWebhook("The signature does not fit.") from None
        if signed_at(signature) > time.time() + TOLERANCE:  # the SDK looks at the past only
            raise BadWebhook("The signature is of the future.")
        return notice(body, live=self.live)
