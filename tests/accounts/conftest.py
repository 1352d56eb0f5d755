"""People, and ways to be one of them."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.api.access_tokens import AccessClaims, issue_access_token
from accounts.commands.start_token_family import StartTokenFamily, start_token_family
from accounts.domain.postal import PostalAddress
from accounts.models import User

PASSWORD = "correct horse battery"


@pytest.fixture
def make_user(db: None) -> Callable[..., User]:
    def make(email: str = "ada@example.com", **extra: Any) -> User:
        user = User.objects.create_user(email, PASSWORD, **extra)
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
        return user

    return make


@pytest.fixture
def user(make_user: Callable[..., User]) -> User:
    return make_user()


@pytest.fixture
def other(make_user: Callable[..., User]) -> User:
    return make_user("bob@example.com")


def page_client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def api_client(user: User) -> APIClient:
    now = timezone.now()
    issued = start_token_family(StartTokenFamily(user_id=user.pk, now=now))
    client = APIClient()
    token = issue_access_token(AccessClaims(user.pk, issued.family), now)
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
    return client


def postal(**changes: str) -> PostalAddress:
    values = {"name": "Ada", "line1": "Torstr. 1", "city": "Berlin", "country": "DE", "postcode": "10115"}
    return PostalAddress(**(values | changes))
