"""Invoices and credit notes: their numbers, and who issues them."""

from dataclasses import dataclass
from enum import StrEnum


class DocumentKind(StrEnum):
    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"


PREFIXES = {DocumentKind.INVOICE: "INV", DocumentKind.CREDIT_NOTE: "CN"}
TITLES = {DocumentKind.INVOICE: "Invoice", DocumentKind.CREDIT_NOTE: "Credit note"}


def document_number(kind: DocumentKind, year: int, sequence: int) -> str:
    """E.g. `INV-2026-000042`: safe as a file name and in an address."""
    return f"{PREFIXES[kind]}-{year}-{sequence:06d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seller:
    """Who sells, as it stands on the document. Empty where there is nothing to say."""

    name: str
    street: str
    postcode: str
    city: str
    country: str
    vat_id: str
    register: str = ""
    email: str = ""
    phone: str = ""
