"""`manage.py import_catalog FILE --map MAP.toml`: products from a CSV, JSON or JSON Lines file, see docs/import.md."""

import json
import logging
import resource
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, TextIO

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from catalog.adapters.feeds.importing import Import, import_feed
from catalog.adapters.feeds.map_file import read_map
from catalog.adapters.feeds.report import ImportReport
from catalog.adapters.feeds.rows import UnreadableFile
from catalog.queries.imported_products import attribute_records
from electricityshop.errors import DomainError

_SECONDS_BETWEEN_LINES = 5.0


class Progress:
    """One line that changes on a terminal; a new line every few seconds elsewhere."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._told = time.monotonic()

    def __call__(self, report: ImportReport, share: float) -> None:
        line = f"{share:4.0%}  {report.rows:,} rows: {_counts(report)}"
        if self._stream.isatty():
            self._stream.write(f"\r{line}\x1b[K" + ("\n" if share >= 1 else ""))
            self._stream.flush()
        elif time.monotonic() - self._told >= _SECONDS_BETWEEN_LINES:
            self._told = time.monotonic()
            self._stream.write(f"{line}\n")
            self._stream.flush()


class Command(BaseCommand):
    help = "Import products from a CSV, JSON or JSON Lines file (also .gz); docs/import.md describes the map."
    requires_system_checks = []  # they load every page and the admin, which takes longer than a small import

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--map",
            type=Path,
            required=True,
            help="which column becomes what (TOML); NAME means catalog/maps/NAME.toml",
        )
        parser.add_argument("--dry-run", action="store_true", help="check everything, write nothing")
        parser.add_argument(
            "--keep-missing", action="store_true", help="withdraw nothing that the file does not have"
        )
        parser.add_argument(
            "--errors", type=Path, help="where rejected rows are listed; default: FILE.rejected.csv, here"
        )
        parser.add_argument("--json", action="store_true", help="the report as JSON on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        # one log line for every thousand rows would bury the progress line
        logging.getLogger("electricityshop.commands").setLevel(logging.WARNING)
        file: Path = options["file"]
        started = time.monotonic()
        try:
            report = import_feed(
                Import(
                    file,
                    read_map(_map_path(options["map"]), attribute_records(), settings.SHOP_CURRENCY),
                    options["errors"] or Path(f"{file.name}.rejected.csv"),
                    dry_run=options["dry_run"],
                    keep_missing=options["keep_missing"],
                ),
                Progress(sys.stderr),
            )
        except (UnreadableFile, DomainError) as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError(
                f"the database cannot be used: {error}\nBatches that were reported are written; run the import again for the rest."
            ) from error
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        report.seconds = round(time.monotonic() - started, 3)
        report.peak_memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        self.stdout.write(json.dumps(report.as_dict()) if options["json"] else _told(report))
        if not report.taken:
            raise CommandError(f"nothing could be imported: all {report.rows:,} rows were rejected")


def _map_path(given: Path) -> Path:
    """The path as given, or the name of a map that the project keeps."""
    kept = Path(__file__).resolve().parents[2] / "maps" / f"{given.name.removesuffix('.toml')}.toml"
    return kept if not given.exists() and given.name == str(given) and kept.exists() else given


def _counts(report: ImportReport) -> str:
    return (
        f"{report.created:,} created, {report.updated:,} updated, {report.unchanged:,} unchanged, "
        f"{report.rejected:,} rejected"
    )


def _told(report: ImportReport) -> str:
    lines = [
        f"{'Would import' if report.dry_run else 'Imported'} {report.source!r}: {report.rows:,} rows, {_counts(report)}",
        f"  withdrawn: {report.withdrawn:,}",
        f"  of the rejected, the same product as an earlier line: {report.same_product:,}",
        f"  not for sale (no price): {report.not_for_sale:,}",
    ]
    lines += [
        f"  values left out, {name}: {count:,}" for name, count in sorted(report.skipped_values.items())
    ]
    lines += [f"  note: {problem}" for problem in report.problems]
    if report.rejected_file:
        lines.append(f"  rejected rows, with line and reason: {report.rejected_file}")
    per_row = 1000 * report.seconds / report.rows
    lines.append(f"  {report.seconds:.1f} s, {per_row:.3f} ms a row, {report.peak_memory_mb} MB at most")
    return "\n".join(lines)
