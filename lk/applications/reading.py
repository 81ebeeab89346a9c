"""All answers of an application read at once: what parses, what does not, what is open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lk.applications.catalogue import Answers, Field, Kind, Value
from lk.applications.values import Refused, parse
from lk.applications.values.quantities import plain


@dataclass(frozen=True, slots=True)
class Reading:
    """`values`: all answers that parse, of closed fields too; `refused`: those that do not, by
    key; `open`: what counts, that is the values of fields that are shown now, closed ones having
    what their field says of that.
    """

    values: Mapping[str, Value]
    refused: Mapping[str, Refused]
    open: Mapping[str, Value]
    shown: frozenset[str]


def read_all(kind: Kind, answers: Answers, *, today: date | None = None) -> Reading:
    """Answers may be raw or parsed. With `today` dates are checked against it."""
    values: dict[str, Value] = {}
    refused: dict[str, Refused] = {}
    for field in kind.fields:
        try:
            values[field.key] = parse(field, answers.get(field.key), today=today)
        except Refused as error:
            refused[field.key] = error
    shown = _shown(kind, values)
    opened = _opened(kind, values, shown)
    values.update({field.key: opened[field.key] for field in kind.sums})
    return Reading(values, refused, opened, shown)


def _shown(kind: Kind, values: Answers) -> frozenset[str]:
    """A field that is itself closed counts as not answered in the conditions of others."""
    shown = frozenset(kind.by_key)
    for _ in range(len(shown)):
        counted = {key: value for key, value in values.items() if key in shown}
        counted |= {field.key: _sum(kind, field, values, shown) for field in kind.sums}
        after = frozenset(field.key for field in kind.fields if field.is_shown(counted))
        if after == shown:
            break
        shown = after
    return shown


def _opened(kind: Kind, values: Answers, shown: frozenset[str]) -> dict[str, Value]:
    opened: dict[str, Value] = {}
    for field in kind.fields:
        if field.key in shown:
            opened[field.key] = values.get(field.key)
        elif field.closed_copy:
            opened[field.key] = values.get(field.closed_copy)
        else:
            opened[field.key] = field.closed_value
    for field in kind.sums:
        opened[field.key] = _added(opened[key] for key in field.sum_of)
    return opened


def _sum(kind: Kind, field: Field, values: Answers, shown: frozenset[str]) -> str | None:
    return _added(
        values.get(key) if key in shown else kind.field(key).closed_value for key in field.sum_of
    )


def _added(parts: Iterable[Value]) -> str | None:
    """None while a part of the sum is not known."""
    parts = list(parts)
    if not all(isinstance(part, str) for part in parts):
        return None
    return plain(sum((Decimal(str(part)) for part in parts), Decimal(0)))
