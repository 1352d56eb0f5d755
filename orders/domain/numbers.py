"""Numbers of orders and returns: short, readable aloud, not countable."""

import secrets

ALPHABET = "23456789CDFGHJKMNPQRTVWX"
"""No letters or digits that are taken for each other, no vowels that make words."""


def new_number() -> str:
    """E.g. `ES-7Q4K-2M9X`: 24^8 (1.1 * 10^11) possibilities; the database refuses a repeat."""
    return _number("ES")


def new_return_number() -> str:
    """E.g. `RT-7Q4K-2M9X`."""
    return _number("RT")


def _number(prefix: str) -> str:
    characters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{prefix}-{characters[:4]}-{characters[4:]}"
