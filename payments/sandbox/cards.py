"""Stripe's documented test cards and what each of them does. No other card number is ever taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from payments.sandbox.errors import StripeError

DECLINED = "Your card was declined."


@dataclass(frozen=True, slots=True)
class Decline:
    code: str
    message: str
    decline_code: str | None = None

    def error(self, **more: Any) -> StripeError:
        return StripeError(
            self.message, status=402, kind="card_error", code=self.code, remembered=True,
            decline_code=self.decline_code, **more,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Card:
    """``asks`` is when the bank wants the customer: never, unless the card was set up before, or always."""

    number: str
    token: str
    summary: str
    brand: str = "visa"
    funding: str = "credit"
    decline: Decline | None = None
    decline_on_attach: bool = True
    asks: str = "never"
    disputes: bool = False

    @property
    def last4(self) -> str:
        return self.number[-4:]


AUTHENTICATION_REQUIRED = Decline(
    "authentication_required",
    "Your card was declined. This transaction requires authentication.",
    "authentication_required",
)
NOT_A_TEST_CARD = Decline(
    "card_declined",
    "Your card was declined. Your request was in test mode, but used a non test (live) card. "
    "For a list of valid test cards, visit: https://stripe.com/docs/testing.",
    "test_mode_live_card",
)
GENERIC = Decline("card_declined", DECLINED, "generic_decline")

CARDS = (
    Card("4242424242424242", "visa", "pays"),
    Card("4000056655665556", "visa_debit", "pays", funding="debit"),
    Card("5555555555554444", "mastercard", "pays", "mastercard"),
    Card("378282246310005", "amex", "pays", "amex"),
    Card("4000000000000259", "createDispute", "pays; then the holder disputes it", disputes=True),
    Card("4000002500003155", "authenticationRequiredOnSetup", "asks for 3-D Secure", asks="unless_set_up"),
    Card("4000002760003184", "authenticationRequired", "always asks for 3-D Secure", asks="always"),
    Card("4000000000000002", "chargeDeclined", "is declined", decline=GENERIC),
    Card(
        "4000000000009995", "chargeDeclinedInsufficientFunds", "is declined: insufficient funds",
        decline=Decline("card_declined", "Your card has insufficient funds.", "insufficient_funds"),
    ),
    Card(
        "4000000000009987", "chargeDeclinedLostCard", "is declined: reported lost",
        decline=Decline("card_declined", DECLINED, "lost_card"),
    ),
    Card(
        "4000000000009979", "chargeDeclinedStolenCard", "is declined: reported stolen",
        decline=Decline("card_declined", DECLINED, "stolen_card"),
    ),
    Card(
        "4000000000000069", "chargeDeclinedExpiredCard", "is declined: expired",
        decline=Decline("expired_card", "Your card has expired."),
    ),
    Card(
        "4000000000000127", "chargeDeclinedIncorrectCvc", "is declined: wrong security code",
        decline=Decline("incorrect_cvc", "Your card's security code is incorrect."),
    ),
    Card(
        "4000000000000119", "chargeDeclinedProcessingError", "is declined: processing error",
        decline=Decline(
            "processing_error", "An error occurred while processing your card. Try again in a little bit."
        ),
    ),
    Card(
        "4000000000000341", "chargeCustomerFail", "can be saved, then is declined",
        decline=GENERIC, decline_on_attach=False,
    ),
)  # fmt: skip

BY_NUMBER = {card.number: card for card in CARDS}
BY_TOKEN = {f"pm_card_{card.token}": card for card in CARDS} | {
    f"pm_card_visa_{card.token}": card for card in CARDS if card.decline
}


def luhn(number: str) -> bool:
    digits = [int(digit) for digit in reversed(number)]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[0::2]) + sum(doubled)) % 10 == 0


def plausible(number: str) -> bool:
    return number.isascii() and number.isdigit() and 12 <= len(number) <= 19 and luhn(number)
