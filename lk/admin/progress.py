"""Bars of long work. They go to stderr, and only to a terminal: a pipe gets nothing of them."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

T = TypeVar("T")
Advance = Callable[[int], None]


@contextmanager
def bar(words: str, total: int | None) -> Iterator[Advance]:
    """`advance(n)` says that `n` more of `total` are done."""
    if not sys.stderr.isatty():
        yield lambda _count: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(file=sys.stderr, emoji=False, highlight=False)
    with Progress(*columns, TimeRemainingColumn(), console=console, transient=True) as progress:
        task = progress.add_task(words, total=total)
        yield lambda count: progress.advance(task, count)


def counted(things: Sequence[T], words: str) -> Iterator[T]:
    """The same things, with a bar while they are gone through."""
    with bar(words, len(things)) as advance:
        for each in things:
            yield each
            advance(1)
