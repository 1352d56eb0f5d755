"""What a shopper typed, as something PostgreSQL can look for. Any text is safe; some finds nothing."""

import re
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery

from electricityshop.errors import InvalidInput

LONGEST_SEARCH = 200
_SIGNS = re.compile(r"[^\w.,/-]+")
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
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

    @property
    def query(self) -> SearchQuery | None:
        """All words, the last one also as the beginning of a word; None when there is no word."""
        text = _DECIMAL_COMMA.sub(".", self.text)
        words = [word for word in _SIGNS.sub(" ", text).split() if any(map(str.isalnum, word))]
        if not words:
            return None
        as_typed = SearchQuery(text, config="english", search_type="websearch")
        beginning = " & ".join(f"'{word}'" for word in words) + ":*"
        stemmed = SearchQuery(beginning, config="english", search_type="raw")
        return as_typed | stemmed | SearchQuery(beginning, config="simple", search_type="raw")


def search_terms(text: str) -> SearchTerms:
    return SearchTerms(" ".join(text.split()))
