"""The whole of an import: read, map, write in batches, reject what is bad, withdraw what is gone."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from django.db import DatabaseError, DataError, IntegrityError

from catalog.adapters.feeds.ahead import ahead
from catalog.adapters.feeds.feed_map import FeedMap
from catalog.adapters.feeds.lines import Feed, opened
from catalog.adapters.feeds.mapping import MappedRow, Mapper
from catalog.adapters.feeds.reading import rows
from catalog.adapters.feeds.report import ImportReport, RejectedRows
from catalog.adapters.feeds.rows import BadRow, FileEndsEarly, Row, UnreadableFile, excerpt
from catalog.adapters.feeds.seen import Seen
from catalog.adapters.feeds.vocabulary import Vocabulary
from catalog.commands.count_for_search import count_for_search
from catalog.commands.withdraw_products import WithdrawProducts, withdraw_products
from catalog.commands.write_products import (
    WriteProducts,
    WriteReport,
    preview_products,
    write_products,
)
from catalog.commands.write_tree import write_tree
from catalog.domain.records import ProductRecord
from catalog.queries.imported_products import imported_products, tax_class_codes

BATCH = 2_000
_UNREAD = MappedRow("", None)
_PROGRAM_LIMIT = "54"

Progress = Callable[[ImportReport, float], None]
"""Told after every batch: the counts so far, and which share of the file is read."""


@dataclass(frozen=True, slots=True)
class Import:
    file: Path
    map: FeedMap
    rejected: Path
    dry_run: bool = False
    keep_missing: bool = False


def import_feed(order: Import, progress: Progress) -> ImportReport:
    """Import a feed. Raises `UnreadableFile` when not even the first row can be reached; nothing is changed then."""
    with Seen() as seen:
        run = _Run(order, seen, progress)
        try:
            run.read()
        finally:
            run.report.rejected_file = run.rejects.close()
        if not order.dry_run and run.report.changed:
            count_for_search()
        return run.report


class _Run:
    def __init__(self, order: Import, seen: Seen, progress: Progress) -> None:
        self.report = ImportReport(source=order.map.source, dry_run=order.dry_run)
        self.rejects = RejectedRows(order.rejected)
        self._order, self._seen, self._progress = order, seen, progress
        self._vocabulary = Vocabulary(order.map)
        codes = {*tax_class_codes(), *(record.code for record in self._vocabulary.tax_classes)}
        self._mapper = Mapper(order.map, frozenset(codes))
        self._batch: list[tuple[Row, ProductRecord]] = []
        self._unseen_columns = {name for name in order.map.columns if "." not in name}
        self._complete = True

    def read(self) -> None:
        with opened(self._order.file) as feed:
            try:
                self._take_all(feed)
            except FileEndsEarly as error:
                self._complete = False
                self.report.problems.append(str(error))
        self._flush()
        self._progress(self.report, 1.0)
        if not self.report.rows:
            raise UnreadableFile(f"{self._order.file} has no rows{self._told()}")
        self._note_unseen_columns()
        self.report.skipped_values = self._mapper.skipped
        self._withdraw()

    def _take_all(self, feed: Feed) -> None:
        with closing(ahead(self._mapped(rows(feed, self._order.file, self._order.map)))) as prepared:
            for row, mapped in prepared:
                self._take(row, mapped)
                if len(self._batch) >= BATCH:
                    self._flush()
                    self._progress(self.report, feed.position / feed.size)

    def _told(self) -> str:
        return "".join(f": {problem}" for problem in self.report.problems)

    def _mapped(self, feed: Iterator[Row | BadRow]) -> Iterator[tuple[Row | BadRow, MappedRow]]:
        """Runs in a thread of its own, and so must not touch the database or the report."""
        for row in feed:
            if isinstance(row, BadRow):
                yield row, _UNREAD
            else:
                self._unseen_columns.difference_update(row.values)
                yield row, self._mapper.map(row.values)

    def _take(self, row: Row | BadRow, mapped: MappedRow) -> None:
        self.report.rows += 1
        if isinstance(row, BadRow):
            self._complete = self._complete and not row.incomplete
            self._reject(row.line, row.reason, row.excerpt)
        elif mapped.record is None:
            if mapped.sku:
                self._seen.reject(mapped.sku, row.line)
            self._reject(row.line, "; ".join(mapped.faults), _raw(row))
        elif first := self._seen.accept(mapped.sku, row.line):
            self.report.same_product += 1
            self._reject(row.line, f"same product as line {first} (SKU {mapped.sku})", _raw(row))
        else:
            self._batch.append((row, mapped.record))

    def _reject(self, line: int, reason: str, raw: str) -> None:
        self.report.rejected += 1
        self.rejects.add(line, reason, raw)

    def _flush(self) -> None:
        if not self._batch:
            return
        for _, record in self._batch:
            self._vocabulary.note(record)
        tree = self._vocabulary.take()
        if tree and not self._order.dry_run:
            write_tree(tree)
        for part, outcome in self._written(self._batch):
            self.report.created += outcome.created
            self.report.updated += outcome.updated
            self.report.unchanged += outcome.unchanged
            refused = {entry.index: entry.reason for entry in outcome.rejected}
            for index, (row, record) in enumerate(part):
                if index in refused:
                    self._reject(row.line, refused[index], _raw(row))
                else:
                    self.report.not_for_sale += all(variant.price is None for variant in record.variants)
        self._batch = []

    def _written(
        self, batch: list[tuple[Row, ProductRecord]]
    ) -> Iterator[tuple[list[tuple[Row, ProductRecord]], WriteReport]]:
        """Written as a whole; when the database refuses that, in halves, until the row it refuses stands alone."""
        order = WriteProducts(
            self._order.map.source, tuple(record for _, record in batch), adopt=self._order.map.adopts
        )
        try:
            outcome = preview_products(order) if self._order.dry_run else write_products(order)
        except DatabaseError as error:
            if not _is_about_the_row(error):
                raise
            if len(batch) == 1:
                reason = f"the database refuses it: {str(error).splitlines()[0]}"
                self._reject(batch[0][0].line, reason, _raw(batch[0][0]))
                return
            middle = len(batch) // 2
            yield from self._written(batch[:middle])
            yield from self._written(batch[middle:])
        else:
            yield batch, outcome

    def _note_unseen_columns(self) -> None:
        for name in sorted(self._unseen_columns):
            self.report.problems.append(f"no row has the column {name!r}, which the map names")

    def _withdraw(self) -> None:
        """What the file no longer has goes off sale, if the file can be believed."""
        bad = self.report.rejected - self.report.same_product
        if self._order.keep_missing:
            return
        if not self._complete:
            self.report.problems.append("nothing was withdrawn, because the file ends early")
        elif bad * 2 > self.report.rows:
            self.report.problems.append(
                "nothing was withdrawn, because more than half of the rows were rejected"
            )
        else:
            for ids in imported_products(self._order.map.source):
                gone = tuple(
                    product for product, skus in ids.items() if not any(sku in self._seen for sku in skus)
                )
                if gone and self._order.dry_run:
                    self.report.withdrawn += len(gone)
                elif gone:
                    self.report.withdrawn += withdraw_products(WithdrawProducts(self._order.map.source, gone))


def _raw(row: Row) -> str:
    return excerpt(json.dumps(dict(row.values), default=str, ensure_ascii=False))


def _is_about_the_row(error: DatabaseError) -> bool:
    """A value the database cannot store, and not a database that is gone."""
    state = getattr(error.__cause__, "sqlstate", None) or ""
    return isinstance(error, DataError | IntegrityError) or state.startswith(_PROGRAM_LIMIT)
