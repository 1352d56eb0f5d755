"""`manage.py explain_search "TEXT"`: why the shop finds what it finds, see docs/search.md."""

from argparse import ArgumentParser
from collections.abc import Iterator
from textwrap import wrap
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from catalog.queries.listing.selection import Selection
from catalog.queries.search.explaining import (
    EXPLAINED,
    ExplainedProduct,
    ExplainedTerm,
    Explanation,
    Share,
    explained,
)
from electricityshop.errors import DomainError

WIDTH = 100
_MARGIN = " " * 6
_TERM_WIDTH = 20
_NAME_WIDTH = 42


class Command(BaseCommand):
    help = f"Tell what a search was understood as, and why its first {EXPLAINED} products come first."
    requires_system_checks = []  # they load every page and the admin, which takes longer than the search

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("text", help="what a shopper would type")
        parser.add_argument(
            "--category", default="", metavar="PATH", help="search in it and what is below it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            explanation = explained(Selection(search=options["text"], category=options["category"]))
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write("\n".join(_told(explanation)))


def _told(explanation: Explanation) -> Iterator[str]:
    if not explanation.terms:
        yield "There is no word and no quantity in it."
    for term in explanation.terms:
        yield from _term_told(term)
    if explanation.terms:
        yield "Looked for:"
        yield from _wrapped(explanation.query)
    yield ""
    yield f"{explanation.count:,} of {explanation.size:,} products found. {_extent_told(explanation)}"
    for place, product in enumerate(explanation.products, start=1):
        yield from _product_told(place, product)


def _extent_told(explanation: Explanation) -> str:
    if explanation.is_relaxed:
        return "Relaxed: too few have all terms, so some of them lack one."
    return "All of them have all terms, or the number." if explanation.terms else ""


def _term_told(term: ExplainedTerm) -> Iterator[str]:
    if term.quantity:
        known = f"a quantity: {term.quantity}"
    elif term.meant:
        known = f"not known, taken for {term.meant!r}, which {_products(term.products)} have"
    else:
        known = f"{_products(term.products)} have it"
    yield f"{_fitted(term.written)}  rarity {term.rarity:5.2f}  {known}"
    if term.synonyms:
        yield from _wrapped(f"also called {', '.join(term.synonyms)}")
    yield from _wrapped(term.query)


def _product_told(place: int, product: ExplainedProduct) -> Iterator[str]:
    named = _cut(f"{product.brand} {product.name}".strip(), _NAME_WIDTH)
    by_number = "  by its number" if product.is_number else ""
    yield f"{place:>3}.  {product.score:8.4f}  {named} ({_cut(product.sku, _TERM_WIDTH)}){by_number}"
    for share in product.shares:
        yield f"{_MARGIN}{_fitted(share.written)}  {_share_told(share)}"
    if product.shares:
        total = sum(share.value for share in product.shares)
        told = f"{total:8.4f} x {product.covered:.2f}² of the terms, weighed"
        yield f"{_MARGIN}{'together':<{_TERM_WIDTH}}  {told}"


def _share_told(share: Share) -> str:
    where = ", ".join(share.places) or ("in several places" if share.is_found else "not found")
    return f"{share.value:8.4f} = {share.rank:.4f} x {share.rarity:5.2f}  {where}"


def _products(count: int | None) -> str:
    return "no product is said to" if not count else f"{count:,} products"


def _fitted(written: str) -> str:
    return f"{_cut(written, _TERM_WIDTH):<{_TERM_WIDTH}}"


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"


def _wrapped(text: str) -> list[str]:
    return wrap(text, WIDTH, initial_indent=_MARGIN, subsequent_indent=_MARGIN, break_on_hyphens=False)
