"""Refunds."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.admin import ModelAdmin
from unfold.decorators import display
from unfold.paginator import InfinitePaginator

from electricityshop.errors import DomainError
from electricityshop.money import Money
from payments.admin.read_only import MOST_AT_ONCE, ReadOnly
from payments.commands.retry_refund import RetryRefund
from payments.models import Refund
from payments.refunding import try_refund_again

STATES = {"requested": "info", "succeeded": "success", "failed": "danger"}


@admin.register(Refund)
class RefundAdmin(ReadOnly, ModelAdmin):
    list_display = (
        "created_at",
        "payment",
        "money",
        "current_state",
        "is_surplus",
        "requested_by",
        "failure",
    )
    list_filter = ("state", "is_surplus")
    list_select_related = ("payment",)
    list_per_page = 50
    show_full_result_count = False
    paginator = InfinitePaginator
    search_fields = ("payment__reference__startswith", "key__startswith")
    search_help_text = "How the reference or the key begins."
    ordering = ("-created_at",)
    fields = (
        "payment", "money", "current_state", "failure", "is_surplus", "reason", "key", "intent",
        "provider_id", "requested_by", "created_at", "finished_at", "attempts", "next_attempt_at",
    )  # fmt: skip
    readonly_fields = fields
    actions = ("try_again",)

    def has_refund_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("payments.refund_payment")

    @display(description="Amount", ordering="amount")
    def money(self, refund: Refund) -> str:
        return str(Money(refund.amount, refund.payment.currency))

    @display(description="State", label=STATES, ordering="state")
    def current_state(self, refund: Refund) -> str:
        return refund.state

    @admin.action(description="Try again", permissions=["refund"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[Refund]) -> None:
        chosen = list(queryset.order_by("created_at").values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
        if len(chosen) > MOST_AT_ONCE:
            messages.error(request, f"Choose at most {MOST_AT_ONCE} at once.")
            return
        for refund_id in chosen:
            try:
                refund = try_refund_again(RetryRefund(refund_id, request.user.get_username()))
            except DomainError as error:
                messages.error(request, error.message)
            else:
                messages.success(request, f"The refund is {refund.state.value}.")
