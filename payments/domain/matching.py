"""Whether a charge is the one that was asked for."""

from dataclasses import dataclass

from payments.domain.gateway import Intent


@dataclass(frozen=True, slots=True)
class Asked:
    """What a payment asks for; `amount` in minor units."""

    reference: str
    amount: int
    currency: str


def mismatch(asked: Asked, charge: Intent) -> str:
    """What is wrong with it, in a sentence for staff; empty when it matches."""
    if charge.marks.reference != asked.reference:
        return f"{charge.id} belongs to {charge.marks.reference or 'nothing of ours'}."
    if charge.currency != asked.currency:
        return f"{charge.id} was paid in {charge.currency}, not {asked.currency}."
    if charge.received != asked.amount:
        return f"{charge.id} brought {charge.received} {charge.currency} (minor units), not {asked.amount}."
    return ""
