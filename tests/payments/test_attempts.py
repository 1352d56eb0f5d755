"""Attempts to pay are limited, per order and per visitor: nobody tests stolen cards here."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from electricityshop.attempts.limits import TooManyAttempts
from electricityshop.attempts.models import Attempt
from payments.checking import check_payment
from payments.domain.states import PaymentState
from payments.models import Payment, PaymentInstrument
from payments.processing import process_webhook
from payments.queries.payment_of import payment_of
from payments.starting import StartPayment, start_payment
from tests.payments.conftest import Asking
from tests.payments.provider import DECLINED, Provider, send

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def limits(settings: Any) -> None:
    settings.ATTEMPT_LIMITS = settings.ATTEMPT_LIMITS | {"pay_order": (3, 3600), "pay_ip": (2, 3600)}


def decline(provider: Provider, page: str) -> None:
    """A card is tried on the hosted page; the shop hears of it."""
    provider.pay(page, DECLINED)
    event = provider.events("payment_intent.payment_failed")[-1]
    assert send(event).status_code == 200
    process_webhook(event["id"])


def an_hour_later() -> None:
    Attempt.objects.update(at=timezone.now() - timedelta(seconds=3601))


def test_asking_for_what_is_open_is_no_attempt(provider: Provider, asking: Asking) -> None:
    asked = asking(address="192.0.2.1", with_intent=True)

    assert len({start_payment(asked).checkout_url for _ in range(6)}) == 1
    assert Attempt.objects.count() == 2  # the order's and the visitor's


@pytest.mark.django_db(transaction=True)
def test_asking_at_once_is_one_attempt(provider: Provider, asking: Asking) -> None:
    asked = asking()

    def ask(_: int) -> None:
        try:
            start_payment(asked)
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(ask, range(10)))

    assert Attempt.objects.count() == 1


def test_ways_to_pay_for_one_order_are_limited(provider: Provider, asking: Asking) -> None:
    reference = asking().reference

    def ask(owner: str) -> StartPayment:
        """Everybody gets a page of their own."""
        return asking(reference=reference, owner=owner)

    for number in range(3):
        start_payment(ask(f"user:{reference}-{number}"))

    with pytest.raises(TooManyAttempts) as refusal:
        start_payment(ask(""))

    assert 3_590 < (refusal.value.retry_after or 0) <= 3_601
    assert PaymentInstrument.objects.count() == 3
    an_hour_later()
    assert start_payment(ask("")).checkout_url


def test_new_payments_from_one_address_are_limited(provider: Provider, asking: Asking) -> None:
    for _ in range(2):
        start_payment(asking(address="192.0.2.1"))

    with pytest.raises(TooManyAttempts):
        start_payment(asking(address="192.0.2.1"))

    assert Payment.objects.count() == 2
    assert start_payment(asking(address="192.0.2.2")).checkout_url
    assert start_payment(asking()).checkout_url


def test_an_address_may_be_without_a_limit(provider: Provider, asking: Asking, settings: Any) -> None:
    settings.ATTEMPT_LIMITS = settings.ATTEMPT_LIMITS | {"pay_ip": (0, 3600)}

    for _ in range(3):
        assert start_payment(asking(address="192.0.2.1")).checkout_url

    assert Attempt.objects.count() == 3  # the orders'


def test_after_too_many_declined_cards_the_page_is_closed(provider: Provider, asking: Asking) -> None:
    asked = asking()
    page = start_payment(asked).checkout_url

    decline(provider, page)
    open_after_one = PaymentInstrument.objects.unfinished().count()
    decline(provider, page)

    assert (open_after_one, PaymentInstrument.objects.unfinished().count()) == (1, 0)
    provider.pay(page)
    check_payment(asked.reference)
    assert payment_of(asked.reference).state is PaymentState.OPEN
    with pytest.raises(TooManyAttempts):
        start_payment(asked)


def test_an_hour_later_it_can_be_paid(provider: Provider, asking: Asking) -> None:
    asked = asking()
    page = start_payment(asked).checkout_url
    decline(provider, page)
    decline(provider, page)

    an_hour_later()
    provider.pay(start_payment(asked).checkout_url)
    check_payment(asked.reference)

    assert payment_of(asked.reference).state is PaymentState.SUCCEEDED


def test_paying_needs_no_redis(provider: Provider, asking: Asking, settings: Any) -> None:
    settings.CACHES = {
        "default": settings.CACHES["default"] | {"LOCATION": "unix:///nowhere/redis.sock?db=1"}
    }

    assert start_payment(asking(address="192.0.2.1")).checkout_url
    assert Attempt.objects.count() == 2
