"""The order a request is about: its customer's, the guest's, or that of a signed link."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from orders.links import is_signed
from orders.pages.owner import owner_of
from orders.queries.orders import OrderView, order_by_link, order_of


@dataclass(frozen=True, slots=True)
class FoundOrder:
    """An order, and the link's signature (`token`) that opened it, if one did."""

    view: OrderView
    token: str

    def url(self, name: str = "order", /, **parameters: str | int) -> str:
        """A page of this order, opened the same way."""
        if self.token:
            parameters = {"t": self.token, **parameters}
        query = f"?{urlencode(parameters)}" if parameters else ""
        return reverse(f"orders:{name}", args=[self.view.number]) + query


def found_order(request: HttpRequest, number: str) -> FoundOrder:
    """Raises `NoSuchOrder`; somebody else's order and none at all are not told apart."""
    token = request.GET.get("t", "")
    if token and is_signed(number, token):
        return FoundOrder(order_by_link(number), token)
    return FoundOrder(order_of(owner_of(request), number), "")
