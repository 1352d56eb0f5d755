"""Refreshing a login: a trade, and the end of the family when somebody trades twice."""

from datetime import datetime

import structlog

from accounts.commands.revoke_refresh_tokens import RevokeRefreshTokens, revoke_refresh_tokens
from accounts.commands.rotate_refresh_token import RotateRefreshToken, SpentRefreshToken, rotate_refresh_token
from accounts.commands.start_token_family import IssuedToken

logger = structlog.get_logger(__name__)


def refresh_login(refresh: str, now: datetime) -> IssuedToken:
    """Raises `BadRefreshToken`. Two transactions: the refusal of the first must not undo the revocation."""
    try:
        return rotate_refresh_token(RotateRefreshToken(refresh=refresh, now=now))
    except SpentRefreshToken as error:
        logger.warning("refresh token presented twice: its family is revoked", family=str(error.family))
        revoke_refresh_tokens(RevokeRefreshTokens(family=error.family, now=now))
        raise
