"""Statements whose text is fixed, for the reads behind nearly every page.

Django puts a queryset's SQL together anew each time, which costs more than running such a statement does.
"""

from typing import Any

from django.db import connection


def fetch(statement: str, parameters: Any) -> list[tuple[Any, ...]]:
    """All rows. JSON columns come as text: what is not needed need not be read."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
