"""Access tokens: signed, short-lived, good for this API only."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import jwt
from django.conf import settings

AUDIENCE = "electricityshop-api"
ALGORITHM = "HS256"
LONGEST_TOKEN = 2_000


class BadAccessToken(Exception):
    """Expired, tampered with, for something else, or no token at all."""


@dataclass(frozen=True, slots=True)
class AccessClaims:
    user_id: int
    family: UUID


def lifetime() -> timedelta:
    return timedelta(minutes=settings.ACCESS_TOKEN_MINUTES)


def issue_access_token(claims: AccessClaims, now: datetime) -> str:
    return jwt.encode(
        {
            "sub": str(claims.user_id),
            "family": claims.family.hex,
            "aud": AUDIENCE,
            "iat": now,
            "exp": now + lifetime(),
        },
        _key(settings.SECRET_KEY),
        algorithm=ALGORITHM,
    )


def read_access_token(token: str) -> AccessClaims:
    """Raises `BadAccessToken`. Tokens signed with a key of SECRET_KEY_FALLBACKS still count."""
    if len(token) > LONGEST_TOKEN:
        raise BadAccessToken
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            payload = jwt.decode(
                token,
                _key(str(secret)),
                algorithms=[ALGORITHM],
                audience=AUDIENCE,
                options={"require": ["sub", "aud", "iat", "exp", "family"]},
            )
            return AccessClaims(int(payload["sub"]), UUID(payload["family"]))
        except jwt.InvalidSignatureError:
            continue
        except (jwt.InvalidTokenError, ValueError, TypeError, AttributeError) as error:
            raise BadAccessToken from error
    raise BadAccessToken


def _key(secret: str) -> bytes:
    """A key of its own, so that nothing else signed with SECRET_KEY passes for an access token."""
    return hashlib.sha256(b"accounts.access-token\n" + secret.encode()).digest()
