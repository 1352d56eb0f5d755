"""A body without a length is read all the same, and no more of it than of any other."""

from io import BytesIO
from typing import Any

import pytest

from electricityshop.api.chunked import measured
from tests.orders.api.test_bad_bodies import LARGEST


def seen(body: bytes, **environ: str) -> dict[str, Any]:
    """What the application gets."""
    got: dict[str, Any] = {}

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        got.update(environ, body=environ["wsgi.input"].read())
        return []

    measured(application)({"wsgi.input": BytesIO(body), **environ}, lambda *_: None)
    return got


@pytest.mark.parametrize("encoding", ["chunked", "Chunked", "gzip, chunked"])
def test_a_chunked_body_gets_its_length(encoding: str) -> None:
    got = seen(b'{"sku": 1}', HTTP_TRANSFER_ENCODING=encoding)

    assert (got["CONTENT_LENGTH"], got["body"]) == ("10", b'{"sku": 1}')


def test_a_length_that_is_known_stays() -> None:
    assert seen(b"12345", CONTENT_LENGTH="5")["CONTENT_LENGTH"] == "5"
    assert "CONTENT_LENGTH" not in seen(b"")


def test_one_byte_too_many_is_enough_to_refuse_it() -> None:
    got = seen(b"x" * 2 * LARGEST, HTTP_TRANSFER_ENCODING="chunked")

    assert got["CONTENT_LENGTH"] == str(LARGEST + 1)
