"""JSON as the API takes it: strict about numbers, about its size, and about text PostgreSQL cannot store."""

import json
from typing import Any, NoReturn

from django.conf import settings
from django.http.request import RawPostDataException, UnreadablePostError
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser

from electricityshop.errors import TooLarge


class BodyTooLarge(TooLarge):
    code = "body_too_large"


class StrictJSONParser(BaseParser):
    """JSON in UTF-8 without NaN, Infinity, NUL or lone surrogates; anything else is a 400, too much of it a 413."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        try:
            value = json.loads(_read(stream).decode("utf-8"), parse_constant=_refuse_constant)
            is_storable = not _has_impossible_text(value)
        except RecursionError as error:
            raise ParseError("The JSON is nested too deeply.") from error
        except ValueError as error:
            raise ParseError("The body is not valid JSON in UTF-8.") from error
        if not is_storable:
            raise ParseError("The body contains characters that cannot be text.")
        return value


def _read(stream: Any) -> bytes:
    """The whole body; no more is read than is taken, whatever length was announced."""
    largest = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    try:
        body: bytes = stream.read(largest + 1)
    except (UnreadablePostError, RawPostDataException) as error:
        raise ParseError("The body could not be read.") from error
    if len(body) > largest:
        raise BodyTooLarge(f"A body has at most {largest} bytes.")
    return body


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _has_impossible_text(value: Any) -> bool:
    if isinstance(value, str):
        return "\0" in value or any("\ud800" <= character <= "\udfff" for character in value)
    if isinstance(value, dict):
        return any(_has_impossible_text(item) for pair in value.items() for item in pair)
    if isinstance(value, list):
        return any(_has_impossible_text(item) for item in value)
    return False
