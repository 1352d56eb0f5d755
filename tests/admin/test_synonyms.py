"""Catalogue staff keep the synonyms; searches follow at once."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from catalog.models import SynonymGroup
from catalog.queries.search.synonyms import synonyms

pytestmark = pytest.mark.django_db(transaction=True)

Staff = Callable[..., Client]
LIST, ADD = reverse("admin:catalog_synonymgroup_changelist"), reverse("admin:catalog_synonymgroup_add")


def change(group: SynonymGroup) -> str:
    return reverse("admin:catalog_synonymgroup_change", args=[group.pk])


def groups() -> list[list[str]]:
    return list(SynonymGroup.objects.order_by("id").values_list("words", flat=True))


def test_catalogue_staff_write_a_group_as_text_with_commas(staff: Staff) -> None:
    client = staff("Catalogue")
    assert dict(synonyms()) == {}

    answer = client.post(ADD, {"words": " Socket, OUTLET,\r\nPower-Point; socket,,"})

    assert (answer.status_code, answer["Location"]) == (302, LIST)
    assert groups() == [["socket", "outlet", "power point"]]
    assert set(synonyms()["outlet"]) == {"socket", "power point"}


def test_a_group_is_shown_and_changed_as_it_was_written(staff: Staff) -> None:
    client, group = staff("Catalogue"), SynonymGroup.objects.create(words=["socket", "power point"])
    assert "socket, power point</textarea>" in client.get(change(group)).content.decode()

    client.post(change(group), {"words": "socket, receptacle"})

    assert groups() == [["socket", "receptacle"]]
    assert "power point" not in synonyms()["socket"]


def test_saving_what_was_shown_changes_nothing(staff: Staff) -> None:
    client, group = staff("Catalogue"), SynonymGroup.objects.create(words=["socket", "power point"])
    form = client.get(change(group)).context["adminform"].form

    client.post(change(group), {"words": form["words"].value()})

    assert groups() == [["socket", "power point"]]
    assert client.get(reverse("admin:catalog_synonymgroup_history", args=[group.pk])).context["action_list"][
        0
    ].get_change_message() == ("No fields changed.")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("", "Give at least two different words or phrases."),
        ("socket, Socket", "Give at least two different words or phrases: “socket” is one."),
        ("socket, a hole in walls", "“a hole in walls” has 4 words; give at most 3."),
    ],
)
def test_what_is_no_group_is_shown_again_with_a_sentence(staff: Staff, words: str, message: str) -> None:
    answer = staff("Catalogue").post(ADD, {"words": words})

    assert answer.status_code == 200
    form = answer.context["adminform"].form
    assert (form.errors, form["words"].value()) == ({"words": [message]}, words)
    assert groups() == []


@pytest.mark.parametrize(
    ("asked", "found"), [("Outl", ["socket, outlet"]), ("power point", ["plug, power point"]), ("lamp", [])]
)
def test_groups_are_found_by_a_word(staff: Staff, asked: str, found: list[str]) -> None:
    SynonymGroup.objects.create(words=["socket", "outlet"])
    SynonymGroup.objects.create(words=["plug", "power point"])

    listed = staff("Catalogue").get(LIST, {"q": asked}).context["cl"].result_list

    assert [str(group) for group in listed] == found


def test_who_may_only_look_changes_nothing(staff: Staff) -> None:
    client, group = staff("Support"), SynonymGroup.objects.create(words=["socket", "outlet"])

    assert client.get(change(group)).status_code == 200
    assert client.post(change(group), {"words": "a, b"}).status_code == 403
    assert client.post(ADD, {"words": "a, b"}).status_code == 403
    assert staff("Operations").get(LIST).status_code == 403
    assert groups() == [["socket", "outlet"]]


def test_only_a_superuser_deletes_a_group(staff: Staff, superuser: Client) -> None:
    group = SynonymGroup.objects.create(words=["socket", "outlet"])
    delete = reverse("admin:catalog_synonymgroup_delete", args=[group.pk])

    assert staff("Catalogue").post(delete, {"post": "yes"}).status_code == 403
    assert groups() == [["socket", "outlet"]]
    assert superuser.post(delete, {"post": "yes"}).status_code == 302
    assert groups() == []
