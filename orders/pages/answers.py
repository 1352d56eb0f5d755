"""What a shopper has filled in at checkout so far, as it is kept with the cart."""

from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings

from accounts.domain.postal import BadAddress, PostalAddress


@dataclass(frozen=True, slots=True)
class Answers:
    """`billing` None is "the same as the shipping address"; `address_id` the one chosen from the address book."""

    email: str = ""
    shipping: PostalAddress | None = None
    billing: PostalAddress | None = None
    address_id: int | None = None
    method: str = ""

    @property
    def knows_where(self) -> bool:
        return bool(self.email and self.shipping and self.shipping.country in settings.SHOP_SHIPS_TO)


def read_answers(checkout: dict[str, Any]) -> Answers:
    """From the cart's JSON; what is missing or no longer right is asked again."""
    return Answers(
        email=checkout.get("email") or "",
        shipping=_postal(checkout.get("shipping")),
        billing=_postal(checkout.get("billing")),
        address_id=checkout.get("address_id"),
        method=checkout.get("method") or "",
    )


def written_answers(answers: Answers) -> dict[str, Any]:
    """As JSON."""
    return asdict(answers)


def _postal(values: dict[str, str] | None) -> PostalAddress | None:
    try:
        return PostalAddress(**values) if values else None
    except (BadAddress, TypeError):
        return None
