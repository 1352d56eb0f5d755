"""Money: integer minor units and a currency, one rounding rule, in one place."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel.numbers import format_currency, get_currency_precision

BASIS_POINTS = 10_000


class CurrencyMismatch(ValueError):
    """Two amounts of different currencies were combined."""


def rounded(value: Decimal) -> int:
    """Round half away from zero to a whole minor unit: the only rounding rule for money."""
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in minor units (cents) of one currency (ISO 4217, upper case)."""

    amount: int
    currency: str

    def __add__(self, other: "Money") -> "Money":
        self._require_same_currency(other)
        return Money(self.amount + other.amount, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._require_same_currency(other)
        return Money(self.amount - other.amount, self.currency)

    def __mul__(self, quantity: int) -> "Money":
        return Money(self.amount * quantity, self.currency)

    def __bool__(self) -> bool:
        return self.amount != 0

    def __str__(self) -> str:
        return self.formatted()

    def formatted(self, locale: str = "en_IE") -> str:
        """The amount as people write it, e.g. `€1,234.50`."""
        before, point, after, decimals = _surroundings(self.currency, locale)
        whole, part = divmod(self.amount, 10**decimals)
        if not 0 <= whole < 1000:
            return format_currency(self.major, self.currency, locale=locale)
        return f"{before}{whole}{point}{part:0{decimals}d}{after}" if decimals else f"{before}{whole}{after}"

    @property
    def major(self) -> Decimal:
        """The amount in major units (euros), exact."""
        return Decimal(self.amount).scaleb(-get_currency_precision(self.currency))

    def _require_same_currency(self, other: "Money") -> None:
        if self.currency != other.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency} cannot be combined")


@lru_cache(maxsize=64)
def _surroundings(currency: str, locale: str) -> tuple[str, str, str, int]:
    """What the locale writes before, between and after the digits of an amount below 1,000, and its decimals.

    A page of a shop holds dozens of such amounts, and Babel reads the locale's pattern anew for each.
    """
    decimals = get_currency_precision(currency)
    before, _, after = format_currency(Decimal(8), currency, locale=locale).partition("8")
    point = after[:1] if decimals else ""
    return before, point, after[len(point) + decimals :], decimals


def minor_units(major: Decimal, currency: str) -> int:
    """Major units (`29.95`) as minor units (`2995`), rounded by the one rule."""
    return rounded(major.scaleb(get_currency_precision(currency)))


def vat_included(gross: int, basis_points: int) -> int:
    """The VAT contained in a gross amount, both in minor units; `basis_points` is the rate (1900 = 19 %)."""
    return rounded(Decimal(gross) * basis_points / (BASIS_POINTS + basis_points))
