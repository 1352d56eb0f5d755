"""What sending an owed mail would still bring about."""

from typing import Any

from electricityshop.jobs.effects import Effect, effects_of
from orders.models import OrderMail


@effects_of("orders.jobs.send_mail")
def mail_effects(*, mail_id: int, **_: Any) -> tuple[Effect, ...]:
    """One, or none for a mail that does not exist."""
    mails = OrderMail.objects.filter(pk=mail_id).values_list("kind", "order__number", "sent_at")
    return tuple(
        Effect(f"send the {kind.replace('_', ' ')} mail of order {number}", sent_at is not None)
        for kind, number, sent_at in mails
    )
