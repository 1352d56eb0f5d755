"""What an address must be."""

import pytest
from django_countries import countries

from accounts.domain.countries import ISO_COUNTRIES
from accounts.domain.postal import BadAddress
from tests.accounts.conftest import postal


def test_countries_are_those_of_the_standard() -> None:
    assert set(dict(countries)) == ISO_COUNTRIES


def test_space_around_a_value_is_dropped() -> None:
    assert postal(name="  Ada \n").name == "Ada"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "   "),
        ("name", "x" * 121),
        ("name", "A\r\nBcc: x@example.com"),
        ("name", "abc\u202edef"),
        ("name", "a\x00b"),
        ("line1", ""),
        ("city", ""),
        ("country", ""),
        ("country", "ZZ"),
        ("country", "de"),
        ("country", "XK"),
        ("country", "DEU"),
        ("postcode", "SW1A 1AA"),
        ("postcode", "1011"),
        ("postcode", "١٠١١٥"),
        ("postcode", ""),
        ("postcode", "1" * 21),
        ("phone", "call me"),
        ("phone", "1" * 300),
    ],
)
def test_one_bad_field_is_named(field: str, value: str) -> None:
    with pytest.raises(BadAddress) as refused:
        postal(**{field: value})

    assert set(refused.value.fields) - {"postcode"} == {field} - {"postcode"}
    assert field in refused.value.fields


@pytest.mark.parametrize(
    ("country", "postcode"),
    [
        ("NL", "1012 ab"),
        ("LU", "L-1111"),
        ("AT", "A-1010"),
        ("PL", "00-001"),
        ("SE", "11122"),
        ("IE", ""),
        ("US", "x"),
    ],
)
def test_postcodes_that_are_right(country: str, postcode: str) -> None:
    assert postal(country=country, postcode=postcode).country == country


def test_every_fault_is_named_at_once() -> None:
    with pytest.raises(BadAddress) as refused:
        postal(name="", line1="", city="", phone="?")

    assert set(refused.value.fields) == {"name", "line1", "city", "phone"}
