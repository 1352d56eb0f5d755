"""`/api/v1/auth/…`: becoming somebody, staying it, and ending it."""

from dataclasses import asdict
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.adapters.credentials import check_credentials
from accounts.adapters.refreshing import refresh_login
from accounts.api import serializers
from accounts.api.access_tokens import AccessClaims, issue_access_token, lifetime
from accounts.commands.register import Register, register
from accounts.commands.revoke_refresh_tokens import RevokeRefreshTokens, revoke_refresh_tokens
from accounts.commands.start_token_family import IssuedToken, StartTokenFamily, start_token_family
from accounts.queries.profile import profile_of
from electricityshop.attempts.commands.record_attempt import RecordAttempt, record_attempt
from electricityshop.attempts.limits import limit
from electricityshop.attempts.visitors import client_address


class OpenView(APIView):
    """For callers who are not logged in. Whatever token they send along is not looked at."""

    authentication_classes = ()
    permission_classes = (AllowAny,)


class RegisterView(OpenView):
    @extend_schema(
        operation_id="auth_register",
        tags=["auth"],
        request=serializers.RegisterRequest,
        responses={201: serializers.Registration},
        summary="Open an account, and be logged in",
    )
    def post(self, request: Request) -> Response:
        wanted = _valid(serializers.RegisterRequest, request)
        limits = (limit("register_ip", client_address(request._request)),)  # noqa: SLF001  # DRF's own wrapper
        record_attempt(RecordAttempt(limits=limits, now=timezone.now()))
        user_id = register(Register(**wanted))
        issued = start_token_family(StartTokenFamily(user_id=user_id, now=timezone.now()))
        return Response(_tokens(issued) | {"user": asdict(profile_of(user_id))}, status=201)


class LoginView(OpenView):
    @extend_schema(
        operation_id="auth_login",
        tags=["auth"],
        request=serializers.LoginRequest,
        responses={200: serializers.Tokens},
        summary="Log in",
        description="401 `second_factor_required`: the password is right, send `code` too. "
        "429 with `Retry-After` after too many failures.",
    )
    def post(self, request: Request) -> Response:
        wanted = _valid(serializers.LoginRequest, request)
        user_id = check_credentials(request._request, **wanted)  # noqa: SLF001  # DRF's own wrapper
        return Response(_tokens(start_token_family(StartTokenFamily(user_id=user_id, now=timezone.now()))))


class RefreshView(OpenView):
    @extend_schema(
        operation_id="auth_refresh",
        tags=["auth"],
        request=serializers.RefreshRequest,
        responses={200: serializers.Tokens},
        summary="Trade a refresh token for a new pair",
        description="A refresh token is good once. Sending a used one again ends the device's login altogether, "
        "as two parties must hold it.",
    )
    def post(self, request: Request) -> Response:
        wanted = _valid(serializers.RefreshRequest, request)
        return Response(_tokens(refresh_login(wanted["refresh"], timezone.now())))


class LogoutView(OpenView):
    @extend_schema(
        operation_id="auth_logout",
        tags=["auth"],
        request=serializers.RefreshRequest,
        responses={204: None},
        summary="Log out this device",
        description="204 also for a token that is unknown or ended already.",
    )
    def post(self, request: Request) -> Response:
        wanted = _valid(serializers.RefreshRequest, request)
        revoke_refresh_tokens(RevokeRefreshTokens(refresh=wanted["refresh"], now=timezone.now()))
        return Response(status=204)


def _valid(serializer_class: type[Any], request: Request) -> dict[str, Any]:
    serializer = serializer_class(data=request.data)
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)


def _tokens(issued: IssuedToken) -> dict[str, Any]:
    return {
        "access": issue_access_token(AccessClaims(issued.user_id, issued.family), timezone.now()),
        "refresh": issued.refresh,
        "token_type": "Bearer",
        "expires_in": int(lifetime().total_seconds()),
    }
