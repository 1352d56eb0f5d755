"""Add groups of synonyms that the shop does not have yet."""

from dataclasses import dataclass

from django.db import connection

from catalog.domain.search.synonyms import synonyms_of_each_other
from catalog.models import SynonymGroup
from electricityshop.commands import command

_LOCK = 4_700_317
"""Any number that nothing else in the shop locks."""


@dataclass(frozen=True, slots=True)
class WriteSynonyms:
    """Each group is phrases as anybody writes them. Raises `BadSynonyms` for one that is none."""

    groups: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "groups", tuple(map(synonyms_of_each_other, self.groups)))


@dataclass(frozen=True, slots=True)
class SynonymReport:
    """`kept` groups were left as the shop has them."""

    created: int
    kept: int


@command
def write_synonyms(wanted: WriteSynonyms) -> SynonymReport:
    """A group any of whose phrases the shop already has in one is left alone: staff know better. Safe to repeat."""
    with connection.cursor() as cursor:  # two loads at once would both find nothing
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    phrases = [phrase for group in wanted.groups for phrase in group]
    there = SynonymGroup.objects.filter(words__overlap=phrases).values_list("words", flat=True)
    known = {phrase for group in there for phrase in group}
    new = [group for group in dict.fromkeys(wanted.groups) if known.isdisjoint(group)]
    SynonymGroup.objects.bulk_create(SynonymGroup(words=list(group)) for group in new)
    return SynonymReport(created=len(new), kept=len(wanted.groups) - len(new))
