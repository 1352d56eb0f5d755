"""`Authorization: Bearer …` for DRF, and what the schema says about it."""

from django.contrib.auth.base_user import AbstractBaseUser
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from accounts.api.access_tokens import AccessClaims, BadAccessToken, read_access_token
from accounts.queries.token_bearer import token_bearer

INVALID = "The access token is not valid any more. Refresh it, or log in again."


class AccessTokenAuthentication(BaseAuthentication):
    """One statement a request: the user is active, and the device's login was not ended meanwhile."""

    def authenticate(self, request: Request) -> tuple[AbstractBaseUser, AccessClaims] | None:
        scheme, _, token = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        try:
            claims = read_access_token(token.strip())
        except BadAccessToken as error:
            raise AuthenticationFailed(INVALID, code="bad_access_token") from error
        user = token_bearer(claims.user_id, claims.family)
        if user is None:
            raise AuthenticationFailed(INVALID, code="bad_access_token")
        return user, claims

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # registers itself, untyped
    target_class = AccessTokenAuthentication
    name = "bearer"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
