"""What options may hold; each type says in Russian what it wanted."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import click

from lk.company import company
from lk.questions.rules import without_steering


class Day(click.ParamType[date]):
    """A calendar day: 2026-11-24 or 24.11.2026."""

    name = "день"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return "ДЕНЬ"

    def convert(self, value: Any, param: Any, ctx: Any) -> date:
        if isinstance(value, date):
            return value
        found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)|(\d\d)\.(\d\d)\.(\d{4})", value.strip(), re.A)
        parts = found.groups() if found else ()
        try:
            return date(*map(int, parts[:3] if parts[0] else parts[:2:-1]))
        except (ValueError, IndexError):
            self.fail(f"нужна дата вида 2026-11-24 или 24.11.2026, а не «{value}»", param, ctx)


class Whole(click.ParamType[int]):
    """A whole number from `least` to `most`."""

    name = "число"

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return "ЧИСЛО"

    def convert(self, value: Any, param: Any, ctx: Any) -> int:
        text = str(value).strip()
        is_number = text.isascii() and text.isdigit() and len(text) < 10
        if not is_number or not self.least <= int(text) <= self.most:
            limits = f"от {self.least} до {self.most}"
            self.fail(f"нужно целое число {limits}, а не «{value}»", param, ctx)
        return int(text)


class OneOf(click.ParamType[str]):
    """One of the words."""

    name = "слово"

    def __init__(self, words: Sequence[str]) -> None:
        self.words = tuple(words)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return "|".join(self.words) if len(self.words) < 5 else "КОД"

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        if value not in self.words:
            self.fail(f"нет слова «{value}». Есть: {', '.join(self.words)}", param, ctx)
        return str(value)


class Words(click.ParamType[str]):
    """Text that both databases take and no terminal stumbles over.

    A shell may pass bytes that are no UTF-8: refused. Escapes and bidi marks go without a word.
    """

    name = "текст"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return "ТЕКСТ"

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        text = str(value)
        if any("\ud800" <= char <= "\udfff" for char in text):
            self.fail("нужен текст в кодировке UTF-8", param, ctx)
        return without_steering(text)


class Place(click.ParamType[Path]):
    """A path on this machine."""

    name = "путь"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return "ПУТЬ"

    def convert(self, value: Any, param: Any, ctx: Any) -> Path:
        return Path(value).expanduser()


DAY, WORDS, PLACE = Day(), Words(), Place()


def start_of(day: date | None) -> datetime | None:
    """The moment when the day begins in the company's zone."""
    return datetime.combine(day, time(), company().time_zone) if day else None
