"""One owed mail."""

from dataclasses import dataclass

from orders.models import OrderMail


@dataclass(frozen=True, slots=True)
class OwedMail:
    order_id: int
    kind: str
    key: str
    message_id: str


def owed_mail(mail_id: int) -> OwedMail:
    """Raises `OrderMail.DoesNotExist`."""
    return OwedMail(**OrderMail.objects.values("order_id", "kind", "key", "message_id").get(pk=mail_id))
