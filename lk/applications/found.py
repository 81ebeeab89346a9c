"""What a rule over several answers has found."""

from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeAlias

from lk.applications.catalogue import Kind
from lk.applications.reading import Reading


class Found(NamedTuple):
    """A rule broken at the field `key`; `row` counts the rows that are filled, from 0."""

    key: str
    code: str
    message: str
    row: int | None = None
    column: str | None = None


Check: TypeAlias = Callable[[Kind, Reading], Iterator[Found]]
