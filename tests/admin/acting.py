"""How staff acts on an order in the tests: what each action is given, and where."""

from typing import Any

from django.test import Client

from orders.models import Order

ACTIONS = {
    "cancel": {"reason": "The customer called."},
    "refund": {"amount": "1.50", "reason": "Scratched.", "key": "0123456789abcdef"},
    "ship": {"carrier": "Post", "tracking_number": "T1", "tracking_url": "https://post.example/T1"},
    "process": {},
    "deliver": {},
    "retry": {},
}


def url(order: Order, action: str = "") -> str:
    return f"/admin/orders/order/{order.pk}/{action or 'change'}/"


def said(answer: Any) -> list[str]:
    """The messages shown on the page that follows."""
    assert answer.status_code == 200, answer.content
    return [str(message) for message in answer.context["messages"]]


def do(client: Client, order: Order, action: str, **changes: str) -> list[str]:
    return said(client.post(url(order, action), ACTIONS[action] | changes, follow=True))
