"""The secret an API client keeps to stay logged in, and what of it the shop keeps."""

import hashlib
import re
import secrets

SHAPE = re.compile(r"[A-Za-z0-9_-]{43}")


def new_token() -> str:
    """256 random bits, URL-safe."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is stored. A plain hash is enough: 256 random bits cannot be guessed, so nothing needs to be slow."""
    return hashlib.sha256(token.encode()).hexdigest()


def has_token_shape(text: str) -> bool:
    return SHAPE.fullmatch(text) is not None
