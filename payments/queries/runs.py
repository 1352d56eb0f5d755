"""Which comparison with the provider is under way, and which ones went before."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from payments.domain.states import PaymentState, RunState
from payments.domain.windows import Window
from payments.models import Payment, ReconciliationRun


@dataclass(frozen=True, slots=True)
class OpenRun:
    """`cursor` is the last charge compared; `is_listed` says that the provider's side is through."""

    id: int
    window: Window
    cursor: str
    is_listed: bool


def open_run_id() -> int | None:
    """The run that is under way, if one is."""
    return ReconciliationRun.objects.filter(state=RunState.RUNNING).values_list("id", flat=True).first()


def run_under_way(run_id: int) -> OpenRun | None:
    """None once it is done."""
    run = ReconciliationRun.objects.filter(pk=run_id, state=RunState.RUNNING).first()
    if run is None:
        return None
    window = Window(run.since, run.until, run.is_nightly)
    return OpenRun(run.pk, window, run.cursor, run.listed_at is not None)


def last_windows() -> tuple[datetime | None, datetime | None]:
    """Until when anything was compared, and until when a night's window was."""
    latest = ReconciliationRun.objects.order_by("-until").values_list("until", flat=True)
    return latest.first(), latest.filter(is_nightly=True).first()


@dataclass(frozen=True, slots=True)
class UnseenPayment:
    """Captured here. `amount` in minor units."""

    id: UUID
    reference: str
    charged_intent: str
    amount: int
    currency: str


def unseen_payments(window: Window, limit: int) -> list[UnseenPayment]:
    """Payments captured in the window that the provider's list has not shown yet, the oldest first."""
    rows = Payment.objects.filter(
        state=PaymentState.SUCCEEDED, seen_at=None,
        succeeded_at__gte=window.since, succeeded_at__lt=window.until,
    )  # fmt: skip
    fields = rows.values_list("id", "reference", "charged_intent", "captured", "currency")
    return [UnseenPayment(*row) for row in fields.order_by("succeeded_at")[:limit]]
