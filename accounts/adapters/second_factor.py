"""Checking a code of the authenticator app, or a recovery code, with limits that hold while Redis is away."""

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import validate_totp_code
from allauth.mfa.utils import decrypt
from django.utils import timezone

from electricityshop.attempts.commands.record_attempt import RecordAttempt, record_attempt
from electricityshop.attempts.left import require_attempts_left
from electricityshop.attempts.limits import TooManyAttempts, limit


def has_second_factor(user_id: int) -> bool:
    return bool(Authenticator.objects.filter(user_id=user_id).exists())


def matching_authenticator(user_id: int, code: str) -> Authenticator | None:
    """The second factor of the user that `code` fits; each code fits once. Raises `TooManyAttempts`."""
    limits = (limit("code", f"user:{user_id}"),)
    require_attempts_left(limits, timezone.now())
    for authenticator in Authenticator.objects.filter(user_id=user_id).select_related("user"):
        if _fits(authenticator, code):
            require_attempts_left(limits, timezone.now())
            return authenticator
    record_attempt(RecordAttempt(limits=limits, now=timezone.now()))
    return None


def _fits(authenticator: Authenticator, code: str) -> bool:
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        return bool(authenticator.wrap().validate_code(code))
    if authenticator.type != Authenticator.Type.TOTP:
        return False
    # not TOTP.validate_code(): it remembers used codes in the cache, and refuses all of them while Redis is away
    if not validate_totp_code(decrypt(authenticator.data["secret"]), code):
        return False
    used = limit("code_reuse", f"user:{authenticator.user_id}:{normalize_user_code(code)}")
    try:
        record_attempt(RecordAttempt(limits=(used,), now=timezone.now()))
    except TooManyAttempts:
        return False
    return True
