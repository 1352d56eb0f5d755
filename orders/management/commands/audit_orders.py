"""`manage.py audit_orders`: whether orders, money, stock and messages agree. Changes nothing."""

import json
from argparse import ArgumentTypeError
from collections.abc import Iterator
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from orders.queries.audit.audit import audit
from orders.queries.audit.checks import Finding

LONGEST_SECONDS = 365 * 24 * 3600


def seconds(text: str) -> timedelta:
    """Raises `ArgumentTypeError` with what to give instead."""
    try:
        given = float(text)
    except ValueError:
        given = -1.0
    if not 0 <= given <= LONGEST_SECONDS:  # NaN is not either
        raise ArgumentTypeError("give a number of seconds from 0 to a year")
    return timedelta(seconds=given)


class Command(BaseCommand):
    help = "Look for rows that break a promise. Fails, and names them, when there is one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON document, for programs")
        parser.add_argument(
            "--older-than", type=seconds, default=timedelta(seconds=300), metavar="SECONDS",
            help="how long something may be under way before it counts as stuck (300)",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        findings = audit(options["older_than"])
        if options["json"]:
            self.stdout.write(json.dumps([asdict(finding) for finding in findings]))
        else:
            for line in _lines(findings):
                self.stdout.write(line)
        broken = sum(finding.count > 0 for finding in findings)
        if broken:
            raise CommandError(f"{broken} of {len(findings)} promises are broken, see above.")


def _lines(findings: tuple[Finding, ...]) -> Iterator[str]:
    """One a check; below it the rows it found."""
    for finding in findings:
        yield f"{finding.count:6} {finding.name:22} {finding.promise}"
        for row in finding.rows:
            yield f"{'':7}{row.named}: {row.what.strip()}"
        if finding.count > len(finding.rows):
            yield f"{'':7}and {finding.count - len(finding.rows)} more"
