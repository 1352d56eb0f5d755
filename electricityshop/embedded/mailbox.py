"""The demo's mailbox: every mail the shop sends becomes a file, and the files can be read in the browser."""

import os
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage as ParsedMessage
from email.parser import BytesParser
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

NAME = re.compile(r"[0-9]{8}T[0-9]{12}-[0-9a-f]{8}", re.ASCII)
NEWEST = 100


class NoSuchMail(LookupError):
    """The mailbox has no mail of this name."""


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as it was sent. `html` is empty when it has text only."""

    name: str
    sent_at: datetime
    subject: str
    sender: str
    recipients: str
    headers: tuple[tuple[str, str], ...]
    text: str
    html: str


class MailboxBackend(BaseEmailBackend):
    """Django mail backend: one `.eml` file per mail in `settings.MAIL_DIR`, their names in order of time."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            _write(Path(settings.MAIL_DIR), message.message().as_bytes())
        return len(email_messages)


def newest_mails() -> list[Mail]:
    """The last hundred, newest first."""
    names = sorted((path.stem for path in Path(settings.MAIL_DIR).glob("*.eml")), reverse=True)
    return [read_mail(name) for name in names[:NEWEST] if NAME.fullmatch(name)]


def read_mail(name: str) -> Mail:
    """Raises `NoSuchMail`, also for a name that is none of ours."""
    path = Path(settings.MAIL_DIR) / f"{name}.eml"
    if not NAME.fullmatch(name) or not path.is_file():
        raise NoSuchMail(name)
    message = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
    return Mail(
        name=name,
        sent_at=datetime.strptime(name.partition("-")[0], "%Y%m%dT%H%M%S%f").replace(tzinfo=UTC),
        subject=str(message["Subject"] or ""),
        sender=str(message["From"] or ""),
        recipients=str(message["To"] or ""),
        headers=tuple((header, str(value)) for header, value in message.items()),
        text=_body(message, "plain"),
        html=_body(message, "html"),
    )


def _write(directory: Path, raw: bytes) -> None:
    """Whoever lists the directory sees the whole mail or none."""
    directory.mkdir(parents=True, exist_ok=True)
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}"
    unfinished = directory / f"{name}.new"
    unfinished.write_bytes(raw)
    os.replace(unfinished, directory / f"{name}.eml")  # noqa: PTH105  # the one that is atomic, by its known name


def _body(message: ParsedMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    return str(part.get_content()) if part is not None else ""
