"""The address book: its rules, and that it is its owner's alone."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from accounts.commands.delete_address import DeleteAddress, delete_address
from accounts.commands.make_default_address import MakeDefaultAddress, make_default_address
from accounts.commands.save_address import AddressBookFull, SaveAddress, save_address
from accounts.models import Address, User
from accounts.queries.address_book import NoSuchAddress, address_of, addresses_of
from tests.accounts.conftest import postal


def add(user: User, name: str = "Ada", *, make_default: bool = False) -> int:
    return save_address(SaveAddress(user_id=user.pk, postal=postal(name=name), make_default=make_default))


def names(user: User) -> list[tuple[str, bool]]:
    return [(view.postal.name, view.is_default) for view in addresses_of(user.pk)]


def test_the_first_is_the_default_and_later_ones_only_when_asked(user: User) -> None:
    add(user, "First")
    add(user, "Second")
    add(user, "Third", make_default=True)

    assert names(user) == [("Third", True), ("Second", False), ("First", False)]


def test_changing_an_address_keeps_it_the_default(user: User) -> None:
    first = add(user, "First")

    save_address(SaveAddress(user_id=user.pk, address_id=first, postal=postal(name="Moved", city="Köln")))

    assert names(user) == [("Moved", True)]
    assert address_of(user.pk, first).postal.city == "Köln"


def test_the_newest_one_left_becomes_the_default(user: User) -> None:
    first = add(user, "First")
    add(user, "Second")
    add(user, "Third")

    delete_address(DeleteAddress(user_id=user.pk, address_id=first))

    assert names(user) == [("Third", True), ("Second", False)]


def test_deleting_another_one_leaves_the_default(user: User) -> None:
    add(user, "First")
    second = add(user, "Second")

    delete_address(DeleteAddress(user_id=user.pk, address_id=second))

    assert names(user) == [("First", True)]


def test_choosing_the_default(user: User) -> None:
    add(user, "First")
    second = add(user, "Second")

    make_default_address(MakeDefaultAddress(user_id=user.pk, address_id=second))

    assert names(user) == [("Second", True), ("First", False)]


def test_somebody_elses_address_does_not_exist(user: User, other: User) -> None:
    mine = add(user, "Mine")
    add(other, "Theirs")

    for attempt in (
        lambda: address_of(other.pk, mine),
        lambda: delete_address(DeleteAddress(user_id=other.pk, address_id=mine)),
        lambda: make_default_address(MakeDefaultAddress(user_id=other.pk, address_id=mine)),
        lambda: save_address(SaveAddress(user_id=other.pk, address_id=mine, postal=postal(name="Stolen"))),
        lambda: save_address(
            SaveAddress(user_id=other.pk, address_id=mine, postal=postal(name="Stolen"), make_default=True)
        ),
    ):
        with pytest.raises(NoSuchAddress):
            attempt()

    assert names(user) == [("Mine", True)]
    assert names(other) == [("Theirs", True)]


def test_an_id_beyond_the_database_does_not_exist(user: User) -> None:
    with pytest.raises(NoSuchAddress):
        address_of(user.pk, 2**63)


def test_a_book_holds_fifty(user: User) -> None:
    for number in range(50):
        add(user, f"Number {number}")

    with pytest.raises(AddressBookFull):
        add(user, "One more")

    assert Address.objects.filter(user=user).count() == 50


@pytest.mark.django_db(transaction=True)
def test_parallel_additions_neither_overfill_the_book_nor_make_two_defaults(user: User) -> None:
    for number in range(45):
        add(user, f"Number {number}")

    def try_one(number: int) -> bool:
        try:
            add(user, f"Parallel {number}", make_default=True)
        except AddressBookFull:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(12) as pool:
        added = sum(pool.map(try_one, range(12)))

    assert added == 5
    assert Address.objects.filter(user=user).count() == 50
    assert Address.objects.filter(user=user, is_default=True).count() == 1
