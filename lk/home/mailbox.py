"""The letters of the demo: without a mail server they are files that a newcomer reads here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.-]*\.eml")
ADDRESS = re.compile(r"https?://[^\s<>«»]+[^\s<>«».,;:!?)]")
NEWEST = 50


@dataclass(frozen=True)
class Piece:
    """Words of a line; `url` is set when they are an address."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class File:
    """What goes with a letter."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Letter:
    """A letter as a page shows it: paragraphs are lines, lines are pieces; `files` are the names
    of what goes with it.
    """

    name: str
    subject: str
    to: str
    at: datetime
    paragraphs: list[list[list[Piece]]]
    files: list[str]


def letters(folder: Path) -> list[Letter]:
    """The newest letters of the folder, the newest first."""
    if not folder.is_dir():
        return []
    names = sorted((path.name for path in folder.glob("*.eml")), reverse=True)[:NEWEST]
    found = (letter(folder, name) for name in names)
    return [each for each in found if each]


def letter(folder: Path, name: str) -> Letter | None:
    """The letter in the file `name` of the folder, or None: no path leads out of the folder."""
    message = _message(folder, name)
    if message is None:
        return None
    return Letter(
        name=name,
        subject=str(message["Subject"] or "Без темы"),
        to=str(message["To"] or ""),
        at=parsedate_to_datetime(str(message["Date"])),
        paragraphs=_paragraphs(_text(message)),
        files=[each.name for each in _files(message)],
    )


def file_of(folder: Path, name: str, place: str) -> File | None:
    """The file at this place («1», «2» …) of the letter, or None."""
    message = _message(folder, name)
    found = _files(message) if message else []
    return next((each for at, each in enumerate(found, start=1) if str(at) == place), None)


def _message(folder: Path, name: str) -> EmailMessage | None:
    path = folder / name
    if not NAME.fullmatch(name) or path.is_symlink() or not path.is_file():
        return None
    return message_from_bytes(path.read_bytes(), policy=policy.default)


def _files(message: EmailMessage) -> list[File]:
    return [
        File(part.get_filename() or "Файл", part.get_content_type(), part.get_content())
        for part in message.iter_attachments()
        if part.get_content_maintype() == "application"
    ]


def _text(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain",))
    return str(part.get_content()) if part else ""


def _paragraphs(text: str) -> list[list[list[Piece]]]:
    parts = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return [[list(_pieces(line)) for line in part.splitlines()] for part in parts if part]


def _pieces(line: str) -> Iterator[Piece]:
    at = 0
    for found in ADDRESS.finditer(line):
        yield Piece(line[at : found.start()])
        yield Piece(found.group(), found.group())
        at = found.end()
    yield Piece(line[at:])
