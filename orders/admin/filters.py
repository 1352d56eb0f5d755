"""Filters of the order list."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from orders.domain.steps import StepState
from orders.models import FinalizationStep, Order
from orders.queries.stuck_orders import is_stuck


class StepFilter(admin.SimpleListFilter):
    title = "finalization"
    parameter_name = "step"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("open", "under way"), ("late", "late")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Order]) -> QuerySet[Order]:
        steps = FinalizationStep.objects.filter(state__in=[StepState.DUE, StepState.RUNNING])
        match self.value():
            case "open":
                return queryset.filter(pk__in=steps.values("order_id"))
            case "late":
                return queryset.filter(pk__in=steps.filter(is_stuck()).values("order_id"))
        return queryset
