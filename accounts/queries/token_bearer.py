"""Who an access token speaks for."""

from uuid import UUID

from django.db.models import Exists, OuterRef

from accounts.models import RefreshToken, User


def token_bearer(user_id: int, family: UUID) -> User | None:
    """The active user, while the token's family is not revoked. One statement.

    A model, for once: it becomes `request.user`, which Django and DRF expect to be one.
    """
    living = RefreshToken.objects.filter(user_id=OuterRef("pk"), family=family, revoked_at__isnull=True)
    return User.objects.filter(pk=user_id, is_active=True).filter(Exists(living)).first()
