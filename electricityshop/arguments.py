"""Types for the arguments of management commands: they say what to give instead."""

from argparse import ArgumentTypeError
from collections.abc import Callable


def whole_number(most: int) -> Callable[[str], int]:
    """From 1 to `most`. What it gives raises `ArgumentTypeError`."""

    def read(text: str) -> int:
        if text.isascii() and text.isdecimal() and len(text) <= len(str(most)) and 1 <= int(text) <= most:
            return int(text)
        raise ArgumentTypeError(f"give a whole number from 1 to {most:,}")

    return read
