"""The only door to mail: SMTP where a server is set, files in `$LK_INSTANCE/mail` where none is."""

import os
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.mime.application import MIMEApplication
from email.policy import SMTP
from typing import Any

from flask import Flask
from flask_mail import Mail, Message

from lk.config import Settings, settings

SMTP_SECONDS = 20
# Folding a long Russian subject loses the space at the fold; 998 is what SMTP allows a line.
ONE_LINE = SMTP.clone(max_line_length=990)

_mail = Mail()


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a letter; `content_type` is an `application/…`."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Post:
    """One letter as it leaves. `name` and `at` name the file where no server is set.

    `message_id` is the same at every try, so that a mailbox folds a repeated letter. `unsubscribe`:
    a POST to it stops such letters (RFC 8058); mailboxes show a button for that.
    """

    to: str
    subject: str
    text: str
    html: str
    message_id: str
    name: str
    at: datetime
    attachments: Sequence[Attachment] = ()
    unsubscribe: str = ""

    @property
    def headers(self) -> dict[str, str]:
        """What is said beside the usual."""
        if not self.unsubscribe:
            return {}
        return {
            "List-Unsubscribe": f"<{self.unsubscribe}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }


class _Letter(Message):
    files: Sequence[Attachment] = ()

    def _message(self) -> Any:
        found = super()._message()
        for each in self.files:  # Flask-Mail would call the names' encoding «UTF8», which is none
            part = MIMEApplication(each.content, each.content_type.partition("/")[2])
            name = ("utf-8", "", each.name)
            part.add_header("Content-Disposition", "attachment", filename=name)
            found.attach(part)
        found.policy = ONE_LINE  # Flask-Mail sets its own, see ONE_LINE
        return found


def init_mail(app: Flask, found: Settings) -> None:
    app.config.update(
        MAIL_SERVER=found.mail_server or "localhost",
        MAIL_PORT=found.mail_port,
        MAIL_USERNAME=found.mail_username or None,
        MAIL_PASSWORD=found.mail_password or None,
        MAIL_USE_TLS=found.mail_use_tls,
        MAIL_DEFAULT_SENDER=sender(found),
    )
    _mail.init_app(app)


def sender(found: Settings) -> str:
    host = found.external_url.rpartition("//")[2].partition(":")[0] or "localhost"
    return found.mail_sender or f"noreply@{host}"


def send(post: Post) -> None:
    """Hand the letter to the mail server, or write it to the folder.

    Raises OSError or SMTPException when it did not leave.
    """
    if settings().mail_server:
        _by_smtp(post)
    else:
        _to_folder(post)


def _by_smtp(post: Post) -> None:
    letter = _Letter(subject=post.subject, recipients=[post.to], body=post.text, html=post.html)
    letter.extra_headers = post.headers
    letter.msgId, letter.files = post.message_id, post.attachments
    before = socket.getdefaulttimeout()
    socket.setdefaulttimeout(SMTP_SECONDS)  # smtplib waits for ever otherwise
    try:
        _mail.send(letter)
    finally:
        socket.setdefaulttimeout(before)


def _to_folder(post: Post) -> None:
    letter = EmailMessage(policy=ONE_LINE)
    letter["From"], letter["To"], letter["Subject"] = sender(settings()), post.to, post.subject
    letter["Date"], letter["Message-ID"] = post.at, post.message_id
    for name, value in post.headers.items():
        letter[name] = value
    letter.set_content(post.text)
    letter.add_alternative(post.html, subtype="html")
    for each in post.attachments:
        subtype = each.content_type.partition("/")[2]
        letter.add_attachment(
            each.content, maintype="application", subtype=subtype, filename=each.name
        )
    folder = settings().mail_folder
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = folder / f"{post.at:%Y%m%d-%H%M%S}-{post.name}.eml"
    temporary = target.with_suffix(".part")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(letter.as_bytes())
    temporary.rename(target)
