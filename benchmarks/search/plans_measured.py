"""What the query-plan guard says of large tables, as one JSON object; `benchmarks.search.plans` starts it."""

import json
from collections.abc import Iterable
from dataclasses import replace

import django

django.setup()

from catalog.queries.stock_levels import stock_levels  # noqa: E402  # Django must be set up before
from electricityshop.plans.checking import State, check, table_sizes  # noqa: E402
from electricityshop.plans.guard import claims, indexes_to_claim, sabotage, verdicts  # noqa: E402
from electricityshop.plans.indexes import declared_indexes  # noqa: E402
from electricityshop.plans.many_rows import ROWS, write_many_rows  # noqa: E402
from electricityshop.plans.registry import HOT_QUERIES, Ask, Size  # noqa: E402


def main() -> None:
    write_many_rows(ROWS)
    judged = list(verdicts())
    declared = [index.name for index in indexes_to_claim()]
    missed = [sabotage(name) for name in declared]
    told = {
        "rows": ROWS,
        "queries": len(judged),
        "not green": [each.query.name for each in judged if each.state is not State.GREEN],
        "statements": sum(each.statements for each in judged),
        "declared": len(declared),
        "small": len(declared_indexes()) - len(declared),
        "unclaimed": sorted(set(declared) ^ set(claims())),
        "missed": sum(one.is_needed for one in missed),
        "green without": [one.index for one in missed if not one.is_needed],
        "one by one": _one_by_one().value,
    }
    print(json.dumps(told))


def _one_by_one() -> State:
    """A product's page that asks once for each variant."""
    query = HOT_QUERIES["catalog.product_at_slug"]

    def pick(size: Size) -> Ask:
        ask = query.pick(size)
        return lambda: [stock_levels([sku]) for sku in _skus(ask())]

    return check(replace(query, pick=pick), table_sizes()).state


def _skus(page: object) -> Iterable[str]:
    return [variant.sku for variant in getattr(page, "variants", ())]


if __name__ == "__main__":
    main()
