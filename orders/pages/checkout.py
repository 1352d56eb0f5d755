"""Checkout, step 1: contact and address."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.commands.save_address import AddressBookFull, SaveAddress, save_address
from accounts.queries.address_book import AddressView, addresses_of
from electricityshop.compiled_pages import compiled_page
from orders.commands.remember_checkout import RememberCheckout, remember_checkout
from orders.domain.owners import Owner
from orders.pages.answers import Answers, read_answers, written_answers
from orders.pages.checkout_form import CheckoutForm, first_values
from orders.pages.checkout_steps import ADDRESS, step_context, way_back
from orders.pages.form_rendering import shown
from orders.pages.owner import owner_of
from orders.pages.private import private
from orders.pages.see_other import see_other
from orders.queries.carts import cart_of


@require_http_methods(["GET", "HEAD", "POST"])
@private
def checkout(request: HttpRequest) -> HttpResponse:
    owner = owner_of(request)
    cart = cart_of(owner)
    known = read_answers(cart.checkout)
    back = way_back(request, cart, known, ADDRESS)
    if back:
        return see_other(back)
    book = addresses_of(owner.user_id) if owner.user_id is not None else ()
    email = getattr(request.user, "email", "")
    form = CheckoutForm(
        request.POST if request.method == "POST" else None,
        book=book, is_customer=owner.is_customer, initial=first_values(known, book, email),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        answers = replace(form.answers, method=known.method)
        if form.wants_to_save:
            answers = _saved(request, owner, answers)
        remember_checkout(RememberCheckout(owner=owner, answers=written_answers(answers)))
        return see_other(reverse("orders:checkout-shipping"))
    context = step_context(cart, ADDRESS) | {
        "form": form,
        "shown": shown,
        "book": _choices(form, book),
        "is_customer": owner.is_customer,
    }
    return compiled_page(request, "orders/checkout.html", context, status=400 if form.errors else 200)


def _saved(request: HttpRequest, owner: Owner, answers: Answers) -> Answers:
    """With the new address in the address book; a full book does not hold up the order."""
    if owner.user_id is None or answers.shipping is None:
        return answers
    try:
        address_id = save_address(SaveAddress(user_id=owner.user_id, postal=answers.shipping))
    except AddressBookFull as error:
        messages.warning(request, error.message)
        return answers
    return replace(answers, address_id=address_id)


def _choices(form: CheckoutForm, book: tuple[AddressView, ...]) -> list[tuple[AddressView, bool]]:
    """The saved addresses, and which of them is chosen."""
    chosen = form["address"].value() if book else None
    return [(entry, str(entry.id) == chosen) for entry in book]
