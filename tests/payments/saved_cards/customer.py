"""What a customer with cards does at the provider's pages."""

import requests

from payments.card_keeping import (
    AddCard,
    add_card,
    saved_cards,
)
from payments.domain.saved_cards import SavedCard
from tests.payments.provider import GOOD

ASKS = "4000002760003184"


def adding(owner: str) -> AddCard:
    return AddCard(owner, "kim@example.com", "EUR", "http://127.0.0.1:8000/ok", "http://127.0.0.1:8000/no")


def typed(number: str = GOOD, **more: str) -> dict[str, str]:
    return {"number": number, "exp": "12 / 40", "cvc": "123", **more}


def post(url: str, **form: str) -> requests.Response:
    return requests.post(url, data=form, timeout=20, allow_redirects=False)


def save(provider, owner: str, number: str = GOOD) -> SavedCard:
    post(add_card(adding(owner)), **typed(number))
    return saved_cards(owner)[0]


def customers(provider, owner: str) -> list[str]:
    found = provider.api.customers.list({"limit": 100}).data
    return [one.id for one in found if one.metadata.to_dict().get("owner") == owner]
