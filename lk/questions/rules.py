"""What a message may be, and how a thread is named."""

import re

LONGEST_TEXT = 4000
LONGEST_TITLE = 200
WORDS_OF_TITLE = 80

# Escapes and the like, and marks that turn the direction of the text; NUL is refused aloud.
_STEERING = re.compile("[\x01-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


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
    """The first words of a question, to call its thread by: its first line or question."""
    first = re.split(r"\n|(?<=[?!])\s", text.strip(), maxsplit=1)[0]
    words = " ".join(first.split())
    if len(words) <= WORDS_OF_TITLE:
        return words
    cut = words[:WORDS_OF_TITLE]
    head, space, _ = cut.rpartition(" ")
    return (head if space and len(head) > WORDS_OF_TITLE // 2 else cut).rstrip(" ,.;:—-") + "…"
