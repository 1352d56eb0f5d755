"""A stock take: counts pasted from a scanner or a spreadsheet, looked at, then booked."""

from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from unfold.widgets import UnfoldAdminTextareaWidget

from catalog.commands.count_stock import CountStock, count_stock
from catalog.domain.stock_take import TooManyLines, counted_lines
from catalog.queries.stock_take_preview import CountPreview, stock_take_preview
from electricityshop.errors import DomainError
from electricityshop.staff_forms import StaffForm

Rows = tuple[CountPreview, ...]


class CountForm(StaffForm):
    counts = forms.CharField(
        label="Counts",
        max_length=60_000,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 12, "class": "font-mono", "spellcheck": "false"}),
        help_text="One line for each article: sku;counted. Count what is on the shelf for sale; what is set "
        "aside for paid orders has left the stock already.",
    )
    reason = forms.CharField(
        max_length=200,
        label="Reason",
        help_text="Stays in the ledger, with your name, e.g. “Yearly stock take”.",
    )

    def clean_counts(self) -> Rows:
        try:
            rows = stock_take_preview(counted_lines(self.cleaned_data["counts"]))
        except TooManyLines as error:
            raise forms.ValidationError(str(error)) from error
        if not rows:
            raise forms.ValidationError("Write at least one line.")
        return rows


def count_page(request: HttpRequest, *, back: str) -> HttpResponse:
    """Ask for counts, show what they would change, book them when that is confirmed; then go `back`."""
    skus = request.GET.getlist("sku")[:100]
    form = CountForm(request.POST or None, initial={"counts": "".join(f"{sku};\n" for sku in skus)})
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, back, status=400 if form.errors else 200)
    rows: Rows = form.cleaned_data["counts"]
    if "book" not in request.POST or any(row.fault for row in rows):
        return _page(request, form, back, rows=rows)
    rows = _booked(rows, form.cleaned_data["reason"], actor=f"staff:{request.user.pk}")
    refused = tuple(row for row in rows if row.fault)
    if len(refused) < len(rows):
        messages.success(request, f"{len(rows) - len(refused)} counts are booked.")
    return _page(request, form, back, rows=refused, status=409) if refused else HttpResponseRedirect(back)


def _booked(rows: Rows, reason: str, *, actor: str) -> Rows:
    """The rows, with a fault where the stock did not allow it (any more)."""
    return tuple(_book(row, reason, actor=actor) for row in rows)


def _book(row: CountPreview, reason: str, *, actor: str) -> CountPreview:
    if row.level is None:
        return row
    try:
        count_stock(
            CountStock(
                variant_id=row.level.variant_id,
                counted=row.line.counted,
                seen=row.line.seen,
                reason=reason,
                actor=actor,
            )
        )
    except DomainError as error:
        return replace(row, fault=error.message)
    return row


def _page(
    request: HttpRequest, form: CountForm, back: str, *, rows: Rows = (), status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": "Count stock",
        "form": form,
        "rows": rows,
        "can_be_booked": bool(rows) and not any(row.fault for row in rows),
        "lines": "\n".join(row.text for row in rows),
        "back": back,
    }
    return render(request, "admin/count_stock.html", context, status=status)
