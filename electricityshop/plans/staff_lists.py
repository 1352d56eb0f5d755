"""Lists and pages of the admin, as hot queries: staff look at them all day, and they are of the largest tables."""

from collections.abc import Mapping

from django.contrib.admin import site
from django.contrib.auth import get_user_model
from django.db.models import Model
from django.http import HttpRequest
from django.test import RequestFactory

from electricityshop.plans.registry import Ask


def staff_list(model: type[Model], filters: Mapping[str, str] | None = None) -> Ask:
    """The first page of a model's list, searched (`q`) and filtered as in its address."""
    request = _request(filters or {})
    shown = site.get_model_admin(model)

    def ask() -> object:
        changes = shown.get_changelist_instance(request)
        return list(changes.result_list)

    return ask


def staff_page(model: type[Model], pk: object) -> Ask:
    """The page of one row, with the rows listed on it."""
    request = _request({})
    shown = site.get_model_admin(model)

    def ask() -> object:
        row = shown.get_object(request, str(pk))
        pages = shown.get_formsets_with_inlines(request, row)
        return [
            list(page(instance=row, queryset=inline.get_queryset(request)).queryset) for page, inline in pages
        ]

    return ask


def _request(asked: Mapping[str, str]) -> HttpRequest:
    request = RequestFactory().get("/", dict(asked))
    request.user = get_user_model()(is_active=True, is_staff=True, is_superuser=True)
    return request
