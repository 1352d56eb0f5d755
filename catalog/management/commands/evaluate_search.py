"""`manage.py evaluate_search JUDGEMENTS.csv`: how good the shop's search is, see docs/search-evaluation.md."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from catalog.domain.judgements import BadJudgements, JudgedQuery, read_judgements
from catalog.domain.search_quality import DEPTH, Answer, Quality, answer, quality, quality_by_kind
from catalog.queries.listing.selection import Selection
from catalog.queries.product_list import product_list
from catalog.queries.products_by_sku import SoldProduct, products_by_sku
from electricityshop.errors import DomainError
from electricityshop.pages import PageRequest

BAD_FILE = 2
"""The exit code when the judgements cannot be used."""

WORST = 25
"""Queries that `--verbose` tells about."""

_MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Evaluated:
    """An answer with the names of what it holds, and of the best that is not in it, each with its grade."""

    answer: Answer
    found: tuple[tuple[int, str], ...]
    missed: tuple[tuple[int, str], ...]


class Command(BaseCommand):
    help = "Measure the search against judged queries: nDCG@10, mean reciprocal rank, share of empty answers."
    requires_system_checks = []  # they load every page and the admin, which takes longer than the searches

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("judgements", type=Path, help="CSV with the columns query,sku,grade[,kind]")
        parser.add_argument(
            "--verbose",
            action="store_true",
            help=f"the {WORST} worst queries, with what was found and what was missed",
        )
        parser.add_argument("--json", action="store_true", help="the figures as one line of JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        judged = _read(options["judgements"])
        products = products_by_sku({sku for query in judged for sku in query.grades})
        unknown = sorted({sku for query in judged for sku in query.grades} - products.keys())
        if unknown:
            self.stderr.write(_unknown_told(unknown))
        evaluated = list(_evaluated(judged, products))
        if not evaluated:
            message = "The shop has none of the judged products: load the catalogue that they were judged in."
            raise CommandError(message, returncode=BAD_FILE)
        answers = [one.answer for one in evaluated]
        overall, kinds = quality(answers), quality_by_kind(answers)
        if options["verbose"]:
            self.stderr.write(_worst_told(evaluated))
        if options["json"]:
            self.stdout.write(json.dumps(_as_dict(overall, kinds, len(judged), len(unknown))))
        else:
            self.stdout.write(_told(overall, kinds, len(judged)))


def _read(path: Path) -> tuple[JudgedQuery, ...]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return read_judgements(file)
    except BadJudgements as error:
        raise CommandError(f"{path}: {error}", returncode=BAD_FILE) from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{path}: this is not UTF-8 text.", returncode=BAD_FILE) from error
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}", returncode=BAD_FILE) from error


def _evaluated(judged: Sequence[JudgedQuery], products: dict[str, SoldProduct]) -> Iterator[Evaluated]:
    """Each query that has a product worth finding in this shop."""
    for query in judged:
        grades, names = _of_products(query, products)
        if any(grades.values()):
            found = _search(query)
            names |= found
            missed = sorted((slug for slug in grades if slug not in found), key=lambda slug: -grades[slug])
            yield Evaluated(
                answer(query.query, query.kind, list(found), grades),
                tuple((grades.get(slug, 0), names[slug]) for slug in found),
                tuple((grades[slug], names[slug]) for slug in missed[:DEPTH] if grades[slug]),
            )


def _of_products(
    query: JudgedQuery, products: dict[str, SoldProduct]
) -> tuple[dict[str, int], dict[str, str]]:
    """By slug: the best grade of the product's SKUs, and its name."""
    grades: dict[str, int] = {}
    names: dict[str, str] = {}
    for sku, grade in query.grades.items():
        if product := products.get(sku):
            grades[product.slug] = max(grade, grades.get(product.slug, 0))
            names[product.slug] = product.name
    return grades, names


def _search(query: JudgedQuery) -> dict[str, str]:
    """Slug to name of what the shop shows first, in its order: as `GET /api/v1/products?search=` does."""
    try:
        cards = product_list(Selection(search=query.query), PageRequest(size=DEPTH)).items
    except DomainError as error:
        raise CommandError(f"Line {query.line}, {query.query!r}: {error}", returncode=BAD_FILE) from error
    return {card.slug: f"{card.brand} {card.name}".strip() for card in cards}


def _told(overall: Quality, kinds: dict[str, Quality], judged: int) -> str:
    lines = [f"{'kind':<12} {'queries':>7} {f'nDCG@{DEPTH}':>8} {'MRR':>6} {'no result':>9}"]
    lines += [
        f"{name:<12} {of.queries:>7} {of.ndcg:>8.3f} {of.reciprocal_rank:>6.3f} {of.zero_results:>9.1%}"
        for name, of in [*kinds.items(), ("all", overall)]
    ]
    if left_out := judged - overall.queries:
        lines.append(f"{left_out} queries left out: the shop has none of the products worth finding.")
    return "\n".join(lines)


def _as_dict(overall: Quality, kinds: dict[str, Quality], judged: int, unknown: int) -> dict[str, Any]:
    return {
        **_rounded(overall),
        "kinds": {kind: _rounded(of) for kind, of in kinds.items()},
        "queries_left_out": judged - overall.queries,
        "unknown_skus": unknown,
    }


def _rounded(of: Quality) -> dict[str, float]:
    return {name: round(value, 4) for name, value in asdict(of).items()}


def _unknown_told(unknown: Sequence[str]) -> str:
    more = f" and {len(unknown) - _MOST_NAMED} more" if len(unknown) > _MOST_NAMED else ""
    named = ", ".join(unknown[:_MOST_NAMED])
    return f"{len(unknown)} judged SKUs are not in this shop and count for nothing: {named}{more}"


def _worst_told(evaluated: Sequence[Evaluated]) -> str:
    """Grades stand before the names; a dot is a product nobody judged, or judged to be beside the point."""
    lines: list[str] = []
    for one in sorted(evaluated, key=lambda one: one.answer.ndcg)[:WORST]:
        lines.append(f"{one.answer.ndcg:.3f}  {one.answer.query!r} ({one.answer.kind})")
        lines += [f"    found  {grade or '.'}  {name}" for grade, name in one.found] or ["    found nothing"]
        lines += [f"    missed {grade}  {name}" for grade, name in one.missed]
    return "\n".join(lines)
