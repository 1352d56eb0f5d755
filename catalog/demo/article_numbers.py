"""Numbers that identify a variant, derived from its SKU so that they never change between runs."""

from hashlib import sha256


def steady_number(text: str, below: int) -> int:
    """A number from 0 to `below` - 1 that looks random and is always the same for the same text."""
    return int.from_bytes(sha256(text.encode()).digest()[:8]) % below


def ean13(sku: str) -> str:
    """An EAN-13 in the range for a shop's own use (it starts with 2), so that it is no real maker's number."""
    digits = f"2{steady_number(f'ean {sku}', 10**11):011d}"
    return digits + check_digit(digits)


def check_digit(digits: str) -> str:
    """The thirteenth digit to twelve digits: weights 1 and 3 in turn, filled up to a multiple of ten."""
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return str(-total % 10)


def manufacturer_number(brand_code: str, sku: str) -> str:
    """What the maker would call it, e.g. `HV 431.207-5`."""
    number = steady_number(f"maker {sku}", 10**7)
    return f"{brand_code[0]}{brand_code[-1]} {number // 10_000:03d}.{number // 10 % 1000:03d}-{number % 10}"
