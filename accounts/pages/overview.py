"""The account's front page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.commands.rename_account import BadName, RenameAccount, rename_account
from accounts.pages.forms import NameForm
from accounts.pages.signed_in import user_id
from accounts.queries.profile import profile_of


@never_cache
@login_required
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    context = {
        "profile": profile_of(user_id(request)),
        "orders_url": _url_or_none("orders:history"),
        "cards_url": _url_or_none("payments:cards"),
    }
    return render(request, "accounts/overview.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def name(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        form = NameForm(initial={"name": profile_of(user_id(request)).name})
        return render(request, "accounts/name.html", {"form": form})
    form = NameForm(request.POST)
    if form.is_valid():
        try:
            rename_account(RenameAccount(user_id=user_id(request), name=form.cleaned_data["name"]))
        except BadName as error:
            form.add_error("name", error.fields["name"])
        else:
            messages.success(request, "Your name is saved.")
            return redirect("accounts:overview")
    return render(request, "accounts/name.html", {"form": form}, status=422)


def _url_or_none(url_name: str) -> str | None:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return None
