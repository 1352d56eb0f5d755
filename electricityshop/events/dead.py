"""Deliveries that were given up on."""

from electricityshop.events.commands.close_delivery import CloseDelivery, close_delivery
from electricityshop.events.commands.deliver_again import DeliverAgain, deliver_again
from electricityshop.events.models import Delivery
from electricityshop.jobs.dead_letters import DeadKind, DeadLetter, Work, register


def dead_deliveries() -> int:
    """How many. One statement, by its index."""
    return Delivery.objects.filter(state=Delivery.State.DEAD).count()


def _newest(limit: int) -> tuple[DeadLetter, ...]:
    dead = Delivery.objects.filter(state=Delivery.State.DEAD).order_by("-id")
    fields = ("pk", "subscriber", "message__name", "message__aggregate", "error", "attempts", "due_at")
    return tuple(
        DeadLetter(
            kind="deliveries", key=str(pk), title=f"{name} of {aggregate} for {subscriber}", error=error,
            attempts=attempts, since=at,
        )
        for pk, subscriber, name, aggregate, error, attempts, at in dead.values_list(*fields)[:limit]
    )  # fmt: skip


def _work(key: str) -> Work | None:
    if not key.isdecimal() or len(key) > 18:
        return None
    dead = Delivery.objects.filter(pk=int(key), state=Delivery.State.DEAD)
    row = dead.values_list("subscriber", "message__payload").first()
    return Work(*row) if row else None


register(
    DeadKind(
        name="deliveries",
        title="Events",
        count=dead_deliveries,
        newest=_newest,
        work=_work,
        revive=lambda key: deliver_again(DeliverAgain(delivery_id=int(key))),
        settle=lambda key: close_delivery(CloseDelivery(delivery_id=int(key))),
    )
)
