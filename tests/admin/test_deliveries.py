"""Dead deliveries are brought back by whoever may."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from accounts.models import User
from electricityshop.events.models import Delivery, OutboxMessage

pytestmark = pytest.mark.django_db


@pytest.fixture
def deliveries() -> dict[str, Delivery]:
    message = OutboxMessage.objects.create(name="x", aggregate="y", payload={})
    return {
        state: Delivery.objects.create(
            message=message, subscriber=state, state=state, attempts=12, due_at=timezone.now()
        )
        for state in Delivery.State.values
    }


def again(client: Client) -> None:
    ids = list(Delivery.objects.values_list("pk", flat=True))
    client.post("/admin/events/delivery/", {"action": "deliver_again", "_selected_action": ids})


def test_what_was_not_delivered_is_due_again(superuser: Client, deliveries: dict[str, Delivery]) -> None:
    again(superuser)

    assert dict(Delivery.objects.values_list("subscriber", "state")) == {
        "pending": "pending", "done": "done", "dead": "pending",
    }  # fmt: skip
    assert dict(Delivery.objects.values_list("subscriber", "attempts")) == {
        "pending": 0,
        "done": 12,
        "dead": 0,
    }


def test_who_may_only_look_changes_nothing(
    staff: Callable[..., Client], deliveries: dict[str, Delivery]
) -> None:
    client = staff()
    User.objects.get().user_permissions.set(Permission.objects.filter(codename="view_delivery"))
    assert client.get("/admin/events/delivery/").status_code == 200

    again(client)

    assert Delivery.objects.filter(state="dead").count() == 1
