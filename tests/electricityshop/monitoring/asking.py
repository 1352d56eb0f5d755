"""Asking the database, and what was counted of it."""

from typing import Any

from django.db import connection

from electricityshop.monitoring.statements.scopes import taken
from electricityshop.monitoring.statements.tally import Tally


def ask(statement: str, parameters: Any = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else []


def counted() -> dict[tuple[str, str], Tally]:
    """(scope, text) to what was counted since the last time."""
    return {(scope, statement.text): tally for (scope, statement), tally in taken().items()}


def numbers(of: dict[tuple[str, str], Tally], scope: str) -> dict[str, int]:
    return {text: tally.count for (name, text), tally in of.items() if name == scope}
