"""`manage.py cache_report`: what is in the cache, what it helps, what it takes."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from electricityshop.caching.connection import Away
from electricityshop.caching.report import Report, report


class Command(BaseCommand):
    help = "Show tags, hit rates, sizes and memory of the cache."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="the same for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = report()
        except Away as error:
            raise CommandError(f"The cache's Redis does not answer: {error}") from error
        if options["json"]:
            self.stdout.write(json.dumps(asdict(found), default=str))
            return
        for line in _lines(found):
            self.stdout.write(line)


def _lines(found: Report) -> Iterator[str]:
    most = f"of {found.most_memory / 2**20:.0f} MB" if found.most_memory else "without a limit: set maxmemory"
    yield f"memory    {found.used_memory / 2**20:.1f} MB {most}, {found.policy}; {found.evicted:,} keys evicted"
    yield f"keys      {found.keys:,}"
    yield f"touches   {found.touches:,} since everything was forgotten last, {found.tags:,} tags remembered"
    yield f"waiting   {found.waiting:,} not told yet, the oldest for {found.waiting_for.total_seconds():.1f} s"
    yield ""
    yield f"{'':52}{'asked':>10}{'hits':>8}{'stale':>8}{'built':>8}{'bypass':>8}"
    for use in found.uses:
        counts = [use.outcomes.get(name, 0) for name in ("STALE", "MISS", "BYPASS")]
        name = f"{use.kind} {use.name.rpartition('.')[2]}"
        yield f"{name:52}{use.asked:10,}{use.hit_rate:8.1%}" + "".join(f"{count:8,}" for count in counts)
    yield ""
    yield f"{'':52}{'entries':>10}{'MB':>8}{'bytes each':>12}"
    for size in found.sizes:
        yield f"{size.name[-52:]:52}{size.count:10,}{size.bytes / 2**20:8.2f}{size.bytes // size.count:12,}"
    yield ""
    yield "touched last: " + (
        ", ".join(f"{tag} ({number})" for tag, number in found.last_touched) or "nothing"
    )
    yield "asked for most: " + (", ".join(found.busiest) or "nothing yet")
