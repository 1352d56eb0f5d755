"""Saved cards. They live at the provider and are asked for when they are shown: nothing about a card is stored here,
in PostgreSQL, in a session or in Redis."""

from dataclasses import dataclass
from hashlib import sha256

import structlog

from electricityshop.errors import Conflict, NotFound
from payments.adapters import gateway
from payments.commands.forget_customer import ForgetCustomer, forget_customer
from payments.commands.open_customer import OpenCustomer, open_customer
from payments.commands.record_customer import RecordCustomer, record_customer
from payments.domain.gateway import GatewayRefused, GatewayUnavailable
from payments.domain.saved_cards import MOST_CARDS, NewCustomer, NewSetupPage, SavedCard, SetupIntent
from payments.queries.customer_of import customer_of

logger = structlog.get_logger(__name__)


class NoSuchCard(NotFound):
    code = "no_such_card"


class TooManyCards(Conflict):
    code = "too_many_cards"


@dataclass(frozen=True, slots=True)
class AddCard:
    """`currency` says which payment methods fit; nothing is charged."""

    owner: str
    email: str
    currency: str
    success_url: str
    cancel_url: str


def saved_cards(owner: str) -> tuple[SavedCard, ...]:
    """The owner's cards, newest first. Raises `GatewayUnavailable`."""
    customer = customer_of(owner)
    if not customer:
        return ()
    try:
        return gateway().cards_of(customer)
    except GatewayRefused as error:
        _lost(owner, customer, error)
        return ()


def remove_card(owner: str, card_id: str) -> None:
    """Take a card off its owner, for good. Raises `NoSuchCard` for anybody else's, and `GatewayUnavailable`."""
    if card_id not in {card.id for card in saved_cards(owner)}:
        raise NoSuchCard("There is no such card.")
    try:
        gateway().detach_card(card_id)
    except GatewayRefused:
        if card_id in {card.id for card in saved_cards(owner)}:
            raise


def add_card(asked: AddCard) -> str:
    """The address of a hosted page that saves a card. Raises `TooManyCards`, `GatewayUnavailable`, `GatewayRefused`."""
    customer = _with_room(asked.owner, asked.email)
    return gateway().create_setup_page(
        NewSetupPage(customer, asked.currency, asked.success_url, asked.cancel_url)
    )


def start_setup(owner: str, email: str) -> SetupIntent:
    """What an app confirms to save a card. Raises `TooManyCards`, `GatewayUnavailable`, `GatewayRefused`."""
    return gateway().create_setup_intent(_with_room(owner, email))


def customer_for(owner: str, email: str) -> str:
    """The owner's customer at the provider, made if need be. Raises `GatewayUnavailable`, `GatewayRefused`."""
    if there := customer_of(owner):
        return there
    known = open_customer(OpenCustomer(owner))
    if known.provider_id:
        return known.provider_id
    try:
        made = gateway().create_customer(NewCustomer(_key(str(known.key), email), owner, email))
    except GatewayUnavailable as error:
        if error.will_repeat_itself:  # to this key only; the next call has a fresh one
            forget_customer(ForgetCustomer(owner, ""))
        raise
    return made if record_customer(RecordCustomer(owner, known.key, made)) else customer_of(owner)


def customer_if_possible(owner: str, email: str) -> str:
    """Its customer, or empty: saved cards are a comfort, and never hold up a payment."""
    if not owner:
        return ""
    try:
        return customer_for(owner, email)
    except (GatewayUnavailable, GatewayRefused):
        logger.warning("a payment goes on without saved cards")
        return ""


def _with_room(owner: str, email: str) -> str:
    if len(saved_cards(owner)) >= MOST_CARDS:
        raise TooManyCards(f"You have {MOST_CARDS} saved cards. Remove one first.")
    return customer_for(owner, email)


def _key(key: str, email: str) -> str:
    """Another address is another request: the provider refuses a key that comes with other parameters."""
    return f"{key}-{sha256(email.encode()).hexdigest()[:16]}"


def _lost(owner: str, customer: str, error: GatewayRefused) -> None:
    logger.error("the provider does not know a customer", customer=customer, reason=error.reason)
    forget_customer(ForgetCustomer(owner, customer))
