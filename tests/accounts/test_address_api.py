"""`/api/v1/addresses`."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import Address, User
from tests.accounts.conftest import api_client

BODY = {"name": "Ada", "line1": "Torstr. 1", "city": "Berlin", "country": "DE", "postcode": "10115"}


@pytest.fixture
def client(user: User) -> APIClient:
    return api_client(user)


def add(client: APIClient, **changes: Any) -> Any:
    return client.post("/api/v1/addresses", BODY | changes, format="json")


def test_add_read_change_delete(client: APIClient) -> None:
    added = add(client, company="Analytical Engines", phone="+49 30 1234567")
    assert added.status_code == 201
    address = added.json()
    assert address == BODY | {
        "id": address["id"], "company": "Analytical Engines", "line2": "", "region": "", "phone": "+49 30 1234567",
        "is_default": True,
    }  # fmt: skip
    url = f"/api/v1/addresses/{address['id']}"

    changed = client.patch(url, {"city": "Potsdam", "postcode": "14467"}, format="json")
    assert changed.status_code == 200
    assert changed.json() == address | {"city": "Potsdam", "postcode": "14467"}
    assert client.get(url).json() == changed.json()

    assert client.delete(url).status_code == 204
    assert client.get(url).status_code == 404
    assert client.delete(url).status_code == 404


def test_the_list_has_the_shape_of_every_list(client: APIClient, django_assert_num_queries: Any) -> None:
    for number in range(3):
        add(client, name=f"Number {number}")

    with django_assert_num_queries(2):
        answer = client.get("/api/v1/addresses?page_size=2").json()

    assert answer["count"] == 3
    assert [row["name"] for row in answer["results"]] == ["Number 0", "Number 2"]
    assert "page=2" in answer["next"]
    assert answer["previous"] is None
    assert client.get("/api/v1/addresses?page=0").status_code == 400
    assert client.get("/api/v1/addresses?page=99").status_code == 404
    assert client.get("/api/v1/addresses?page_size=100000").status_code == 400


def test_making_one_the_default(client: APIClient) -> None:
    first, second = add(client).json(), add(client, name="Second").json()

    answer = client.patch(f"/api/v1/addresses/{second['id']}", {"is_default": True}, format="json")

    assert answer.json()["is_default"] is True
    assert client.get(f"/api/v1/addresses/{first['id']}").json()["is_default"] is False


def test_somebody_elses_is_not_there_whatever_is_done(client: APIClient, other: User) -> None:
    url = f"/api/v1/addresses/{add(client).json()['id']}"
    thief = api_client(other)

    assert thief.get(url).status_code == 404
    assert thief.patch(url, {"name": "Stolen"}, format="json").status_code == 404
    assert thief.patch(url, {"is_default": True}, format="json").status_code == 404
    assert thief.delete(url).status_code == 404
    assert thief.get("/api/v1/addresses").json()["results"] == []
    for method in ("get", "patch", "delete"):
        assert getattr(APIClient(), method)(url).status_code == 401
    assert Address.objects.get().name == "Ada"


def test_who_owns_it_cannot_be_said(client: APIClient, user: User, other: User) -> None:
    add(client, user=other.pk, user_id=other.pk, id=99)

    assert list(Address.objects.values_list("user_id", flat=True)) == [user.pk]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""), ("name", None), ("name", []), ("name", "x" * 500), ("name", "a\r\nb"), ("country", "ZZ"),
        ("country", "Germany"), ("country", "de"), ("postcode", "SW1A"), ("phone", "1" * 300), ("phone", "x"),
        ("line1", "x" * 161), ("city", {}), ("is_default", "maybe"),
    ],
)  # fmt: skip
def test_bad_fields_are_named(client: APIClient, field: str, value: Any) -> None:
    answer = add(client, **{field: value})

    assert answer.status_code == 400
    assert field in answer.json()["errors"]
    assert not Address.objects.exists()


@pytest.mark.parametrize(
    "address_id", ["0", "9223372036854775808", "99999999999999999999999", "1.5", "-1", "x", "%00"]
)
def test_ids_that_are_none(client: APIClient, address_id: str) -> None:
    assert client.get(f"/api/v1/addresses/{address_id}").status_code in {400, 404}


def test_a_full_book_is_a_conflict(client: APIClient, user: User) -> None:
    Address.objects.bulk_create(
        Address(user=user, name="x", line1="x", city="x", country="DE", postcode="10115") for _ in range(50)
    )

    answer = add(client)

    assert answer.status_code == 409
    assert answer.json()["code"] == "address_book_full"


def test_names_that_look_like_code_stay_text(client: APIClient) -> None:
    for name in ("<script>alert(1)</script>", "{{7*7}}", "=HYPERLINK()", "' OR 1=1--", "👩‍🔧 Ada"):
        assert add(client, name=name).json()["name"] == name
