"""Currencies: which ones there are, their decimals, the smallest charge, and how an amount is written."""

from __future__ import annotations

from payments.sandbox.errors import StripeError, invalid
from payments.sandbox.form import Raw
from payments.sandbox.rules import text_of

SUPPORTED = frozenset(
    {
        "aed", "afn", "all", "amd", "aoa", "ars", "aud", "awg", "azn", "bam", "bbd", "bdt", "bgn", "bhd",
        "bif", "bmd", "bnd", "bob", "brl", "bsd", "bwp", "byn", "bzd", "cad", "cdf", "chf", "clp", "cny",
        "cop", "crc", "cve", "czk", "djf", "dkk", "dop", "dzd", "egp", "etb", "eur", "fjd", "fkp", "gbp",
        "gel", "gip", "gmd", "gnf", "gtq", "gyd", "hkd", "hnl", "htg", "huf", "idr", "ils", "inr", "isk",
        "jmd", "jod", "jpy", "kes", "kgs", "khr", "kmf", "krw", "kwd", "kyd", "kzt", "lak", "lbp", "lkr",
        "lrd", "lsl", "mad", "mdl", "mga", "mkd", "mmk", "mnt", "mop", "mur", "mvr", "mwk", "mxn", "myr",
        "mzn", "nad", "ngn", "nio", "nok", "npr", "nzd", "omr", "pab", "pen", "pgk", "php", "pkr", "pln",
        "pyg", "qar", "ron", "rsd", "rub", "rwf", "sar", "sbd", "scr", "sek", "sgd", "shp", "sle", "sos",
        "srd", "std", "szl", "thb", "tjs", "tnd", "top", "try", "ttd", "twd", "tzs", "uah", "ugx", "usd",
        "uyu", "uzs", "vnd", "vuv", "wst", "xaf", "xcd", "xof", "xpf", "yer", "zar", "zmw",
    }
)  # fmt: skip
NO_DECIMALS = frozenset(
    {
        "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf", "xof",
        "xpf",
    }
)  # fmt: skip
THREE_DECIMALS = frozenset(
    {
        "bhd", "jod", "kwd", "omr", "tnd",
    }
)  # fmt: skip
SYMBOLS = {"usd": "$", "eur": "€", "gbp": "£", "jpy": "¥"}
SMALLEST = {
    "usd": 50, "eur": 50, "gbp": 30, "aud": 50, "cad": 50, "chf": 50, "nzd": 50, "sgd": 50, "brl": 50, "inr": 50,
    "bgn": 100, "aed": 200, "myr": 200, "pln": 200, "ron": 200, "dkk": 250, "nok": 300, "sek": 300, "hkd": 400,
    "mxn": 1_000, "thb": 1_000, "czk": 1_500, "jpy": 50, "huf": 17_500,
}  # fmt: skip
LARGEST = 99_999_999


def decimals(currency: str) -> int:
    return 0 if currency in NO_DECIMALS else 3 if currency in THREE_DECIMALS else 2


def written(amount: int, currency: str) -> str:
    """Minor units as a reader sees them: ``€1,234.50``, ``1,234.50 PLN``."""
    places = decimals(currency)
    whole, part = divmod(abs(amount), 10**places)
    number = f"{'-' if amount < 0 else ''}{whole:,}" + (f".{part:0{places}}" if places else "")
    symbol = SYMBOLS.get(currency)
    return f"{symbol}{number}" if symbol else f"{number} {currency.upper()}"


class Currency:
    def read(self, raw: str | Raw, name: str) -> str:
        code = text_of(raw, name).lower()
        if code not in SUPPORTED:
            raise invalid(
                f"Invalid currency: {code[:10]}. Stripe currently supports these currencies: "
                + ", ".join(sorted(SUPPORTED)),
                name,
            )
        return code


def check_chargeable(amount: int, currency: str, *, param: str) -> None:
    """Raises Stripe's error for an amount below the currency's smallest charge, or of more than eight digits."""
    smallest = SMALLEST.get(currency, 1)
    if amount < smallest:
        raise StripeError(
            f"Amount must be at least {written(smallest, currency)}",
            code="amount_too_small",
            param=param,
        )
    if amount > LARGEST:
        raise StripeError(
            f"Amount must be no more than {written(LARGEST, currency)}",
            code="amount_too_large",
            param=param,
        )
