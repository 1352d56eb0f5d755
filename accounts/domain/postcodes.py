"""What a postcode looks like, for the countries whose carriers insist on one."""

import re

PATTERNS = {
    "AT": (r"[1-9]\d{3}", "1010"),
    "BE": (r"[1-9]\d{3}", "1000"),
    "CH": (r"[1-9]\d{3}", "8001"),
    "DE": (r"\d{5}", "10115"),
    "DK": (r"\d{4}", "1050"),
    "ES": (r"\d{5}", "28001"),
    "FI": (r"\d{5}", "00100"),
    "FR": (r"\d{5}", "75001"),
    "IT": (r"\d{5}", "00118"),
    "LU": (r"\d{4}", "1111"),
    "NL": (r"[1-9]\d{3} ?[A-Z]{2}", "1012 AB"),
    "PL": (r"\d{2}-\d{3}", "00-001"),
    "PT": (r"\d{4}-\d{3}", "1000-001"),
    "SE": (r"\d{3} ?\d{2}", "111 22"),
}
"""Country to pattern and example. Countries not listed take any postcode, or none."""


def fault_of(postcode: str, country: str) -> str | None:
    """What is wrong with `postcode` in `country`, as a sentence; None when nothing is.

    Case does not matter, nor the country's letters in front (`L-1111`).
    """
    if country not in PATTERNS:
        return None
    pattern, example = PATTERNS[country]
    bare = re.sub(rf"^{country[0]}{country[1]}?-", "", postcode.strip().upper())
    if not bare:
        return f"Enter the postcode, e.g. {example}."
    if not re.fullmatch(pattern, bare, re.ASCII):
        return f"That is not a postcode of this country; it looks like {example}."
    return None
