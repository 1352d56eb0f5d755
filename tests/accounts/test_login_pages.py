"""Registering, logging in, and changing what one logs in with, in the browser."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth import user_logged_in
from django.core import mail
from django.test import Client

from accounts.models import User
from electricityshop.events.models import OutboxMessage
from electricityshop.events.relay import deliver_aggregate, due_aggregates
from tests.accounts.conftest import PASSWORD, page_client

pytestmark = pytest.mark.django_db

NEW = {"name": "Grace", "email": "Grace@Example.com", "password1": "several plain words"}


def deliver() -> None:
    """What the workers do."""
    for aggregate in due_aggregates():
        deliver_aggregate(aggregate)


def link_in(text: object) -> str:
    found = re.search(r"http://127\.0\.0\.1:8000(/\S+)", str(text))
    assert found
    return found[1]


def test_registering_and_confirming_the_address() -> None:
    client = Client()

    answer = client.post("/accounts/signup/", NEW)

    assert answer.headers["Location"] == "/account/"
    user = User.objects.get()
    assert (user.email, user.name, user.is_staff) == ("grace@example.com", "Grace", False)
    assert "Please confirm" in client.get("/account/").content.decode()
    deliver()
    [message] = mail.outbox
    assert message.to == ["grace@example.com"]
    assert "Welcome" in message.subject
    link = link_in(message.body)
    assert isinstance(message, mail.EmailMultiAlternatives)
    assert link in str(message.alternatives[0][0])
    asked = Client().get(link)
    assert "grace@example.com" in asked.content.decode()
    assert not EmailAddress.objects.get().verified  # a mail scanner opened it, nobody confirmed anything
    client.post(link)
    assert EmailAddress.objects.get().verified
    assert "Please confirm" not in client.get("/account/").content.decode()


def test_a_confirmation_asked_for_twice_is_sent_once_it_is_still_needed(user: User) -> None:
    EmailAddress.objects.update(verified=False)
    client = page_client(user)
    client.post("/accounts/email/", {"email": user.email, "action_send": ""})
    EmailAddress.objects.update(verified=True)

    deliver()

    assert mail.outbox == []


@pytest.mark.parametrize(
    ("field", "value"),
    [("email", "a@b"), ("email", ""), ("password1", "short"), ("password1", "x" * 129), ("password1", "x" * 1_000_000),
     ("password1", "1234567890123"), ("name", "x" * 151)],
)  # fmt: skip
def test_bad_registrations_keep_what_was_typed(field: str, value: str) -> None:
    page = Client().post("/accounts/signup/", NEW | {field: value})

    text = page.content.decode()
    assert page.status_code == 200
    assert "error-summary" in text
    assert f'href="#id_{field}"' in text
    assert field == "email" or "grace@example.com" in text.lower()
    assert "several plain words" not in text
    assert not User.objects.exists()


def test_powers_cannot_be_registered() -> None:
    Client().post("/accounts/signup/", NEW | {"is_staff": "on", "is_superuser": "on", "groups": "1"})

    user = User.objects.get()
    assert (user.is_staff, user.is_superuser) == (False, False)


def test_logging_in_tells_django_and_changes_the_session_key(user: User) -> None:
    heard: list[Any] = []
    listener = lambda sender, user, **kwargs: heard.append(user.pk)  # noqa: E731  # a weak reference to it must live as long as the test
    user_logged_in.connect(listener)
    client = Client()
    client.get("/accounts/login/")
    client.session["planted"] = 1
    client.session.save()
    planted = client.session.session_key
    client.cookies["sessionid"] = str(planted)

    answer = client.post("/accounts/login/", {"login": "ADA@example.com", "password": PASSWORD})

    user_logged_in.disconnect(listener)
    assert answer.status_code == 302
    assert heard == [user.pk]
    assert client.session.session_key != planted


def test_every_refused_login_looks_the_same(user: User) -> None:
    def page(email: str, password: str) -> str:
        text = Client().post("/accounts/login/", {"login": email, "password": password}).content.decode()
        text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)
        return text.replace(email, "")

    assert page("ada@example.com", "wrong wrong") == page("bob@example.com", "wrong wrong")


def test_asking_to_reset_looks_the_same_and_costs_the_same(
    user: User, django_assert_num_queries: Any
) -> None:
    def ask(email: str) -> Any:
        client = Client()
        answer = client.post("/accounts/password/reset/", {"email": email})
        return (
            answer.status_code,
            answer.headers["Location"],
            client.get("/accounts/password/reset/done/").content,
        )

    assert ask("ada@example.com") == ask("nobody@example.com")
    assert OutboxMessage.objects.count() == 2
    deliver()
    assert [message.to for message in mail.outbox] == [["ada@example.com"]]


def test_resetting_the_password_works_once(user: User) -> None:
    elsewhere = page_client(user)
    Client().post("/accounts/password/reset/", {"email": "ada@example.com"})
    assert "password" not in str(OutboxMessage.objects.get().payload)  # the link is made by the worker
    deliver()
    link = link_in(mail.outbox[0].body)
    mail.outbox.clear()
    client = Client()
    form_url = client.get(link).headers["Location"]
    assert "Set a new password" in client.get(form_url).content.decode()

    assert client.post(form_url, {"password1": "short"}).status_code == 200
    assert client.post(form_url, {"password1": "another horse battery"}).status_code == 302

    user.refresh_from_db()
    assert user.check_password("another horse battery")
    assert [message.subject for message in mail.outbox] == ["Your password was changed"]
    assert elsewhere.get("/account/").status_code == 302
    again = Client().get(link, follow=True)
    assert "no longer valid" in again.content.decode()


def test_a_reset_link_of_somebody_else_is_refused(user: User, other: User) -> None:
    Client().post("/accounts/password/reset/", {"email": "ada@example.com"})
    deliver()
    token = link_in(mail.outbox[0].body).rsplit("/", 2)[1].split("-", 1)[1]
    page = Client().get(f"/accounts/password/reset/key/{user_pk_to_url_str(other)}-{token}/", follow=True)

    assert "no longer valid" in page.content.decode()


def test_changing_the_password_ends_other_browsers_and_tells_the_owner(user: User) -> None:
    client, elsewhere = page_client(user), page_client(user)

    wrong = client.post(
        "/accounts/password/change/", {"oldpassword": "wrong", "password1": "another horse battery"}
    )
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": "another horse battery"})

    assert "That is not your current password." in wrong.content.decode()
    assert client.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    assert [message.subject for message in mail.outbox] == ["Your password was changed"]


def test_changing_the_address_waits_for_its_confirmation(user: User) -> None:
    client = page_client(user)

    asked = client.post("/accounts/email/", {"email": "new@example.com", "action_add": ""})
    assert asked.headers["Location"].startswith("/accounts/reauthenticate/")
    assert not EmailAddress.objects.filter(email="new@example.com").exists()
    client.post(asked.headers["Location"], {"password": PASSWORD})
    user.refresh_from_db()
    assert user.email == "ada@example.com"
    deliver()
    [message] = mail.outbox
    assert message.to == ["new@example.com"]
    client.post(link_in(message.body))

    user.refresh_from_db()
    assert user.email == "new@example.com"
    assert [(address.email, address.verified) for address in EmailAddress.objects.all()] == [
        ("new@example.com", True)
    ]
    assert mail.outbox[1].to == ["ada@example.com"]
    assert "new@example.com" in mail.outbox[1].body


def test_a_mail_server_that_is_away_hides_nothing_that_happened(user: User, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1

    answer = page_client(user).post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": "another horse battery"}
    )

    assert answer.status_code == 302


def test_logging_out(user: User) -> None:
    client = page_client(user)

    answer = client.post("/accounts/logout/")

    assert answer.status_code == 302
    assert client.get("/account/").status_code == 302


def test_mails_to_one_address_are_limited(user: User) -> None:
    for _ in range(8):
        Client().post("/accounts/password/reset/", {"email": "ada@example.com"})

    deliver()

    assert len(mail.outbox) == 5
