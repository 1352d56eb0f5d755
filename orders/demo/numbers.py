"""Numbers of generated orders: like the shop's own, with EG where those have ES."""

from hashlib import sha256

from orders.domain.numbers import ALPHABET

PREFIX = "EG"
_LENGTH = 8
_NUMBERS = len(ALPHABET) ** _LENGTH
_STRIDE = 48_271_000_003
"""Has no factor in common with the count of numbers, so that no number comes twice."""


def generated_number(seed: int, index: int) -> str:
    """E.g. `EG-7Q4K-2M9X`: scattered, and different for every index of a seed."""
    offset = int.from_bytes(sha256(f"{seed}/number".encode()).digest()[:6])
    left, characters = (index * _STRIDE + offset) % _NUMBERS, ""
    for _ in range(_LENGTH):
        left, digit = divmod(left, len(ALPHABET))
        characters += ALPHABET[digit]
    return f"{PREFIX}-{characters[:4]}-{characters[4:]}"
