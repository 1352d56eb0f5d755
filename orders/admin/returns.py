"""Returns for staff: what comes back, and what becomes of it."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from unfold.decorators import action, display
from unfold.enums import ActionVariant

from electricityshop.money import Money, minor_units
from electricityshop.staff_admin import ReadOnlyAdmin, ReadOnlyInline
from electricityshop.staff_forms import ask_staff
from orders.admin.return_forms import RefundReturnForm, RejectForm, receive_form, received
from orders.commands.receive_return import ReceiveReturn, receive_return
from orders.commands.refund_return import RefundReturn, refund_return
from orders.commands.reject_return import RejectReturn, reject_return
from orders.domain.returns import TRANSITIONS, ReturnStatus
from orders.models import Return, ReturnLine
from orders.transitions import NoSuchReturn

STATUS_COLOURS = {"requested": "warning", "received": "info", "refunded": "success", "rejected": "danger"}
MOVES = {"receive": ReturnStatus.RECEIVED, "refund": ReturnStatus.REFUNDED, "reject": ReturnStatus.REJECTED}


class ReturnLineInline(ReadOnlyInline):
    model = ReturnLine
    fields = ("sku", "article", "quantity", "restocked", "scrapped")
    readonly_fields = ("sku", "article")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReturnLine]:
        lines: QuerySet[ReturnLine] = super().get_queryset(request)
        return lines.select_related("order_line").order_by("id")

    @display(description="SKU")
    def sku(self, line: ReturnLine) -> str:
        return line.order_line.sku

    @display(description="article")
    def article(self, line: ReturnLine) -> str:
        return line.order_line.name


@admin.register(Return)
class ReturnAdmin(ReadOnlyAdmin):
    list_display = ("number", "badge", "order", "reason", "amount", "requested_at")
    list_select_related = ("order",)
    list_filter = ("status", "reason", "requested_at")
    search_fields = ("number__istartswith", "order__number__istartswith", "order__email__istartswith")
    search_help_text = "Number of the return or the order, e-mail address"
    ordering = ("-id",)
    list_per_page = 50
    show_full_result_count = False
    fields = (
        "number", "badge", "order_link", "reason", "note", "requested_at", "received_at", "closed_at", "amount",
        "with_shipping", "reject_reason",
    )  # fmt: skip
    readonly_fields = ("badge", "order_link", "amount")
    inlines = (ReturnLineInline,)
    actions_detail = ("receive", "refund", "reject")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Return]:
        returns: QuerySet[Return] = super().get_queryset(request)
        return returns.select_related("order")

    def get_actions_detail(self, request: HttpRequest, object_id: str | int) -> list[Any]:
        """What cannot be done now is not offered."""
        allowed: list[Any] = super().get_actions_detail(request, object_id)
        status = _rows(str(object_id)).values_list("status", flat=True).first()
        possible = TRANSITIONS[ReturnStatus(status)] if status else frozenset()
        return [one for one in allowed if MOVES[one.method.__name__] in possible]

    @display(description="status", label=STATUS_COLOURS, ordering="status")
    def badge(self, returned: Return) -> str:
        return returned.status

    @display(description="refund", ordering="refund")
    def amount(self, returned: Return) -> str:
        return "" if returned.refund is None else str(Money(returned.refund, returned.order.currency))

    @display(description="order")
    def order_link(self, returned: Return) -> str:
        url = reverse("admin:orders_order_change", args=[returned.order_id])
        return format_html('<a href="{}">{}</a>', url, returned.order.number)

    @action(description="Receive", url_path="receive", permissions=["handle"], icon="inventory",
            variant=ActionVariant.PRIMARY)  # fmt: skip
    def receive(self, request: HttpRequest, object_id: str) -> HttpResponse:
        returned = _found(object_id)
        lines = list(
            ReturnLine.objects.filter(order_return=returned).select_related("order_line").order_by("id")
        )

        def run(data: dict[str, Any]) -> str:
            restocked, scrapped = received(lines, data)
            receive_return(
                ReceiveReturn(
                    return_id=returned.pk, restocked=restocked, scrapped=scrapped, actor=_actor(request)
                )
            )
            return "What came is booked; the customer gets a mail."

        return _ask(request, returned, receive_form(lines), "What came with {}?", "Book it", run)

    @action(description="Refund", url_path="refund", permissions=["handle"], icon="undo",
            variant=ActionVariant.PRIMARY)  # fmt: skip
    def refund(self, request: HttpRequest, object_id: str) -> HttpResponse:
        returned = _found(object_id)

        def run(data: dict[str, Any]) -> str:
            amount = None if data["amount"] is None else minor_units(data["amount"], returned.order.currency)
            refund_return(
                RefundReturn(
                    return_id=returned.pk,
                    amount=amount,
                    with_shipping=data["with_shipping"],
                    actor=_actor(request),
                )
            )
            return "The return is settled; the money is on its way."

        return _ask(request, returned, RefundReturnForm, "Refund {}", "Refund", run)

    @action(description="Reject", url_path="reject", permissions=["handle"], icon="block",
            variant=ActionVariant.DANGER)  # fmt: skip
    def reject(self, request: HttpRequest, object_id: str) -> HttpResponse:
        returned = _found(object_id)

        def run(data: dict[str, Any]) -> str:
            reject_return(RejectReturn(return_id=returned.pk, reason=data["reason"], actor=_actor(request)))
            return "The return is rejected; the customer reads why."

        return _ask(request, returned, RejectForm, "Reject {}", "Reject", run)

    def has_handle_permission(self, request: HttpRequest, object_id: str | None = None) -> bool:
        return request.user.has_perm("orders.handle_return")


def _rows(object_id: str) -> QuerySet[Return]:
    return Return.objects.filter(pk=int(object_id) if object_id.isdecimal() else 0)


def _found(object_id: str) -> Return:
    returned = _rows(object_id).select_related("order").first()
    if returned is None:
        raise NoSuchReturn("There is no such return.")
    return returned


def _ask(
    request: HttpRequest, returned: Return, form: type[forms.Form], title: str, button: str, run: Any
) -> HttpResponse:
    return ask_staff(
        request,
        form_class=form,
        title=title.format(returned.number),
        button=button,
        run=run,
        back=reverse("admin:orders_return_change", args=[returned.pk]),
    )


def _actor(request: HttpRequest) -> str:
    return f"staff:{request.user.pk}"
