"""The demo's catalogue grown to the size of a large shop.

    python -m benchmarks.large_catalogue 100000     # the catalogue of the demo that runs on this checkout

`manage.py generate_catalog` draws the products; every run makes the same ones.
"""

import os
import sys

import redis

from electricityshop.embedded.demo import manage
from electricityshop.embedded.environment import running_demo_environment


def grow(environment: dict[str, str], products: int) -> None:
    """Generate products until there are `products` of them, and forget what is cached; `environment` is the demo's settings.

    Nothing happens where there are as many already. Statistics and visibility maps are up to date afterwards.
    """
    manage("generate_catalog", "--products", str(products), environment=os.environ | environment)
    redis.Redis.from_url(environment["REDIS_URL"]).flushdb()


def main() -> None:
    environment = running_demo_environment()
    if environment is None:
        sys.exit("No demo runs on this checkout: start it with `make demo`.")
    grow(environment, int(sys.argv[1]) if len(sys.argv) > 1 else int(os.environ.get("PRODUCTS", "100000")))


if __name__ == "__main__":
    main()
