"""A feed as rows, whatever it is written in."""

from collections.abc import Iterator
from pathlib import Path

from catalog.adapters.feeds.csv_rows import CsvFormat, csv_rows
from catalog.adapters.feeds.feed_map import FeedMap
from catalog.adapters.feeds.json_array import json_array
from catalog.adapters.feeds.json_lines import json_lines
from catalog.adapters.feeds.lines import Feed
from catalog.adapters.feeds.rows import BadRow, Row, UnreadableFile

_FORMATS = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
}


def rows(feed: Feed, path: Path, feed_map: FeedMap) -> Iterator[Row | BadRow]:
    """Raises `UnreadableFile` for a file of no use, and `FileEndsEarly` after the last row that could be read."""
    kind = feed_map.format or _format_of(path)
    if kind == "csv":
        tabs = ".tsv" in path.suffixes and feed_map.csv == CsvFormat()
        form = CsvFormat("\t") if tabs else feed_map.csv
        return csv_rows(feed, feed_map.encoding, form, feed_map.columns)
    if kind == "jsonl":
        return json_lines(feed, feed_map.encoding)
    return json_array(feed, feed_map.encoding, feed_map.json_path)


def _format_of(path: Path) -> str:
    suffixes = [suffix.lower() for suffix in path.suffixes if suffix.lower() != ".gz"]
    if not suffixes or suffixes[-1] not in _FORMATS:
        raise UnreadableFile(
            f'{path.name} does not say what it is: write format = "csv", "jsonl" or "json" in the map'
        )
    return _FORMATS[suffixes[-1]]
