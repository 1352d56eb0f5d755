"""RQ entry points. Everything here may be lost, repeated or killed at any instruction."""

from typing import Any

from django.utils import timezone

from catalog.commands.count_for_search import count_for_search
from catalog.commands.release_forgotten import ReleaseForgotten, release_forgotten
from catalog.queries.forgotten_holds import forgotten_holds
from electricityshop.jobs.periodic import every


@every(seconds=600)
def release_forgotten_holds(**_: Any) -> None:
    """The ledger's own last word on holds whose order is gone, or was forgotten."""
    for reference in forgotten_holds(timezone.now()):
        release_forgotten(ReleaseForgotten(reference=reference))


@every(seconds=3600)
def count_what_searches_reckon_with(**_: Any) -> None:
    """How rare a word is, and who is popular, changes slowly: an hour late is soon enough."""
    count_for_search()
