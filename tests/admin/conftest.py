"""Staff of every kind, and a shop with rows in every table they look at."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client

from accounts.models import User
from catalog.models import Attribute, AttributeChoice, Variant
from orders.models import Order
from tests.admin.shop import Shop
from tests.orders.conftest import address, new_variant, order, shipping
from tests.payments.conftest import provider, sandbox

__all__ = ["address", "new_variant", "order", "provider", "sandbox", "shipping"]


@pytest.fixture
def staff(db: None) -> Callable[..., Client]:
    """A logged-in member of staff: of these roles, or a superuser."""

    def log_in(*roles: str, is_superuser: bool = False) -> Client:
        call_command("sync_roles", verbosity=0)
        user = User.objects.create_user(
            f"staff{User.objects.count()}@example.com",
            "a long pass phrase",
            is_staff=True,
            is_superuser=is_superuser,
        )
        user.groups.set(Group.objects.filter(name__in=roles))
        client = Client(raise_request_exception=True)
        client.force_login(user, backend="accounts.adapters.backends.ShopBackend")
        return client

    return log_in


@pytest.fixture
def superuser(staff: Callable[..., Client]) -> Client:
    return staff(is_superuser=True)


@pytest.fixture
def shop(new_variant: object, order: object) -> Shop:
    return Shop(new_variant, order)


@pytest.fixture
def confirmed(shop: Shop) -> Order:
    return shop.confirmed()


@pytest.fixture
def variant(shop: Shop) -> Variant:
    Attribute.objects.create(code="length", name="Length", kind="number", unit="m")
    Attribute.objects.create(code="maker", name="Maker", kind="text")
    colour = Attribute.objects.create(code="colour", name="Colour", kind="choice")
    AttributeChoice.objects.create(attribute=colour, value="red", label="Red")
    return shop.new_variant(price=1_000, on_hand=8)
