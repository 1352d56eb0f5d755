"""Saved cards over Stripe's SDK: they stay there, the shop sees brand, last digits and expiry."""

from typing import Any

import stripe

from payments.adapters.stripe_failures import failures
from payments.domain.saved_cards import NewCustomer, NewSetupPage, SavedCard, SetupIntent

OFFER_SAVED_CARDS: Any = {
    "payment_method_save": "enabled",
    "allow_redisplay_filters": ["always", "limited", "unspecified"],
}
"""The hosted page asks whether to save the card, and offers all that were saved, in an app too."""


class StripeCards:
    """Mixed into the gateway."""

    def __init__(self, client: stripe.StripeClient) -> None:
        self.customers = client.v1.customers
        self.cards = client.v1.payment_methods
        self.setup_pages = client.v1.checkout.sessions
        self.setups = client.v1.setup_intents

    def create_customer(self, asked: NewCustomer) -> str:
        with failures():
            made = self.customers.create(
                {"email": asked.email, "metadata": {"owner": asked.owner}}, {"idempotency_key": asked.key}
            )
            return made.id

    def cards_of(self, customer: str) -> tuple[SavedCard, ...]:
        with failures():
            found = self.cards.list({"customer": customer, "type": "card", "limit": 100}).data
            return tuple(_card(method.id, method.card) for method in found if method.card)

    def detach_card(self, card: str) -> None:
        with failures():
            self.cards.detach(card)

    def create_setup_page(self, asked: NewSetupPage) -> str:
        with failures():
            page = self.setup_pages.create(
                {
                    "mode": "setup",
                    "customer": asked.customer,
                    "currency": asked.currency.lower(),
                    "success_url": asked.success_url,
                    "cancel_url": asked.cancel_url,
                }
            )
            return page.url or ""

    def create_setup_intent(self, customer: str) -> SetupIntent:
        with failures():
            made = self.setups.create(
                {
                    "customer": customer,
                    "usage": "on_session",
                    "automatic_payment_methods": {"enabled": True, "allow_redirects": "never"},
                }
            )
            return SetupIntent(made.id, made.client_secret or "")


def _card(id: str, card: Any) -> SavedCard:
    return SavedCard(id, card.brand, card.last4, card.exp_month, card.exp_year)
