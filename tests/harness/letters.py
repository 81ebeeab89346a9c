"""Letters that have left the portal: the worker's delivery into the folder, read back."""

import re
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from flask import Flask

from lk.config import settings
from lk.db import db
from lk.outbox import deliver_due

_ADDRESS = re.compile(r"https?://[^\s<>]+[^\s<>.,)]")


@dataclass(frozen=True)
class SentLetter:
    """One letter as a mailbox shows it."""

    message: EmailMessage

    @classmethod
    def read(cls, raw: bytes) -> "SentLetter":
        found = BytesParser(policy=policy.default).parsebytes(raw)
        assert isinstance(found, EmailMessage)
        return cls(found)

    @property
    def to(self) -> str:
        return str(self.message["To"])

    @property
    def subject(self) -> str:
        return str(self.message["Subject"])

    @property
    def id(self) -> str:
        return str(self.message["Message-ID"])

    @property
    def text(self) -> str:
        return self._part("plain")

    @property
    def html(self) -> str:
        return self._part("html")

    @property
    def links(self) -> list[str]:
        """Addresses in the text part, in their order."""
        return _ADDRESS.findall(self.text)

    @property
    def paths(self) -> list[str]:
        """The same without scheme and host, for `client.open_path`."""
        parts = [urlsplit(each) for each in self.links]
        return [each.path + (f"?{each.query}" if each.query else "") for each in parts]

    @property
    def html_links(self) -> list[str]:
        soup = BeautifulSoup(self.html, "html5lib")
        return [str(link["href"]) for link in soup.select("a[href]")]

    @property
    def code(self) -> str:
        """The recovery code: eight capital Latin letters and digits on their own."""
        found = re.search(r"(?<!\S)[A-Z0-9]{8}(?!\S)", self.text)
        assert found, self.text
        return found.group()

    def _part(self, subtype: str) -> str:
        part = self.message.get_body((subtype,))
        assert part is not None, f"no {subtype} part in «{self.subject}»"
        return str(part.get_content())


class Letters:
    def __init__(self, app: Flask) -> None:
        self._app = app

    def deliver(self) -> "Letters":
        """Send what is due, as `flask worker` does."""
        db.session.commit()
        deliver_due()
        return self

    @property
    def all(self) -> list[SentLetter]:
        """Oldest first, delivered or not yet: `deliver` is called for you."""
        self.deliver()
        files = sorted(Path(settings().mail_folder).glob("*.eml"), key=_order)
        return [SentLetter.read(file.read_bytes()) for file in files]

    def to(self, address: str) -> list[SentLetter]:
        return [letter for letter in self.all if letter.to == address]

    def last(self, address: str) -> SentLetter:
        found = self.to(address)
        assert found, f"no letter to {address}: {[(each.to, each.subject) for each in self.all]}"
        return found[-1]


def _order(file: Path) -> tuple[float, str]:
    return file.stat().st_mtime_ns, file.name
