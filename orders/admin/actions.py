"""What staff does with an order: each asks first, then runs the same command as the pages and the API."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from unfold.decorators import action
from unfold.enums import ActionVariant

from electricityshop.money import minor_units
from electricityshop.staff_forms import ask_staff
from orders.admin.forms import CancelForm, ConfirmForm, RefundForm, packed, ship_form
from orders.commands.cancel_order import CancelOrder, cancel_order
from orders.commands.deliver_order import DeliverOrder, deliver_order
from orders.commands.retry_step import RetryStep, retry_step
from orders.commands.ship_order import ShipOrder, ship_order
from orders.commands.start_processing import StartProcessing, start_processing
from orders.queries.orders import OrderView, order_for_worker
from orders.queries.possible_actions import possible_actions
from orders.refunding import refund_order

Run = Callable[[OrderView, dict[str, Any]], str]
"""Does it to the order with what was filled in; what staff reads then."""


class OrderActions:
    """Mix into the order's admin. What cannot be done now is not offered, and refused when it is asked for."""

    actions_detail = ("process", "pick_list", "ship", "deliver", "refund", "retry", "cancel")

    def get_actions_detail(self, request: HttpRequest, object_id: str | int) -> list[Any]:
        allowed: list[Any] = super().get_actions_detail(request, object_id)  # type: ignore[misc]  # unfold's
        possible = possible_actions(int(object_id)) if str(object_id).isdecimal() else frozenset()
        return [one for one in allowed if one.method.__name__ in possible]

    @action(description="Start packing", url_path="process", permissions=["ship"], icon="inventory_2")
    def process(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def run(order: OrderView, data: dict[str, Any]) -> str:
            start_processing(StartProcessing(order_id=order.id, actor=_actor(request)))
            return "The order is being packed. Its pick list is at the top of the page."

        return _ask(request, object_id, ConfirmForm, "Start packing order {}?", "Start packing", run)

    @action(description="Pick list", url_path="pick-list", permissions=["ship"], icon="checklist")
    def pick_list(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """What has still to be packed, to be printed. Raises `NoSuchOrder`."""
        order = _order(object_id)
        context = admin.site.each_context(request) | {
            "title": f"Pick list of order {order.number}",
            "order": order,
            "lines": [line for line in order.lines if line.left],
        }
        return render(request, "admin/pick_list.html", context)

    @action(
        description="Mark shipped",
        url_path="ship",
        permissions=["ship"],
        icon="local_shipping",
        variant=ActionVariant.PRIMARY,
    )
    def ship(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def run(order: OrderView, data: dict[str, Any]) -> str:
            quantities = packed(order, data)
            ship_order(ShipOrder(order_id=order.id, actor=_actor(request), quantities=quantities, **data))
            return "The parcel is on its way; the customer gets a mail."

        form = ship_form(_order(object_id))
        key = {"key": uuid4().hex}
        return _ask(request, object_id, form, "Ship a parcel of order {}", "Mark shipped", run, key)

    @action(
        description="Mark delivered",
        url_path="deliver",
        permissions=["ship"],
        icon="where_to_vote",
        variant=ActionVariant.PRIMARY,
    )
    def deliver(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def run(order: OrderView, data: dict[str, Any]) -> str:
            deliver_order(DeliverOrder(order_id=order.id, actor=_actor(request)))
            return "The order is marked delivered."

        return _ask(request, object_id, ConfirmForm, "Mark order {} delivered?", "Mark delivered", run)

    @action(description="Refund", url_path="refund", permissions=["refund"], icon="undo")
    def refund(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def run(order: OrderView, data: dict[str, Any]) -> str:
            amount = None if data["amount"] is None else minor_units(data["amount"], order.currency)
            refund_order(
                order.number, amount=amount, key=data["key"], reason=data["reason"], actor=_actor(request)
            )
            return "The refund is on its way."

        return _ask(request, object_id, RefundForm, "Refund order {}", "Refund", run, {"key": uuid4().hex})

    @action(description="Retry step", url_path="retry", permissions=["retry"], icon="refresh")
    def retry(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def run(order: OrderView, data: dict[str, Any]) -> str:
            retry_step(RetryStep(order_id=order.id, actor=_actor(request)))
            return "The step is tried again now."

        return _ask(request, object_id, ConfirmForm, "Try the open step of order {} again?", "Retry", run)

    @action(
        description="Cancel",
        url_path="cancel",
        permissions=["cancel"],
        icon="block",
        variant=ActionVariant.DANGER,
    )
    def cancel(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def run(order: OrderView, data: dict[str, Any]) -> str:
            cancel_order(CancelOrder(order_id=order.id, reason=data["reason"], actor=_actor(request)))
            return "The order is cancelled; its stock is free and what was paid goes back."

        return _ask(request, object_id, CancelForm, "Cancel order {}", "Cancel the order", run)

    def has_cancel_permission(self, request: HttpRequest, object_id: str | None = None) -> bool:
        return request.user.has_perm("orders.cancel_order")

    def has_refund_permission(self, request: HttpRequest, object_id: str | None = None) -> bool:
        return request.user.has_perm("orders.refund_order")

    def has_ship_permission(self, request: HttpRequest, object_id: str | None = None) -> bool:
        return request.user.has_perm("orders.ship_order")

    def has_retry_permission(self, request: HttpRequest, object_id: str | None = None) -> bool:
        return request.user.has_perm("orders.retry_order")


def _ask(
    request: HttpRequest, object_id: str, form: type[forms.Form], title: str, button: str, run: Run,
    initial: dict[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    """Raises `NoSuchOrder`."""
    order = _order(object_id)
    return ask_staff(
        request,
        form_class=form,
        title=title.format(order.number),
        button=button,
        run=lambda data: run(order, data),
        back=reverse("admin:orders_order_change", args=[order.id]),
        initial=initial,
    )


def _order(object_id: str) -> OrderView:
    """Raises `NoSuchOrder`."""
    return order_for_worker(int(object_id) if object_id.isdecimal() else 0)


def _actor(request: HttpRequest) -> str:
    return f"staff:{request.user.pk}"
