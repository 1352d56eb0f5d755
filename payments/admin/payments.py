"""Payments, with their instruments and refunds."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from unfold.admin import ModelAdmin, TabularInline
from unfold.decorators import action, display
from unfold.paginator import InfinitePaginator

from electricityshop.errors import DomainError
from electricityshop.jobs.enqueueing import ring
from electricityshop.money import Money, minor_units
from payments.adapters.dashboard import dashboard_url
from payments.admin.disputes import DisputeInline
from payments.admin.read_only import MOST_AT_ONCE, ReadOnly
from payments.admin.refund_form import RefundForm
from payments.models import Payment, PaymentInstrument, Refund
from payments.refunding import RefundPayment, refund_payment

STATES = {"open": "info", "succeeded": "success", "cancelled": "danger"}


class InstrumentInline(ReadOnly, TabularInline):
    """Without the client secret: whoever has it can pay as the customer."""

    model = PaymentInstrument
    fields = ("kind", "state", "provider_id", "created_at", "expires_at")
    readonly_fields = fields
    extra = 0


class RefundInline(ReadOnly, TabularInline):
    model = Refund
    fields = ("created_at", "money", "state", "is_surplus", "reason", "requested_by", "failure")
    readonly_fields = fields
    extra = 0

    @display(description="Amount")
    def money(self, refund: Refund) -> str:
        return str(Money(refund.amount, refund.payment.currency))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Refund]:
        found: QuerySet[Refund] = super().get_queryset(request)
        return found.select_related("payment").order_by("created_at")


@admin.register(Payment)
class PaymentAdmin(ReadOnly, ModelAdmin):
    list_display = ("reference", "asked", "paid", "given_back", "current_state", "alarm", "created_at")
    list_filter = ("state", ("alarm", admin.EmptyFieldListFilter))
    list_per_page = 50
    show_full_result_count = False
    paginator = InfinitePaginator
    search_fields = ("reference__startswith",)
    search_help_text = "How the reference or the e-mail address begins, or a whole pi_… or cs_…"
    ordering = ("-created_at",)
    fields = (
        "reference", "current_state", "alarm", "asked", "paid", "given_back", "failure", "email",
        "at_provider", "created_at", "succeeded_at", "next_check_at",
    )  # fmt: skip
    readonly_fields = fields
    inlines = (InstrumentInline, RefundInline, DisputeInline)
    actions = ("check_now",)
    actions_detail = ("refund",)

    def get_search_fields(self, request: HttpRequest) -> tuple[str, ...]:
        """By the shape of what is searched for, so that each uses its index."""
        sought = request.GET.get("q", "").strip()
        if sought.startswith("pi_"):
            return ("charged_intent__exact", "instruments__provider_id__exact")
        if sought.startswith("cs_"):
            return ("instruments__provider_id__exact",)
        return ("email__startswith",) if "@" in sought else self.search_fields

    @display(description="Asked", ordering="amount")
    def asked(self, payment: Payment) -> str:
        return str(Money(payment.amount, payment.currency))

    @display(description="Captured", ordering="captured")
    def paid(self, payment: Payment) -> str:
        return str(Money(payment.captured, payment.currency))

    @display(description="Refunded", ordering="refunded")
    def given_back(self, payment: Payment) -> str:
        return str(Money(payment.refunded, payment.currency))

    @display(description="State", label=STATES, ordering="state")
    def current_state(self, payment: Payment) -> str:
        return payment.state

    @display(description="PaymentIntent")
    def at_provider(self, payment: Payment) -> str:
        url = dashboard_url(payment.charged_intent)
        if not url:
            return payment.charged_intent or "-"
        return format_html('<a href="{}" rel="noreferrer">{}</a>', url, payment.charged_intent)

    @admin.action(description="Check with Stripe now", permissions=["view"])
    def check_now(self, request: HttpRequest, queryset: QuerySet[Payment]) -> None:
        references = list(queryset.order_by().values_list("reference", flat=True)[: MOST_AT_ONCE + 1])
        if len(references) > MOST_AT_ONCE:
            messages.error(request, f"Choose at most {MOST_AT_ONCE} at once.")
            return
        for reference in references:
            ring("payments.jobs.check_payment", queue="high", reference=reference)
        messages.success(request, f"Asked Stripe about {len(references)} payments; reload in a moment.")

    @action(
        description="Refund…",
        permissions=["refund"],
        dialog={
            "title": "Refund",
            "description": "The money goes back to the card it came from. This cannot be undone.",
            "form_class": RefundForm,
            "form_submit_text": "Refund",
        },
    )
    def refund(self, request: HttpRequest, form: RefundForm, object_id: str) -> HttpResponse:
        payment = get_object_or_404(Payment, pk=object_id)
        given: dict[str, Any] = form.cleaned_data
        amount = None if given["amount"] is None else minor_units(given["amount"], payment.currency)
        try:
            refund = refund_payment(
                RefundPayment(
                    payment.reference,
                    given["key"],
                    amount,
                    reason=given["reason"],
                    requested_by=request.user.get_username(),
                )
            )
        except DomainError as error:
            messages.error(request, error.message)
        else:
            money = Money(refund.amount, payment.currency)
            messages.success(request, f"The refund of {money} is {refund.state.value}.")
        return _back_to(request, payment)

    def has_refund_permission(self, request: HttpRequest, object_id: str | None = None) -> bool:
        return request.user.has_perm("payments.refund_payment")


def _back_to(request: HttpRequest, payment: Payment) -> HttpResponse:
    """The dialog is sent by htmx, which follows a header instead of a redirect."""
    url = reverse("admin:payments_payment_change", args=[payment.pk])
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)
