"""What staff does with an order: asked by GET, done by POST, refused with the domain's own words."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from catalog.models import StockItem
from orders.mailing import send_mail
from orders.models import FinalizationStep, Order, OrderEvent, OrderMail, Shipment
from orders.queries.work import mails_due
from payments.models import Refund
from tests.admin.acting import ACTIONS, do, url
from tests.orders.api.app import rows

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("action", ACTIONS)
def test_asking_changes_nothing(superuser: Client, confirmed: Order, action: str) -> None:
    before = rows()

    answer = superuser.get(url(confirmed, action))

    assert answer.status_code == 200
    assert confirmed.number in answer.content.decode()
    assert rows() == before
    assert Order.objects.get().status == "confirmed"


@pytest.mark.parametrize("action", ACTIONS)
def test_who_may_not_is_refused(staff: Any, confirmed: Order, action: str) -> None:
    for client in (staff(), staff("Support"), staff("Catalogue")):
        for answer in (
            client.get(url(confirmed, action)),
            client.post(url(confirmed, action), ACTIONS[action]),
        ):
            assert answer.status_code == 403
    assert Order.objects.get().status == "confirmed"
    assert not Refund.objects.exists()


@pytest.mark.parametrize("action", ACTIONS)
def test_the_role_for_it_may(staff: Any, confirmed: Order, action: str) -> None:
    assert staff("Orders").get(url(confirmed, action)).status_code == 200


@pytest.mark.parametrize("action", ACTIONS)
def test_without_a_token_of_the_form_nothing_happens(
    superuser: Client, confirmed: Order, action: str
) -> None:
    superuser.handler.enforce_csrf_checks = True

    assert superuser.post(url(confirmed, action), ACTIONS[action]).status_code == 403
    assert Order.objects.get().status == "confirmed"


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("number", ["0", "999999999", "99999999999999999999999", "abc", "-1"])
def test_an_order_that_is_none(superuser: Client, action: str, number: str) -> None:
    for answer in (superuser.get(f"/admin/orders/order/{number}/{action}/"),
                   superuser.post(f"/admin/orders/order/{number}/{action}/", ACTIONS[action])):  # fmt: skip
        assert answer.status_code == 404


def test_shipping_and_delivering(superuser: Client, confirmed: Order) -> None:
    assert do(superuser, confirmed, "ship") == ["The parcel is on its way; the customer gets a mail."]
    parcel = Shipment.objects.get()
    assert (parcel.carrier, parcel.tracking_number, parcel.tracking_url) == (
        "Post",
        "T1",
        "https://post.example/T1",
    )
    for mail_id in mails_due():
        send_mail(mail_id)
    assert "T1" in mail.outbox[-1].body

    assert do(superuser, confirmed, "deliver") == ["The order is marked delivered."]
    assert Order.objects.get().status == "delivered"
    assert (
        OrderEvent.objects.filter(kind__in=["shipped", "delivered"], actor__startswith="staff:").count() == 2
    )


def test_cancelling_puts_the_goods_back_and_tells_the_customer_why(
    superuser: Client, confirmed: Order
) -> None:
    assert do(superuser, confirmed, "cancel") == [
        "The order is cancelled; its stock is free and what was paid goes back."
    ]

    assert Order.objects.values_list("status", "cancel_reason").get() == ("cancelled", "The customer called.")
    assert StockItem.objects.get().on_hand == 5
    assert OrderMail.objects.filter(kind="cancelled").count() == 1


@pytest.mark.parametrize(
    ("status", "action"),
    [("pending", "ship"), ("pending", "deliver"), ("cancelled", "ship"), ("shipped", "ship"), ("shipped", "cancel"),
     ("delivered", "cancel"), ("delivered", "deliver"), ("refunded", "ship"), ("failed", "ship"), ("failed", "cancel"),
     ("pending", "process"), ("processing", "process"), ("processing", "deliver"), ("shipped", "process")],
)  # fmt: skip
def test_what_is_not_possible_now_is_said_with_its_status(
    superuser: Client, confirmed: Order, status: str, action: str
) -> None:
    Order.objects.update(status=status)

    answer = superuser.post(url(confirmed, action), ACTIONS[action])

    assert answer.status_code == 409
    assert f"An order that is {status} cannot become" in answer.content.decode()
    assert Order.objects.get().status == status
    assert f"{action}/" not in superuser.get(url(confirmed)).content.decode()


def test_there_is_nothing_to_retry(superuser: Client, confirmed: Order) -> None:
    answer = superuser.post(url(confirmed, "retry"))

    assert answer.status_code == 409
    assert "No step of this order is waiting to be tried again." in answer.content.decode()


def test_a_stuck_step_is_due_at_once(superuser: Client, confirmed: Order) -> None:
    FinalizationStep.objects.filter(name="finalize").update(state="running", due_at="2100-01-01T00:00Z")

    assert do(superuser, confirmed, "retry") == ["The step is tried again now."]

    assert FinalizationStep.objects.filter(name="finalize", state="due", due_at__year__lt=2100).exists()


@pytest.mark.parametrize(
    ("action", "changes"),
    [("cancel", {"reason": ""}), ("cancel", {"reason": "x" * 201}), ("ship", {"carrier": ""}), ("ship", {"carrier": "x" * 81}),
     ("ship", {"tracking_url": "javascript:alert(1)"}), ("ship", {"tracking_url": "x" * 400}), ("refund", {"reason": ""}),
     ("refund", {"key": ""}), ("refund", {"key": "x" * 100})],
)  # fmt: skip
def test_a_form_that_is_not_complete_asks_again(
    superuser: Client, confirmed: Order, action: str, changes: dict[str, str]
) -> None:
    answer = superuser.post(url(confirmed, action), ACTIONS[action] | changes)

    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()
    assert Order.objects.get().status == "confirmed"
    assert not Refund.objects.exists()
