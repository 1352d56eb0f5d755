"""Domain enums as model choices."""

from enum import StrEnum


def choices_of(enum: type[StrEnum]) -> list[tuple[str, str]]:
    """(value, label) of each member; `process_payment` reads "Process payment"."""
    return [(member.value, member.value.replace("_", " ").capitalize()) for member in enum]
