"""What was given up comes back without doing anything twice, and says beforehand what it would do."""

from collections.abc import Callable, Iterator
from typing import Any

import django_rq
import pytest
from django.core import mail
from django.utils import timezone

from catalog.models import StockMovement
from electricityshop.events import subscriptions
from electricityshop.events.models import Delivery
from electricityshop.jobs.dead_letters import KINDS, NoSuchLetter, dry_run, replay
from electricityshop.jobs.enqueueing import enqueue
from electricityshop.jobs.retries import DATABASE, EMAIL, HTTP, PAYMENT
from orders.commands.cancel_order import CancelOrder, cancel_order
from orders.commands.open_finalization import OpenFinalization, open_finalization
from orders.commands.place_order import PlacedOrder
from orders.finalization import finalize_order
from orders.handlers import finalize_paid_order
from orders.mailing import send_mail
from orders.models import Order, OrderMail
from orders.queries.work import mails_due
from payments.domain.events import PaymentSucceeded
from payments.models import Refund, WebhookEvent
from tests.electricityshop.jobs_run import work
from tests.orders.conftest import NewVariant
from tests.orders.conftest import Order as PlaceIt
from tests.orders.test_finalization import pay, relay, status

pytestmark = pytest.mark.django_db

HANDLER = "orders.handlers.finalize_paid_order"


@pytest.fixture
def paid(new_variant: NewVariant, order: PlaceIt) -> PlacedOrder:
    placed = order((new_variant(on_hand=5), 2))
    pay(placed)
    return placed


@pytest.fixture
def broken_handler() -> Iterator[Callable[[], None]]:
    """The handler of the payment's news breaks until it is mended."""
    handlers = subscriptions._SUBSCRIBERS[PaymentSucceeded.name]

    def breaks(event: PaymentSucceeded) -> None:
        raise RuntimeError("it broke")

    handlers[HANDLER] = breaks
    yield lambda: handlers.__setitem__(HANDLER, finalize_paid_order)
    handlers[HANDLER] = finalize_paid_order


@pytest.fixture
def broken_mail(settings: Any) -> Callable[[], None]:
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "tests.orders.test_finalization.BrokenBackend"
    return lambda: setattr(settings, "EMAIL_BACKEND", working)


def letters(kind: str) -> list[str]:
    found = KINDS[kind].newest(10)
    assert KINDS[kind].count() == len(found)
    return [letter.key for letter in found]


def missing(kind: str, key: str) -> list[str]:
    return [effect.text for effect in dry_run(kind, key).missing]


def give_up_delivery() -> str:
    """Deliver until the last attempt is spent."""
    pending = Delivery.objects.filter(subscriber=HANDLER)
    pending.update(attempts=DATABASE.attempts - 1, due_at=timezone.now())
    relay()
    (key,) = letters("deliveries")
    return key


def test_a_handler_that_broke_is_a_dead_letter_and_its_replay_finalizes_once(
    paid: PlacedOrder, broken_handler: Callable[[], None]
) -> None:
    key = give_up_delivery()
    number = paid.number
    assert missing("deliveries", key) == [
        f"mark order {number} paid",
        f"take the goods of order {number} from the stock",
        f"confirm order {number}",
        f"send the confirmation mail of order {number}",
    ]
    assert status(paid) == "pending"  # a dry run writes nothing

    broken_handler()
    replay("deliveries", key)
    relay()
    finalize_order(paid.id)

    assert status(paid) == "confirmed"
    assert StockMovement.objects.filter(kind="take").count() == 1
    assert len(mail.outbox) == 1
    with pytest.raises(NoSuchLetter):
        replay("deliveries", key)


def test_a_replay_whose_effects_are_all_there_runs_nothing(
    paid: PlacedOrder, broken_handler: Callable[[], None]
) -> None:
    key = give_up_delivery()
    open_finalization(OpenFinalization(number=paid.number))  # staff did it another way
    finalize_order(paid.id)

    assert dry_run("deliveries", key).is_all_done
    assert "do nothing" in dry_run("deliveries", key).sentence
    replay("deliveries", key)  # the handler is still broken: running it would leave a pending delivery
    relay()

    delivery = Delivery.objects.get(pk=key)
    assert (delivery.state, delivery.attempts) == ("done", DATABASE.attempts)
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_a_mail_nobody_took_is_the_one_thing_a_replay_does(
    paid: PlacedOrder, broken_mail: Callable[[], None]
) -> None:
    relay()
    finalize_order(paid.id)
    owed = OrderMail.objects.get()
    OrderMail.objects.update(attempts=EMAIL.attempts - 1, due_at=timezone.now())
    assert letters("mails") == []
    send_mail(owed.pk)
    (key,) = letters("mails")

    assert missing("mails", key) == [f"send the confirmation mail of order {paid.number}"]
    OrderMail.objects.update(due_at=timezone.now())
    assert mails_due() == []
    send_mail(owed.pk)  # a late doorbell
    assert OrderMail.objects.get().attempts == EMAIL.attempts  # nobody tries any more by himself

    broken_mail()
    replay("mails", key)
    work()
    assert len(mail.outbox) == 1
    assert StockMovement.objects.filter(kind="take").count() == 1
    assert Order.objects.get(pk=paid.id).steps.get(name="send_confirmation").state == "done"
    assert letters("mails") == []
    with pytest.raises(NoSuchLetter):
        replay("mails", key)


