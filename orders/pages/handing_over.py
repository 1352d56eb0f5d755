"""From an order to the page where it is paid."""

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from electricityshop.attempts.limits import TooManyAttempts
from electricityshop.attempts.visitors import client_address
from electricityshop.errors import DomainError
from orders.domain.owners import Owner
from orders.links import order_path
from orders.paying import start_paying
from orders.queries.orders import OrderView
from orders.queries.payable import PayableOrder, payable_order


def payment_page(request: HttpRequest, owner: Owner, number: str) -> str:
    """Where the order just placed is paid; its own page, which offers to pay later, when that cannot be reached."""
    try:
        hosted = hosted_page(request, payable_order(owner, number))
    except TooManyAttempts as error:
        messages.warning(request, error.message)
        hosted = ""
    if hosted:
        return hosted
    return reverse("orders:order", args=[number]) if owner.is_customer else order_path(number)


def hosted_page(request: HttpRequest, order: OrderView | PayableOrder) -> str:
    """The payment provider's page for the order; empty, with a message, when there is none now.

    Raises `TooManyAttempts`.
    """
    try:
        return start_paying(order, payer=request.user.pk, address=client_address(request)).checkout_url
    except TooManyAttempts:
        raise
    except DomainError as error:
        messages.warning(request, error.message)
        return ""
