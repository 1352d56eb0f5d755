"""How a payment stands, as others see it."""

import pytest

from payments.checking import check_payment
from payments.queries.payment_of import NoPayment, payment_of
from payments.refunding import RefundPayment, refund_payment
from payments.starting import start_payment

pytestmark = pytest.mark.django_db


def test_it_costs_the_same_however_many_refunds(provider, asking, django_assert_num_queries):
    asked = asking()
    provider.pay(start_payment(asked).checkout_url)
    check_payment(asked.reference)
    for key in "abcd":
        refund_payment(RefundPayment(asked.reference, key, 10))

    with django_assert_num_queries(2):
        view = payment_of(asked.reference)

    assert [refund.key for refund in view.refunds] == ["a", "b", "c", "d"]
    assert (view.captured, view.refunded, view.refundable) == (4_990, 40, 4_950)


def test_the_ways_to_pay_are_shown_while_they_are_open(provider, asking, django_assert_num_queries):
    asked = asking(with_intent=True)
    started = start_payment(asked)
    with django_assert_num_queries(3):
        opened = payment_of(asked.reference)

    provider.confirm(started.client_secret)
    check_payment(asked.reference)
    paid = payment_of(asked.reference)

    assert (opened.checkout_url, opened.client_secret) == (started.checkout_url, started.client_secret)
    assert started.client_secret not in repr(opened)
    assert (paid.checkout_url, paid.client_secret) == ("", "")


def test_nothing_was_asked():
    with pytest.raises(NoPayment):
        payment_of("ES-nothing")
