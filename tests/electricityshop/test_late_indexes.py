"""Indexes that are dropped while a table is filled: they come back, whatever happens."""

import pytest
from django.db import connection

from catalog.models import Variant
from electricityshop.database.late_indexes import create_missing, indexes_last

pytestmark = pytest.mark.django_db(transaction=True)

NAME = "variant_of_product"
OF_A_CONSTRAINT = "variant_ean_unique"


def there() -> set[str]:
    with connection.cursor() as cursor:
        return set(connection.introspection.get_constraints(cursor, "catalog_variant"))


def definition() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", [NAME])
        [text] = cursor.fetchone() or [""]
    return str(text)


def test_declared_indexes_are_away_meanwhile_and_constraints_are_not() -> None:
    before, written = there(), definition()

    with indexes_last([Variant]):
        assert before - there() == {NAME}
        assert OF_A_CONSTRAINT in there()

    assert there() == before
    assert definition() == written != ""


def test_they_come_back_when_filling_fails() -> None:
    before = there()

    with pytest.raises(ZeroDivisionError), indexes_last([Variant]):
        raise ZeroDivisionError

    assert there() == before


def test_what_somebody_who_was_killed_left_missing_is_created() -> None:
    before = there()
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX {NAME}")

    assert create_missing([Variant]) == [NAME]

    assert there() == before
    assert create_missing([Variant]) == []
