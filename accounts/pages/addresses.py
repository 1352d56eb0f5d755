"""The address book."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.commands.delete_address import DeleteAddress, delete_address
from accounts.commands.make_default_address import MakeDefaultAddress, make_default_address
from accounts.commands.save_address import MOST_ADDRESSES, AddressBookFull, SaveAddress, save_address
from accounts.pages.forms import AddressForm
from accounts.pages.signed_in import user_id
from accounts.queries.address_book import AddressView, address_of, addresses_of


@never_cache
@login_required
@require_safe
def address_list(request: HttpRequest) -> HttpResponse:
    addresses = addresses_of(user_id(request))
    context = {"addresses": addresses, "is_full": len(addresses) >= MOST_ADDRESSES, "most": MOST_ADDRESSES}
    return render(request, "accounts/addresses.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_address(request: HttpRequest) -> HttpResponse:
    return _edit(request, None)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_address(request: HttpRequest, address_id: int) -> HttpResponse:
    return _edit(request, address_of(user_id(request), address_id))


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove_address(request: HttpRequest, address_id: int) -> HttpResponse:
    """Asks first, then does it."""
    if request.method == "POST":
        delete_address(DeleteAddress(user_id=user_id(request), address_id=address_id))
        messages.success(request, "The address is deleted.")
        return redirect("accounts:addresses")
    address = address_of(user_id(request), address_id)
    return render(request, "accounts/address_delete.html", {"address": address})


@never_cache
@login_required
@require_POST
def choose_default(request: HttpRequest, address_id: int) -> HttpResponse:
    make_default_address(MakeDefaultAddress(user_id=user_id(request), address_id=address_id))
    messages.success(request, "Checkout now offers this address first.")
    return redirect("accounts:addresses")


def _edit(request: HttpRequest, saved: AddressView | None) -> HttpResponse:
    if request.method != "POST":
        return render(
            request, "accounts/address_form.html", {"form": AddressForm(saved=saved), "saved": saved}
        )
    form = AddressForm(request.POST, saved=saved)
    if form.is_valid() and _save(request, form, saved):
        messages.success(request, "The address is saved.")
        return redirect("accounts:addresses")
    return render(request, "accounts/address_form.html", {"form": form, "saved": saved}, status=422)


def _save(request: HttpRequest, form: AddressForm, saved: AddressView | None) -> bool:
    try:
        save_address(
            SaveAddress(
                user_id=user_id(request),
                postal=form.cleaned_data["postal"],
                address_id=saved.id if saved else None,
                make_default=form.cleaned_data.get("make_default", False),
            )
        )
    except AddressBookFull as error:
        form.add_error(None, error.message)
        return False
    return True
