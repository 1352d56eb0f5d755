"""Saved cards: look, remove, add. The number is typed at the provider's, never here."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from electricityshop.errors import DomainError
from payments.card_keeping import AddCard, NoSuchCard, add_card, remove_card, saved_cards
from payments.domain.saved_cards import MOST_CARDS, SavedCard, customer_key


@never_cache
@login_required
@require_safe
def cards(request: HttpRequest) -> HttpResponse:
    """Without the provider there is no list: the page says so, as nothing of it is kept here."""
    try:
        found: tuple[SavedCard, ...] | None = saved_cards(_owner(request))
    except DomainError:
        found = None
    context = {"cards": found, "is_full": found is not None and len(found) >= MOST_CARDS, "most": MOST_CARDS}
    return render(request, "payments/cards.html", context, status=503 if found is None else 200)


@never_cache
@login_required
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Lead on to the provider's page."""
    back = settings.SHOP_URL + reverse("payments:cards")
    email = str(getattr(request.user, "email", ""))
    try:
        page = add_card(AddCard(_owner(request), email, settings.SHOP_CURRENCY, back, back))
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("payments:cards")
    return HttpResponseRedirect(page, status=303)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, card_id: str) -> HttpResponse:
    """Ask first, then do it. Raises `NoSuchCard`."""
    if request.method == "POST":
        remove_card(_owner(request), card_id)
        messages.success(request, "The card is removed.")
        return redirect("payments:cards")
    card = next((card for card in saved_cards(_owner(request)) if card.id == card_id), None)
    if card is None:
        raise NoSuchCard("There is no such card.")
    return render(request, "payments/card_remove.html", {"card": card})


def _owner(request: HttpRequest) -> str:
    pk = request.user.pk
    assert pk is not None  # noqa: S101  # `login_required` saw to it; this tells the type checker
    return customer_key(pk)
