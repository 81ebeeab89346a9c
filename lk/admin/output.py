"""What commands say: tables for people, `--json` for programs."""

import io
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from lk.admin import trial
from lk.web.filters import day, moment

# A pipe has no width: wide enough that no number is broken.
WIDTH_OF_PIPE = 200
_BIDI = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C}

Row = Mapping[str, Any]


def show_list(rows: Sequence[Row], titles: Mapping[str, str], *, as_json: bool, empty: str) -> None:
    """`titles`: which facts of a row the table shows, and under what; JSON has all of them."""
    if as_json:
        _echo_json(list(rows))
        return
    if not rows:
        click.echo(empty)
        return
    found = Table(show_edge=False, pad_edge=False)
    for place, title in enumerate(titles.values()):
        found.add_column(title, overflow="fold", no_wrap=place == 0)  # the name stays whole
    for row in rows:
        found.add_row(*(_words(row.get(key)) for key in titles))
    _print(found)


def show_one(facts: Row, titles: Mapping[str, str], *, as_json: bool) -> None:
    """One thing, a fact a line; JSON has all facts."""
    if as_json:
        _echo_json(facts)
        return
    _facts([(title, facts.get(key)) for key, title in titles.items()])


def show_pairs(title: str, pairs: Sequence[tuple[str, Any]]) -> None:
    """A block of facts under its title."""
    heading(title)
    _facts(pairs)


def show_lines(title: str, lines: Sequence[str]) -> None:
    """Lines under a title."""
    heading(title)
    for line in lines:
        click.echo(clean(line))


def message(by: str, at: datetime, text: str) -> None:
    """One message of a thread."""
    heading(f"{by}, {moment(at)}")
    click.echo(clean(text))


def heading(text: str) -> None:
    _print(Text(f"\n{clean(text)}", style="bold"))


def say(text: str, *, as_json: bool = False, **facts: Any) -> None:
    """What has been done; for programs `facts` alone. A trial tells of its letters as well."""
    tried = trial.current()
    letters = tried.letters() if tried else []
    if as_json:
        _echo_json(facts | {"dry_run": True, "letters": letters} if tried else facts)
        return
    if tried:
        click.echo(trial.NOTHING_CHANGED)
    click.echo(clean(text))
    for each in letters:
        click.echo(clean(f"  Письмо {each['recipient']}: {each['subject']}"))


def clean(text: str) -> str:
    """Words without what would steer a terminal, or is no text: escapes, returns, bidi marks."""
    return "".join("\N{REPLACEMENT CHARACTER}" if _steers(char) else char for char in text)


def _steers(char: str) -> bool:
    code = ord(char)
    return (
        (code < 32 and char not in "\n\t")
        or 127 <= code < 160
        or code in _BIDI
        or _is_no_text(code)
    )


def _is_no_text(code: int) -> bool:
    """Half of a character: so Python holds a byte that is no UTF-8."""
    return 0xD800 <= code < 0xE000


def as_words(value: Any) -> str:
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, datetime):
        return moment(value)
    return day(value) if isinstance(value, date) else str(value)


def _words(value: Any) -> Text:
    return Text(clean(as_words(value)))


def _facts(pairs: Sequence[tuple[str, Any]]) -> None:
    found = Table.grid(padding=(0, 2))
    found.add_column(style="bold", max_width=44)
    found.add_column(overflow="fold")
    for title, value in pairs:
        found.add_row(Text(clean(title)), _words(value))
    _print(found)


def fit_any_terminal() -> None:
    """What the terminal's encoding lacks is shown as «?»: that is no reason to fall."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


def as_text(value: Any, *, is_ascii: bool = False) -> str:
    """JSON as a program reads it: dates are ISO; what would steer a terminal is in escapes."""
    text = json.dumps(value, ensure_ascii=is_ascii, indent=2, default=_plain)
    return "".join(f"\\u{ord(char):04x}" if _steers(char) else char for char in text) + "\n"


def _echo_json(value: Any) -> None:
    """Whole in any encoding: where there are no letters for it, in escapes."""
    is_utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    click.echo(as_text(value, is_ascii=not is_utf8), nl=False)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _print(thing: Table | Text) -> None:
    """By click, like everything else: it knows what to do where the encoding is only ASCII."""
    out, is_terminal = io.StringIO(), sys.stdout.isatty()
    width = None if is_terminal else WIDTH_OF_PIPE
    console = Console(
        file=out, width=width, force_terminal=is_terminal, highlight=False, emoji=False
    )
    console.print(thing)
    click.echo(out.getvalue(), nl=False)
