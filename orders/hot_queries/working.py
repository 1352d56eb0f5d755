"""Hot queries of the workers: what is due, and what taking and doing it costs."""

from functools import partial

from django.utils import timezone

from electricityshop.plans.picking import one, parent
from electricityshop.plans.registry import Ask, Size, TooFewRows, hot_query
from orders.commands.expire_order import ExpireOrder, expire_order
from orders.commands.run_step import RunStep, update_inventory
from orders.commands.send_mail import ClaimMail, FinishMail, claim_mail, finish_mail
from orders.domain.steps import Step, StepState
from orders.models import FinalizationStep, Order, OrderLine, OrderMail
from orders.queries.due_rows import due_mails, due_steps, orders_to_expire
from orders.queries.given_up_mails import given_up_mails
from orders.queries.stuck_orders import stuck_orders
from orders.queries.work import due_step, mails_due, orders_out_of_time, orders_to_finalize


@hot_query(FinalizationStep, statements=1, indexes=("finalization_step_due",))
def steps_to_finalize(_: Size) -> Ask:
    """Orders that a lost job left behind."""
    return orders_to_finalize


@hot_query(FinalizationStep, statements=1, indexes=("finalization_step_due",))
def steps_late(_: Size) -> Ask:
    """How many steps are due, for the alarm."""
    return due_steps


@hot_query(FinalizationStep, statements=2, indexes=("finalization_step_due",))
def orders_stuck(_: Size) -> Ask:
    """Paid orders that do not get finalized, for the alarm."""
    return stuck_orders


@hot_query(FinalizationStep, statements=1)
def step_of_order(_: Size) -> Ask:
    """Which step of an order is due, when a worker comes to it."""
    return partial(due_step, one(Order.objects.order_by("-pk").values_list("pk", flat=True)))


@hot_query(FinalizationStep, statements=8)
def goods_taken(size: Size) -> Ask:
    """A step of finalization: claimed, the goods taken, the next one due."""
    due = FinalizationStep.objects.filter(
        name=Step.UPDATE_INVENTORY, state__in=[StepState.DUE, StepState.RUNNING]
    )
    orders = list(due.filter(due_at__lte=timezone.now()).values_list("order_id", flat=True)[:200])
    if not orders:
        raise TooFewRows("No order waits for its goods to be taken.")
    return partial(
        update_inventory,
        RunStep(order_id=parent(OrderLine.objects.filter(order__in=orders), "order_id", size)),
    )


@hot_query(OrderMail, statements=1, indexes=("order_mail_due",))
def mails_to_send(_: Size) -> Ask:
    """Mails that a lost job left behind."""
    return mails_due


@hot_query(OrderMail, statements=1, indexes=("order_mail_due",))
def mails_late(_: Size) -> Ask:
    """How many mails are due, for the alarm."""
    return due_mails


@hot_query(OrderMail, statements=1, indexes=("order_mail_due",))
def mails_given_up(_: Size) -> Ask:
    """Mails that no server took."""
    return partial(given_up_mails, 50)


@hot_query(OrderMail, statements=1)
def mail_claimed(_: Size) -> Ask:
    """A worker takes a mail."""
    return partial(claim_mail, ClaimMail(mail_id=_unsent()))


@hot_query(OrderMail, statements=2)
def mail_sent(_: Size) -> Ask:
    """A mail was sent, and the confirmation step with it."""
    return partial(finish_mail, FinishMail(mail_id=_unsent()))


@hot_query(Order, statements=1, indexes=("order_unpaid_due",))
def orders_not_paid_in_time(_: Size) -> Ask:
    """Unpaid orders whose time is over."""
    return orders_out_of_time


@hot_query(Order, statements=1, indexes=("order_unpaid_due",))
def orders_late_to_expire(_: Size) -> Ask:
    """How many orders are to expire, for the alarm."""
    return orders_to_expire


@hot_query(Order, statements=18)
def order_expired(_: Size) -> Ask:
    """An order that was not paid in time gives its stock back."""
    late = Order.objects.awaiting_payment().filter(pay_until__lte=timezone.now()).order_by("pay_until")
    return partial(expire_order, ExpireOrder(order_id=one(late.values_list("pk", flat=True))))


def _unsent() -> int:
    return int(one(OrderMail.objects.filter(sent_at=None).order_by("due_at").values_list("pk", flat=True)))
