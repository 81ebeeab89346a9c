"""What a message may be, how a thread is named, and by when it is answered."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from lk.uploads.errors import EmptyFile, FileError, FileTooLarge
from lk.uploads.rules import MAX_FILE_BYTES, MAX_FILE_MB

LONGEST_TEXT = 4000
LONGEST_TITLE = 200
WORDS_OF_TITLE = 80
# Of one message.
MOST_FILES = 5

# Escapes and the like, and marks that turn the direction of the text; NUL is refused aloud.
_STEERING = re.compile("[\x01-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

_GREETING = re.compile(
    r"\s*(?:здравствуй(?:те)?|привет(?:ствую)?|добр\w{2,3} (?:день|утро|вечер|дня|утра|вечера))"
    r"\s*[.!…)\n]\W*",
    re.IGNORECASE,
)


class QuestionError(Exception):
    """A rule says no; `message` tells the reader what to do."""

    message = "Сообщение не отправлено."

    def __str__(self) -> str:
        return self.message


class EmptyText(QuestionError):
    message = "Сообщение пустое. Напишите текст."


class TextTooLong(QuestionError):
    def __init__(self, length: int) -> None:
        super().__init__(length)
        self.message = f"Сообщение длиннее {LONGEST_TEXT} знаков: {length}. Разделите его на части."


class BrokenText(QuestionError):
    message = "В сообщении есть знаки, которые нельзя сохранить. Наберите его заново."


class TooManyFiles(FileError):
    message = (
        f"К одному сообщению можно приложить не больше {MOST_FILES}\N{NO-BREAK SPACE}файлов. "
        "Остальные отправьте следующим сообщением."
    )


@dataclass(frozen=True)
class Promise:
    """Until which day a question is answered, that day included."""

    day: date
    is_late: bool


def promise(since: datetime, *, at: datetime, days: int, zone: ZoneInfo) -> Promise:
    """For a question that came at `since`: so many calendar days after that day."""
    day = since.astimezone(zone).date() + timedelta(days=days)
    return Promise(day, is_late=at.astimezone(zone).date() > day)


def late_before(*, at: datetime, days: int, zone: ZoneInfo) -> datetime:
    """Questions that came before this moment are late at `at`."""
    first = at.astimezone(zone).date() - timedelta(days=days)
    return datetime.combine(first, time(), zone)


def check_size(size: int) -> None:
    """Raises EmptyFile, FileTooLarge."""
    if size == 0:
        raise EmptyFile
    if size > MAX_FILE_BYTES:
        raise FileTooLarge(MAX_FILE_MB)


def without_steering(text: str) -> str:
    """The text without what would steer a terminal or show it in another order than it is read."""
    return _STEERING.sub("", text)


def tidy(text: str | None) -> str:
    """One kind of line ends, no blank edges, no long gaps; what a browser or a shell adds goes."""
    plain = without_steering((text or "").replace("\r\n", "\n").replace("\r", "\n"))
    lines = plain.split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip()


def check_text(text: str) -> str:
    """The tidied text of 1 to 4000 characters; raises EmptyText, TextTooLong, BrokenText."""
    found = tidy(text)
    if not found:
        raise EmptyText
    if len(found) > LONGEST_TEXT:
        raise TextTooLong(len(found))
    if "\0" in found or any("\ud800" <= char <= "\udfff" for char in found):
        raise BrokenText
    return found


def title_of(text: str) -> str:
    """The first words of a question, to call its thread by: its first line or sentence that says
    more than hello.
    """
    rest = _GREETING.sub("", text, count=1) if _GREETING.match(text) else text
    first = re.split(r"\n|(?<=[?!])\s", (rest or text).strip(), maxsplit=1)[0]
    words = " ".join(first.split())
    if len(words) <= WORDS_OF_TITLE:
        return words
    cut = words[:WORDS_OF_TITLE]
    head, space, _ = cut.rpartition(" ")
    return (head if space and len(head) > WORDS_OF_TITLE // 2 else cut).rstrip(" ,.;:—-") + "…"
