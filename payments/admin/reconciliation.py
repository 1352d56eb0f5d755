"""Comparisons with Stripe's books, and what differs: both sides beside each other."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from unfold.admin import ModelAdmin
from unfold.decorators import action, display
from unfold.paginator import InfinitePaginator

from electricityshop.jobs.enqueueing import ring
from electricityshop.money import Money
from electricityshop.staff_forms import StaffForm, ask_staff
from payments.adapters.dashboard import dashboard_url
from payments.admin.read_only import ReadOnly
from payments.commands.resolve_difference import ResolveDifference, resolve_difference
from payments.domain.comparing import DifferenceKind
from payments.models import ReconciliationDifference, ReconciliationRun
from payments.reconciling import begin_now

RUN_STATES = {"running": "info", "done": "success"}
STANDINGS = {"open": "danger", "healed": "success", "resolved": "info"}
MEANINGS = {
    DifferenceKind.MISSED: "Paid at Stripe, still open here.",
    DifferenceKind.TWICE: "Paid twice, or after it was cancelled.",
    DifferenceKind.REFUNDS: "The refunds differ.",
    DifferenceKind.DISPUTE: "Disputed at Stripe, unknown here.",
    DifferenceKind.DIFFERS: "Reference, amount or currency is not what was asked.",
    DifferenceKind.UNKNOWN: "Nothing here asked for this charge.",
    DifferenceKind.ABSENT: "Captured here, and Stripe knows no such charge.",
}


class MayReconcile:
    """Mix in first."""

    def has_reconcile_permission(self, request: HttpRequest, object_id: str | None = None) -> bool:
        return request.user.has_perm("payments.reconcile")


@admin.register(ReconciliationRun)
class RunAdmin(MayReconcile, ReadOnly, ModelAdmin):
    list_display = ("since", "until", "is_nightly", "current_state", "charges", "found", "healed", "took")
    list_filter = ("state", "is_nightly")
    list_per_page = 50
    show_full_result_count = False
    paginator = InfinitePaginator
    ordering = ("-until",)
    fields = (
        "since", "until", "is_nightly", "current_state", "charges", "found", "healed", "requested_by",
        "started_at", "finished_at", "took", "cursor",
    )  # fmt: skip
    readonly_fields = fields
    actions_list = ("run_now",)

    @display(description="State", label=RUN_STATES, ordering="state")
    def current_state(self, run: ReconciliationRun) -> str:
        return run.state

    @display(description="Took")
    def took(self, run: ReconciliationRun) -> str:
        return f"{(run.finished_at - run.started_at).total_seconds():.1f} s" if run.finished_at else "-"

    @action(description="Run now", url_path="run-now", permissions=["reconcile"], icon="play_arrow")
    def run_now(self, request: HttpRequest) -> HttpResponse:
        def run(data: dict[str, Any]) -> str:
            begin_now(timezone.now(), request.user.get_username())
            ring("payments.jobs.reconcile", queue="high")
            return "The comparison has begun; reload in a moment."

        return ask_staff(
            request,
            form_class=StaffForm,
            title="Compare with Stripe now?",
            button="Run now",
            run=run,
            back=reverse("admin:payments_reconciliationrun_changelist"),
        )


class StandingFilter(admin.SimpleListFilter):
    title = "standing"
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [("open", "Open"), ("healed", "Healed"), ("resolved", "Resolved")]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[ReconciliationDifference]
    ) -> QuerySet[ReconciliationDifference]:
        chosen: dict[str, dict[str, Any]] = {
            "open": {"healed_at": None, "resolved_at": None},
            "healed": {"healed_at__isnull": False},
            "resolved": {"resolved_at__isnull": False},
        }
        return queryset.filter(**chosen.get(str(self.value()), {}))


class NoteForm(StaffForm):
    note = forms.CharField(min_length=3, max_length=500, help_text="What you found and did; it is kept.")


@admin.register(ReconciliationDifference)
class DifferenceAdmin(MayReconcile, ReadOnly, ModelAdmin):
    list_display = ("reference_or_charge", "kind", "standing", "our_amount", "their_amount", "found_at")
    list_filter = (StandingFilter, "kind")
    list_per_page = 50
    show_full_result_count = False
    paginator = InfinitePaginator
    search_fields = ("intent__exact", "reference__startswith")
    search_help_text = "A whole pi_…, or how the reference begins."
    ordering = ("-found_at",)
    fields = (
        "meaning", "sides", "standing", "payment", "at_provider", "run", "found_at", "seen_at", "healed_at",
        "resolved_at", "resolved_by", "note",
    )  # fmt: skip
    readonly_fields = fields
    actions_detail = ("resolve",)

    @display(description="Reference", ordering="reference")
    def reference_or_charge(self, found: ReconciliationDifference) -> str:
        return found.reference or found.intent

    @display(description="Standing", label=STANDINGS)
    def standing(self, found: ReconciliationDifference) -> str:
        if found.resolved_at:
            return "resolved"
        return "healed" if found.healed_at else "open"

    @display(description="Ours")
    def our_amount(self, found: ReconciliationDifference) -> str:
        return _money(found.ours)

    @display(description="Stripe's")
    def their_amount(self, found: ReconciliationDifference) -> str:
        return _money(found.theirs)

    @display(description="What it is")
    def meaning(self, found: ReconciliationDifference) -> str:
        return MEANINGS[DifferenceKind(found.kind)]

    @display(description="Both sides")
    def sides(self, found: ReconciliationDifference) -> str:
        """Each fact in a row, ours | Stripe's; what one side does not have stays empty."""
        rows = [
            (name, found.ours.get(ours, ""), found.theirs.get(theirs, "")) for name, ours, theirs in FACTS
        ]
        body = format_html_join("", "<tr><th>{}</th><td>{}</td><td>{}</td></tr>", rows)
        head = format_html("<tr><th></th><th>{}</th><th>{}</th></tr>", "Ours", "Stripe's")
        return format_html('<table class="shop-sides"><thead>{}</thead><tbody>{}</tbody></table>', head, body)

    @display(description="At Stripe")
    def at_provider(self, found: ReconciliationDifference) -> str:
        url = dashboard_url(found.intent)
        return format_html('<a href="{}" rel="noreferrer">{}</a>', url, found.intent) if url else found.intent

    @action(description="Resolve…", url_path="resolve", permissions=["reconcile"], icon="check")
    def resolve(self, request: HttpRequest, object_id: str) -> HttpResponse:
        found = get_object_or_404(ReconciliationDifference, pk=object_id)

        def run(data: dict[str, Any]) -> str:
            resolve_difference(ResolveDifference(found.pk, data["note"], request.user.get_username()))
            return "The difference is resolved."

        return ask_staff(
            request,
            form_class=NoteForm,
            title=f"Resolve {found}",
            button="Resolve",
            run=run,
            back=reverse("admin:payments_reconciliationdifference_change", args=[found.pk]),
        )


FACTS = (
    ("Reference", "reference", "reference"), ("Amount (minor units)", "amount", "amount"),
    ("Currency", "currency", "currency"), ("State", "state", "state"), ("Charge", "charged_intent", "intent"),
    ("Refunded", "refunded", "refunded"), ("Refunds under way", "promised", ""), ("Disputes", "disputes", ""),
    ("Disputed", "", "is_disputed"),
)  # fmt: skip
"""Name, and the fact's name on our side and on Stripe's."""


def _money(side: dict[str, Any]) -> str:
    return str(Money(side["amount"], side["currency"])) if side else "-"
