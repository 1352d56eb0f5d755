"""What a shopper typed: how long it may be, and whether it can be an article number."""

import re
from dataclasses import dataclass

from electricityshop.errors import InvalidInput

LONGEST_SEARCH = 200
_NUMBER = re.compile(r"[\w./-]{3,64}")


class SearchTooLong(InvalidInput):
    code = "search_too_long"


@dataclass(frozen=True, slots=True)
class SearchTerms:
    """The words as typed, white space collapsed. Raises `SearchTooLong` on construction."""

    text: str

    def __post_init__(self) -> None:
        if len(self.text) > LONGEST_SEARCH:
            message = f"Search for at most {LONGEST_SEARCH} characters."
            raise SearchTooLong(message, fields={"search": message})

    @property
    def article_number(self) -> str:
        """The text as the beginning of a SKU, or a whole EAN; empty when it cannot be one."""
        return self.text.upper() if _NUMBER.fullmatch(self.text) else ""


def search_terms(text: str) -> SearchTerms:
    return SearchTerms(" ".join(text.split()))
