"""Rules for one form field: text in, value out, or Stripe's complaint naming the field as Stripe does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

from payments.sandbox.errors import invalid
from payments.sandbox.form import Raw


class Rule(Protocol):
    def read(self, raw: str | Raw, name: str) -> Any: ...


def text_of(raw: str | Raw, name: str) -> str:
    if not isinstance(raw, str):
        raise invalid("Invalid string: expected a value, not an object", name)
    if raw == "":
        raise invalid(
            f"You passed an empty string for '{name}'. We assume empty values are an attempt to unset a "
            f"parameter; however '{name}' cannot be unset. You should remove '{name}' from your request or "
            "supply a non-empty value.",
            name,
            "parameter_invalid_empty",
        )
    return raw


@dataclass(frozen=True, slots=True)
class Text:
    most: int = 5_000
    unset: bool = False

    def read(self, raw: str | Raw, name: str) -> str | None:
        if self.unset and raw == "":
            return None
        text = text_of(raw, name)
        if len(text) > self.most:
            raise invalid(
                f"Invalid string: {text[:8]}…; must be at most {self.most} characters",
                name,
                "parameter_invalid_string_length",
            )
        return text


@dataclass(frozen=True, slots=True)
class Email:
    def read(self, raw: str | Raw, name: str) -> str:
        text = text_of(raw, name)
        if len(text) > 512 or not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text):
            raise invalid(f"Invalid email address: {text[:512]}", name, "email_invalid")
        return text


@dataclass(frozen=True, slots=True)
class Url:
    """``web`` admits http and https only; without it a mobile app's own scheme is welcome too."""

    web: bool = True

    def read(self, raw: str | Raw, name: str) -> str:
        text = text_of(raw, name)
        if not self.fits(text):
            raise invalid("Not a valid URL", name, "url_invalid")
        return text

    def fits(self, text: str) -> bool:
        if len(text) > 5_000 or re.search(r"[\x00-\x20\x7f\\\"<>]", text):
            return False
        try:
            url = urlsplit(text)
            _ = url.port  # raises where the port is not a number
        except ValueError:
            return False
        if self.web:
            return bool(url.hostname) and url.scheme in ("http", "https")
        return "://" in text and url.scheme not in ("", "javascript", "data", "vbscript")


@dataclass(frozen=True, slots=True)
class Number:
    least: int = 0
    most: int = 2**53

    def read(self, raw: str | Raw, name: str) -> int:
        text = text_of(raw, name)
        if not re.fullmatch(r"-?[0-9]{1,18}", text):
            raise invalid(f"Invalid integer: {text[:40]}", name, "parameter_invalid_integer")
        number = int(text)
        if number < self.least:
            message = f"This value must be greater than or equal to {self.least}."
            raise invalid(message, name, "parameter_invalid_integer")
        if number > self.most:
            message = f"This value must be less than or equal to {self.most}."
            raise invalid(message, name, "parameter_invalid_integer")
        return number


@dataclass(frozen=True, slots=True)
class Flag:
    def read(self, raw: str | Raw, name: str) -> bool:
        text = text_of(raw, name)
        if text not in ("true", "false"):
            raise invalid(f"Invalid boolean: {text[:40]}", name)
        return text == "true"


@dataclass(frozen=True, slots=True)
class Choice:
    options: tuple[str, ...]

    def read(self, raw: str | Raw, name: str) -> str:
        text = text_of(raw, name)
        if text not in self.options:
            raise invalid(f"Invalid {name}: must be one of {', '.join(self.options)}", name)
        return text
