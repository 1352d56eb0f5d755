"""Lists of the admin, as hot queries: staff look at them all day, and they are of the largest tables."""

from collections.abc import Mapping

from django.contrib.admin import site
from django.contrib.auth import get_user_model
from django.db.models import Model
from django.test import RequestFactory

from electricityshop.plans.registry import Ask


def staff_list(model: type[Model], filters: Mapping[str, str] | None = None) -> Ask:
    """The first page of a model's list, searched (`q`) and filtered as in its address."""
    request = RequestFactory().get("/", dict(filters or {}))
    request.user = get_user_model()(is_active=True, is_staff=True, is_superuser=True)
    shown = site.get_model_admin(model)

    def ask() -> object:
        changes = shown.get_changelist_instance(request)
        return list(changes.result_list)

    return ask
