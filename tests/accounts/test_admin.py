"""People in the admin: least power, small lists, no secret shown."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from accounts.commands.save_address import SaveAddress, save_address
from accounts.commands.start_token_family import StartTokenFamily, start_token_family
from accounts.models import RefreshToken, User
from electricityshop.events.models import OutboxMessage
from tests.accounts.conftest import PASSWORD, page_client, postal

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(make_user: Callable[..., User]) -> User:
    return make_user("boss@example.com", is_staff=True, is_superuser=True)


@pytest.fixture
def clerk(make_user: Callable[..., User]) -> User:
    """Staff who may view and change everything of accounts, but is no superuser."""
    clerk = make_user("clerk@example.com", is_staff=True)
    clerk.user_permissions.set(Permission.objects.filter(content_type__app_label__in=["accounts", "auth"]))
    return clerk


def test_logging_in_with_the_e_mail_address(boss: User, user: User) -> None:
    client = Client()

    assert client.get("/admin/login/").status_code == 200
    refused = client.post("/admin/login/", {"username": "ada@example.com", "password": PASSWORD})
    assert refused.status_code == 200  # no staff
    answer = client.post("/admin/login/?next=/admin/", {"username": "BOSS@example.com", "password": PASSWORD})

    assert answer.status_code == 302
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize(
    ("model", "search"), [("user", "ada@"), ("user", "ada"), ("address", "ada"), ("refreshtoken", "ada")]
)
def test_lists_take_few_statements_however_long(
    boss: User, make_user: Callable[..., User], model: str, search: str, django_assert_max_num_queries: Any
) -> None:
    for number in range(10):
        user = make_user(f"ada{number}@example.com")
        save_address(SaveAddress(user_id=user.pk, postal=postal()))
        start_token_family(StartTokenFamily(user_id=user.pk, now=timezone.now()))
    client = page_client(boss)

    with django_assert_max_num_queries(8):
        page = client.get(f"/admin/accounts/{model}/")
    found = client.get(f"/admin/accounts/{model}/?q={search}")

    assert page.status_code == 200
    assert found.status_code == 200


def test_a_user_is_shown_without_hash_or_digest(boss: User, user: User) -> None:
    issued = start_token_family(StartTokenFamily(user_id=user.pk, now=timezone.now()))
    token = RefreshToken.objects.get(family=issued.family)
    client = page_client(boss)

    page = client.get(f"/admin/accounts/user/{user.pk}/change/").content.decode()
    token_page = client.get(f"/admin/accounts/refreshtoken/{token.pk}/change/").content.decode()

    assert user.password not in page
    assert "algorithm" not in page
    assert token.digest not in token_page


def test_adding_a_user(boss: User) -> None:
    client = page_client(boss)
    assert client.get("/admin/accounts/user/add/").status_code == 200

    client.post(
        "/admin/accounts/user/add/",
        {"email": "New@Example.com", "name": "New", "usable_password": "true", "password1": "several plain words",
         "password2": "several plain words"},
    )  # fmt: skip

    user = User.objects.get(email="new@example.com")
    assert user.check_password("several plain words")
    assert not user.is_staff
    assert Client().login(email="new@example.com", password="several plain words")


def test_staff_cannot_give_themselves_or_others_powers(clerk: User, boss: User, user: User) -> None:
    client = page_client(clerk)
    form = {
        "name": "Changed",
        "is_active": "on",
        "is_staff": "on",
        "is_superuser": "on",
        "user_permissions": "1",
    }

    client.post(f"/admin/accounts/user/{user.pk}/change/", form)
    itself = client.post(f"/admin/accounts/user/{clerk.pk}/change/", form)
    above = client.post(f"/admin/accounts/user/{boss.pk}/change/", form)
    client.post(f"/admin/accounts/user/{boss.pk}/password/", {"password1": "x" * 20, "password2": "x" * 20})

    user.refresh_from_db()
    clerk.refresh_from_db()
    boss.refresh_from_db()
    assert (user.name, user.is_staff, user.is_superuser) == ("Changed", False, False)
    assert itself.status_code == 403
    assert above.status_code == 403
    assert (clerk.is_superuser, boss.name) == (False, "")
    assert boss.check_password(PASSWORD)
    assert client.post(f"/admin/accounts/user/{user.pk}/delete/", {"post": "yes"}).status_code == 403


def test_addresses_and_tokens_are_not_changed_by_hand(boss: User, user: User) -> None:
    address_id = save_address(SaveAddress(user_id=user.pk, postal=postal()))
    client = page_client(boss)

    assert client.get(f"/admin/accounts/address/{address_id}/change/").status_code == 200
    assert client.post(f"/admin/accounts/address/{address_id}/change/", {"name": "x"}).status_code == 403
    assert client.get("/admin/accounts/address/add/").status_code == 403
    assert client.get("/admin/accounts/refreshtoken/add/").status_code == 403


def test_logging_a_device_out(boss: User, user: User) -> None:
    start_token_family(StartTokenFamily(user_id=user.pk, now=timezone.now()))
    token = RefreshToken.objects.get()

    page_client(boss).post(
        "/admin/accounts/refreshtoken/", {"action": "revoke", "_selected_action": [token.pk]}
    )

    token.refresh_from_db()
    assert token.revoked_at is not None


def test_actions_on_users(clerk: User, boss: User, user: User) -> None:
    start_token_family(StartTokenFamily(user_id=user.pk, now=timezone.now()))
    start_token_family(StartTokenFamily(user_id=boss.pk, now=timezone.now()))
    client = page_client(clerk)

    for action in ("send_reset_link", "end_api_logins"):
        client.post("/admin/accounts/user/", {"action": action, "_selected_action": [user.pk, boss.pk]})

    assert [message.payload for message in OutboxMessage.objects.all()] == [{"user_id": user.pk}]
    assert list(RefreshToken.objects.filter(revoked_at=None).values_list("user_id", flat=True)) == [boss.pk]


def test_an_action_takes_a_hundred_at_most(boss: User) -> None:
    User.objects.bulk_create(User(email=f"user{number}@example.com") for number in range(120))
    pks = list(User.objects.values_list("pk", flat=True))

    page_client(boss).post("/admin/accounts/user/", {"action": "send_reset_link", "_selected_action": pks})

    assert not OutboxMessage.objects.exists()


def test_roles_hold_what_they_need_and_can_be_written_again() -> None:
    call_command("sync_roles", stdout=StringIO())
    call_command("sync_roles", stdout=StringIO())

    names = sorted(Group.objects.values_list("name", flat=True))
    assert names == ["Catalogue", "Operations", "Orders", "Support"]
    held = {
        f"{permission.content_type.app_label}.{permission.codename}"
        for permission in Permission.objects.filter(group__isnull=False).select_related("content_type")
    }
    assert "orders.view_order" in held
    assert not [name for name in held if ".delete_" in name]
    assert not held & {"accounts.change_user", "accounts.add_user", "auth.change_group"}
    support = set(Permission.objects.filter(group__name="Support").values_list("codename", flat=True))
    assert {"view_user", "change_refreshtoken"} <= support
    assert not support & {"refund_order", "refund_payment", "change_order"}


def test_staff_get_a_fresh_password_each_time(user: User) -> None:
    start_token_family(StartTokenFamily(user_id=user.pk, now=timezone.now()))
    call_command("sync_roles", stdout=StringIO())
    first, second = StringIO(), StringIO()

    call_command("create_staff", "boss@example.com", "--superuser", stdout=first)
    call_command("create_staff", "ADA@example.com", "--role", "Orders", stdout=second)

    password = second.getvalue().rsplit(" ", 1)[1].strip()
    user.refresh_from_db()
    assert "created" in first.getvalue()
    assert "renewed" in second.getvalue()
    assert len(password) >= 20
    assert user.check_password(password)
    assert (user.is_staff, user.is_superuser) == (True, False)
    assert list(user.groups.values_list("name", flat=True)) == ["Orders"]
    assert not RefreshToken.objects.filter(revoked_at=None).exists()
    assert first.getvalue().rsplit(" ", 1)[1] != second.getvalue().rsplit(" ", 1)[1]


def test_the_password_goes_into_a_file_only_its_owner_reads(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("old")
    file.chmod(0o644)
    printed = StringIO()

    call_command("create_staff", "boss@example.com", "--password-file", str(file), stdout=printed)

    password = file.read_text().strip()
    assert file.stat().st_mode & 0o777 == 0o600
    assert User.objects.get().check_password(password)
    assert password not in printed.getvalue()


@pytest.mark.parametrize("arguments", [["nonsense"], ["boss@example.com", "--role", "Everything"]])
def test_staff_that_cannot_be_created(arguments: list[str]) -> None:
    with pytest.raises(CommandError):
        call_command("create_staff", *arguments)

    assert not User.objects.exists()
