"""What a statement is without its values: the same text, and a short name for it, however often and with whatever it runs."""

import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Any

LONGEST_READ = 8_000
"""Characters of a statement that tell it apart: the rest is rows of the same kind, and not looked at."""
LONGEST_KEPT = 2_000

_VALUES = re.compile(
    r"""
    (?P<comment>/\*.*?\*/|--[^\n]*)
    | (?P<savepoint>"s\d+_x\d+")                                  # named by Django for a thread and a number
    | (?P<name>"(?:[^"]|"")*")
    | (?P<text>(?:\b[EBXN])?'(?:[^'\\]|\\.|'')*(?:'|$)|\$(?P<tag>\w*)\$.*?(?:\$(?P=tag)\$|$))
    | (?P<parameter>%s|%\(\w+\)s|\$\d+)
    | (?P<number>(?<![\w.])\d+(?:\.\d+)?(?:e[+-]?\d+)?\b)
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_LIST = re.compile(r"\?(?:::[\w\[\] ]+?)?(?:\s*,\s*\?(?:::[\w\[\] ]+?)?(?=[\s,)\]]|$))+")
_ROWS = re.compile(r"\(\?\)(?:\s*,\s*\(\??\)?)+")
_INSERTED = re.compile(r"^(INSERT\b.*?\bVALUES) ?\(.*?(?= ON CONFLICT\b| RETURNING\b|$)", re.IGNORECASE)
_WITHOUT_ROWS = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK", "SET ", "BEGIN", "COMMIT")
_READS = re.compile(r"[\s(]*(?:SELECT|WITH)\b", re.IGNORECASE)
_WRITES = re.compile(r"\b(?:INSERT|UPDATE|DELETE|MERGE|INTO)\b", re.IGNORECASE)
_LOCKS = re.compile(r"\bFOR\s+(?:NO\s+KEY\s+)?UPDATE\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class Fingerprint:
    """`name` is the same in every process; `text` holds nothing but what programmers wrote."""

    name: str
    text: str
    is_read: bool
    is_transaction_control: bool


WHOLE = Fingerprint("", "", is_read=False, is_transaction_control=True)
"""Stands for all statements of one request or job together."""
TOO_MANY = Fingerprint("-", "(statements beyond the limit)", is_read=False, is_transaction_control=True)
"""Stands for those that were not told apart any more."""


def fingerprint(statement: Any) -> Fingerprint:
    """Of a statement as it is handed to a cursor: a text, or what psycopg puts together."""
    text = statement if isinstance(statement, str) else statement.as_string(None)
    return _known(text) if len(text) <= LONGEST_READ else _found(text[:LONGEST_READ])


def _found(text: str) -> Fingerprint:
    bare = " ".join(_VALUES.sub(_placeholder, text).split()).replace("( ", "(").replace(" )", ")")
    return _named(_INSERTED.sub(r"\1 (?)", _ROWS.sub("(?)", _LIST.sub("?", bare))))


@lru_cache(maxsize=2048)
def _named(bare: str) -> Fingerprint:
    """The same object for statements that differ in their values only."""
    is_read = bool(_READS.match(bare)) and not _WRITES.search(_LOCKS.sub("", bare))
    return Fingerprint(
        name=blake2b(bare.encode("utf-8", "replace"), digest_size=8).hexdigest(),
        text=bare[:LONGEST_KEPT],
        is_read=is_read,
        is_transaction_control=bare.upper().startswith(_WITHOUT_ROWS),
    )


_known = lru_cache(maxsize=4096)(_found)


def _placeholder(found: re.Match[str]) -> str:
    match found.lastgroup:
        case "name":
            return found[0]
        case "comment":
            return " "
        case _:
            return "?"
