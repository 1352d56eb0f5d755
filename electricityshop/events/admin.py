"""The outbox for staff: what happened, who has had it, and what is dead."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from unfold.decorators import action

from electricityshop.events.models import Delivery, OutboxMessage
from electricityshop.staff_admin import ReadOnlyAdmin, ReadOnlyInline


class DeliveryInline(ReadOnlyInline):
    model = Delivery
    fields = ("subscriber", "state", "attempts", "due_at", "done_at", "error")


@admin.register(OutboxMessage)
class OutboxMessageAdmin(ReadOnlyAdmin):
    list_display = ("id", "name", "aggregate", "occurred_at")
    list_filter = ("name",)
    search_fields = ("aggregate",)
    ordering = ("-id",)
    list_per_page = 50
    show_full_result_count = False
    fields = ("name", "aggregate", "payload", "occurred_at")
    inlines = (DeliveryInline,)


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    list_display = ("message", "subscriber", "state", "attempts", "due_at", "error")
    list_select_related = ("message",)
    list_filter = ("state", "subscriber")
    ordering = ("-id",)
    list_per_page = 50
    show_full_result_count = False
    actions = ("deliver_again",)

    @action(description="Deliver again", permissions=["replay"])
    def deliver_again(self, request: HttpRequest, chosen: QuerySet[Delivery]) -> None:
        """Handlers are safe to repeat; the sweeper takes it from here."""
        undelivered = chosen.exclude(state=Delivery.State.DONE)
        count = undelivered.update(state=Delivery.State.PENDING, due_at=timezone.now(), attempts=0)
        messages.success(request, f"{count} deliveries are due again.")

    def has_replay_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("events.replay_delivery")
