"""What can be wrong with a card as it was typed, before any bank is asked."""

from __future__ import annotations

import re
import time

from payments.sandbox.cards import Decline, plausible

WRONG_NUMBER = Decline("incorrect_number", "Your card number is incorrect.")
NO_MONTH = Decline("invalid_expiry_month", "Your card's expiration month is invalid.")
NO_YEAR = Decline("invalid_expiry_year", "Your card's expiration year is invalid.")
PAST = Decline("invalid_expiry_year", "Your card's expiration date is in the past.")
WRONG_CVC = Decline("invalid_cvc", "Your card's security code is invalid.")


def digits(typed: str) -> str:
    """A card number as people type it: spaces and hyphens do not matter."""
    return re.sub(r"[ -]", "", typed.strip())


def expiry(typed: str) -> tuple[int, int] | None:
    """Month and year of ``12 / 34``, ``12/2034`` or ``1234``; None where it is no date."""
    match = re.fullmatch(r"\s*([0-9]{1,2})\s*[/-]\s*((?:20)?[0-9]{2})\s*", typed) or re.fullmatch(
        r"\s*([0-9]{2})([0-9]{2})\s*", typed
    )
    if match is None:
        return None
    month, year = int(match[1]), int(match[2])
    return (month, year if year >= 2000 else 2000 + year)


def problems(number: str, month: int, year: int, cvc: str | None, now: int) -> dict[str, Decline]:
    """What is wrong, by field (``number``, ``exp``, ``cvc``); empty where all is well."""
    found: dict[str, Decline] = {}
    if not plausible(number):
        found["number"] = WRONG_NUMBER
    today = time.gmtime(now)
    if not 1 <= month <= 12:
        found["exp"] = NO_MONTH
    elif not today.tm_year - 30 <= year <= today.tm_year + 50:
        found["exp"] = NO_YEAR
    elif (year, month) < (today.tm_year, today.tm_mon):
        found["exp"] = PAST
    length = "{4}" if number.startswith(("34", "37")) else "{3}"
    if cvc is not None and not re.fullmatch(f"[0-9]{length}", cvc):
        found["cvc"] = WRONG_CVC
    return found
