"""What payments does about its own news."""

from electricityshop.events.subscriptions import subscribe
from electricityshop.jobs.enqueueing import ring
from payments.domain.events import PaymentSucceeded


@subscribe(PaymentSucceeded)
def close_other_instruments(event: PaymentSucceeded) -> None:
    """Only one way to pay may win; a sweep does the same should this get lost."""
    ring("payments.jobs.close_other_instruments", reference=event.reference)
