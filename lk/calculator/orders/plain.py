"""Dataclasses as plain JSON and back, exact: a Decimal is text, a day is ISO."""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_plain(value: Any) -> Any:
    """Only what JSON knows: dict, list, str, int, bool, None."""
    if is_dataclass(value):
        return {each.name: to_plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): to_plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [to_plain(each) for each in value]
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def from_plain(kind: type[T], data: Any) -> T:
    """The value of that type again. What the type does not know is left out, so that something
    kept by another release still opens; raises ValueError, TypeError or KeyError when it does not.
    """
    return cast(T, _build(kind, data))


def _build(kind: Any, data: Any) -> Any:
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        return None if data is None else _build(_one_of(get_args(kind), data), data)
    if is_dataclass(kind):
        hints = _hints(kind)
        return cast(Any, kind)(**{n: _build(hints[n], data[n]) for n in hints if n in data})
    if origin is tuple:
        return tuple(_build(get_args(kind)[0], each) for each in data)
    if origin is not None and issubclass(origin, Mapping):
        return {key: _build(get_args(kind)[1], each) for key, each in data.items()}
    return _scalar(kind, data)


def _scalar(kind: Any, data: Any) -> Any:
    if kind is date:
        return date.fromisoformat(data)
    if kind is Decimal or issubclass(kind, Enum):
        return kind(data)
    return data


def _one_of(kinds: tuple[Any, ...], data: Any) -> Any:
    """The type of a union that the data look like: of dataclasses, the one with their names."""
    real = [each for each in kinds if each is not types.NoneType]
    if isinstance(data, Mapping):
        named = [each for each in real if is_dataclass(each)]
        return max(named, key=lambda each: len(_hints(each).keys() & data.keys()))
    return real[0]


def _hints(kind: Any) -> dict[str, Any]:
    return _known_hints(kind)


@cache
def _known_hints(kind: type) -> dict[str, Any]:
    known = get_type_hints(kind)
    return {each.name: known[each.name] for each in fields(kind)}