def test_a_job_that_failed_tells_what_is_missing_and_runs_again(
    paid: PlacedOrder, broken_mail: Callable[[], None], settings: Any
) -> None:
    relay()
    django_rq.get_connection("default").flushdb()
    modules = settings.JOB_MODULES
    settings.JOB_MODULES = []  # a release that has forgotten it
    job_id = enqueue("orders.jobs.finalize", order_id=paid.id)
    job = django_rq.get_queue("default").fetch_job(job_id)
    job.retries_left = 0
    job.save()
    work()
    assert letters("jobs") == [job_id]
    assert "JobNotAllowed" in KINDS["jobs"].newest(1)[0].error
    assert len(missing("jobs", job_id)) == 4

    settings.JOB_MODULES = modules
    broken_mail()
    replay("jobs", job_id)
    work()

    assert (status(paid), len(mail.outbox)) == ("confirmed", 1)
    assert letters("jobs") == []
    with pytest.raises(NoSuchLetter):
        replay("jobs", job_id)


def test_a_failed_job_whose_work_was_done_otherwise_is_closed(paid: PlacedOrder, settings: Any) -> None:
    settings.JOB_MODULES = []
    relay()
    django_rq.get_connection("default").flushdb()
    job_id = enqueue("orders.jobs.finalize", order_id=paid.id)
    job = django_rq.get_queue("default").fetch_job(job_id)
    job.retries_left = 0
    job.save()
    work()
    finalize_order(paid.id)  # the sweep

    assert replay("jobs", job_id).is_all_done
    assert django_rq.get_queue("default").job_ids == []
    assert letters("jobs") == []


def test_the_money_of_a_cancelled_order_is_what_is_missing(
    paid: PlacedOrder, broken_handler: Callable[[], None]
) -> None:
    cancel_order(CancelOrder(order_id=paid.id, reason="Changed my mind.", actor="customer"))
    Delivery.objects.filter(subscriber="orders.handlers.send_money_back").delete()
    key = give_up_delivery()
    total = Order.objects.get(pk=paid.id).total
    assert missing("deliveries", key) == [f"send €{total / 100:.2f} back for order {paid.number}"]

    broken_handler()
    replay("deliveries", key)
    relay()

    assert Refund.objects.get().amount == total


def test_a_webhook_given_up_is_done_once_its_payment_is(paid: PlacedOrder) -> None:
    WebhookEvent.objects.create(
        pk="evt_1", type="payment_intent.succeeded", payload={"object": f"pi_{paid.number}"}, attempts=HTTP.attempts,
        next_attempt_at=timezone.now(), processed_at=timezone.now(), outcome="given up: it broke",
    )  # fmt: skip
    assert letters("webhooks") == ["evt_1"]
    assert missing("webhooks", "evt_1") == [f"ask the provider about pi_{paid.number} and settle accordingly"]

    replay("webhooks", "evt_1")

    event = WebhookEvent.objects.get()
    assert (event.processed_at, event.attempts) == (None, 0)
    assert letters("webhooks") == []


def test_a_refund_given_up_is_asked_for_again(paid: PlacedOrder) -> None:
    relay()
    finalize_order(paid.id)
    cancel_order(CancelOrder(order_id=paid.id, reason="Changed my mind.", actor="customer"))
    relay()
    Refund.objects.update(attempts=PAYMENT.attempts, state="requested")
    (key,) = letters("refunds")
    assert [text.split()[0] for text in missing("refunds", key)] == ["send"]

    replay("refunds", key)

    refund = Refund.objects.get()
    assert (refund.attempts, refund.state, letters("refunds")) == (0, "requested", [])


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("deliveries", "0"), ("deliveries", "x"), ("deliveries", "9" * 40), ("mails", "-1"), ("mails", "²"),
        ("jobs", "x"), ("jobs", "../x"), ("webhooks", "evt_none"), ("refunds", "not-a-uuid"), ("nothing", "1"),
    ],
)  # fmt: skip
def test_what_is_no_dead_letter_is_refused(kind: str, key: str) -> None:
    for ask in (dry_run, replay):
        with pytest.raises(NoSuchLetter):
            ask(kind, key)
