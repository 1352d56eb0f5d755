"""What a request asks of the database: each statement with its values, and how long it took as the shop waits for it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection


@dataclass(slots=True)
class Asked:
    milliseconds: float = 0.0
    statements: list[tuple[str, Any, float]] = field(default_factory=list)
    """Text, parameters, milliseconds."""

    def sql(self) -> list[str]:
        """The statements with their values in them."""
        compose: Any = connection.ops.compose_sql  # type: ignore[attr-defined]  # PostgreSQL's own
        return [str(compose(text, parameters)) for text, parameters, _ in self.statements]


@contextmanager
def watched() -> Iterator[Asked]:
    """Every statement of the block, summed. The answer's rows have come when a statement ends; reading them is Python's."""
    asked = Asked()

    def time_it(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            taken = 1000 * (time.perf_counter() - started)
            asked.milliseconds += taken
            asked.statements.append((sql, params, taken))

    with connection.execute_wrapper(time_it):
        yield asked
