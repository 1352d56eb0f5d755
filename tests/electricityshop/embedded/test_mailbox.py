"""The demo's mailbox: files written whole, read safely."""

from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.test import Client

from electricityshop.embedded.mailbox import MailboxBackend, NoSuchMail, newest_mails, read_mail


@pytest.fixture(autouse=True)
def directory(settings: Any, tmp_path: Path) -> Path:
    settings.MAIL_DIR = tmp_path / "mail"
    return tmp_path / "mail"


def send(subject: str, html: str = "") -> None:
    message: EmailMessage = EmailMessage(
        subject, "Grüße\nhttp://127.0.0.1/x", "Shop <shop@example.com>", ["a@example.com"]
    )
    if html:
        message = EmailMultiAlternatives(subject, "Text", "shop@example.com", ["a@example.com"])
        message.attach_alternative(html, "text/html")
    assert MailboxBackend().send_messages([message]) == 1


def test_each_mail_is_one_file_newest_first(directory: Path) -> None:
    assert newest_mails() == []

    send("First")
    send("Second, äöü")

    assert [mail.subject for mail in newest_mails()] == ["Second, äöü", "First"]
    assert newest_mails()[1].text == "Grüße\nhttp://127.0.0.1/x"
    assert [path.suffix for path in directory.iterdir()] == [".eml", ".eml"]


@pytest.mark.parametrize(
    "name", ["", "x", "../secret", "20261123T120000000000-../../ab", "20261123T120000000000-0000000g"]
)
def test_no_other_file_is_read(name: str, directory: Path) -> None:
    directory.mkdir()
    (directory.parent / "secret.eml").write_text("Subject: secret\n\n")

    with pytest.raises(NoSuchMail):
        read_mail(name)


def test_what_is_no_mail_of_ours_is_left_out(directory: Path) -> None:
    send("Ours")
    (directory / "notes.eml").write_text("Subject: notes\n\n")

    assert [mail.subject for mail in newest_mails()] == ["Ours"]


def test_the_pages(client: Client, db: None) -> None:
    assert "No mails yet" in client.get("/demo/mail/").content.decode()

    send("<i>Hello</i>", html="<head></head><h1>Hi</h1><script>alert(1)</script>")
    name = newest_mails()[0].name

    assert "&lt;i&gt;Hello&lt;/i&gt;" in client.get("/demo/mail/").content.decode()
    page = client.get(f"/demo/mail/{name}/").content.decode()
    assert f'src="/demo/mail/{name}/html" sandbox="allow-top-navigation-by-user-activation"' in page
    framed = client.get(f"/demo/mail/{name}/html")
    assert framed["Content-Security-Policy"].startswith(
        "sandbox allow-top-navigation-by-user-activation; default-src 'none'"
    )
    assert framed["X-Frame-Options"] == "SAMEORIGIN"
    assert '<head><base target="_top"></head><h1>Hi</h1>' in framed.content.decode()
    assert client.get("/demo/mail/20261123T120000000000-00000000/").status_code == 404
    assert client.post("/demo/mail/").status_code == 405
