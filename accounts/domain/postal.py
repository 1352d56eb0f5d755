"""A postal address, as checkout, the address book and the API mean it."""

import re
import unicodedata
from dataclasses import dataclass, fields

from accounts.domain.countries import ISO_COUNTRIES
from accounts.domain.postcodes import fault_of
from electricityshop.errors import InvalidInput

LENGTHS = {
    "name": 120, "company": 120, "line1": 160, "line2": 160, "city": 120, "region": 120, "postcode": 20, "phone": 40,
}  # fmt: skip
REQUIRED = {
    "name": "Enter the name of who receives it.",
    "line1": "Enter the street and number.",
    "city": "Enter the city.",
    "country": "Choose a country.",
}
PHONE = re.compile(r"\+?[0-9][0-9 ()/.\-]{4,}")
INVISIBLE = {"Cc", "Cs", "Zl", "Zp"}
"""Unicode categories that have no place on a label: control characters, surrogates, line separators."""
DIRECTION_OVERRIDES = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class BadAddress(InvalidInput):
    code = "bad_address"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostalAddress:
    """Where something goes. `country` is ISO 3166 alpha-2. Raises `BadAddress` naming every field that is not right.

    Space around a value is dropped.
    """

    name: str
    line1: str
    city: str
    country: str
    company: str = ""
    line2: str = ""
    region: str = ""
    postcode: str = ""
    phone: str = ""

    def __post_init__(self) -> None:
        for field in fields(self):
            object.__setattr__(self, field.name, getattr(self, field.name).strip())
        faults = self._faults_of_text() | self._faults_of_form()
        if faults:
            raise BadAddress("The address is not complete; see the marked fields.", fields=faults)

    def _faults_of_text(self) -> dict[str, str]:
        faults = {name: message for name, message in REQUIRED.items() if not getattr(self, name)}
        for name, longest in LENGTHS.items():
            value = getattr(self, name)
            if len(value) > longest:
                faults[name] = f"Use at most {longest} characters."
            elif not _is_plain(value):
                faults[name] = "Use one line of plain text."
        return faults

    def _faults_of_form(self) -> dict[str, str]:
        faults: dict[str, str] = {}
        if self.phone and len(self.phone) <= LENGTHS["phone"] and not PHONE.fullmatch(self.phone):
            faults["phone"] = "Enter a phone number, e.g. +49 30 123456."
        if self.country and self.country not in ISO_COUNTRIES:
            faults["country"] = "Give the country as its two-letter code, e.g. DE."
        elif len(self.postcode) <= LENGTHS["postcode"] and (
            postcode_fault := fault_of(self.postcode, self.country)
        ):
            faults["postcode"] = postcode_fault
        return faults


def _is_plain(value: str) -> bool:
    if value.isascii():
        return value.isprintable()
    return not any(
        character in DIRECTION_OVERRIDES or unicodedata.category(character) in INVISIBLE
        for character in value
    )
