"""A page of a list, as every list query returns it."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from electricityshop.errors import InvalidInput, NotFound

T = TypeVar("T")

LARGEST_PAGE_SIZE = 100
LAST_PAGE_NUMBER = 10_000


class PageOutOfRange(NotFound):
    code = "page_out_of_range"


class BadPage(InvalidInput):
    code = "bad_page"


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which page is wanted: `number` from 1, `size` items each, of at most `last` pages.

    Raises `BadPage` and `PageOutOfRange` on construction.
    """

    number: int = 1
    size: int = 24
    last: int = LAST_PAGE_NUMBER

    def __post_init__(self) -> None:
        if self.number < 1:
            raise BadPage("Pages are counted from 1.", fields={"page": "Give a number from 1."})
        if self.number > self.last:
            raise PageOutOfRange("There is no such page. Go back to the first one.")
        if not 1 <= self.size <= LARGEST_PAGE_SIZE:
            raise BadPage(
                f"A page holds 1 to {LARGEST_PAGE_SIZE} items.",
                fields={"page_size": f"Give a number from 1 to {LARGEST_PAGE_SIZE}."},
            )

    @classmethod
    def parse(
        cls,
        number: str | None,
        size: str | None = None,
        *,
        default_size: int = 24,
        last: int = LAST_PAGE_NUMBER,
    ) -> "PageRequest":
        """From query parameters; empty or absent means the first page of `default_size`."""
        return cls(_whole(number, 1, "page"), _whole(size, default_size, "page_size"), last)

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.size


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """`items` of one page out of `count` in all."""

    items: tuple[T, ...]
    count: int
    request: PageRequest

    def __post_init__(self) -> None:
        if self.request.number > self.last_number:
            raise PageOutOfRange("There is no such page. Go back to the first one.")

    @property
    def last_number(self) -> int:
        """Of the pages that are offered."""
        return min(self._pages, self.request.last)

    @property
    def ends_early(self) -> bool:
        """Whether it is the last one offered, and not the end of the list."""
        return self._pages > self.request.last == self.request.number

    @property
    def _pages(self) -> int:
        return max(1, -(-self.count // self.request.size))

    @property
    def has_next(self) -> bool:
        return self.request.number < self.last_number

    @property
    def has_previous(self) -> bool:
        return self.request.number > 1


def _whole(text: str | None, default: int, name: str) -> int:
    if text is None or text == "":
        return default
    if not (text.isascii() and text.lstrip("-").isdigit() and len(text) <= 20):
        raise BadPage("That is not a page number.", fields={name: "Give a whole number."})
    return int(text)
