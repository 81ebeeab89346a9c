"""On which line of a TOML or JSON file a value stands, as far as that is plain to see."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TABLE = re.compile(r"\s*\[\s*([\w.-]+)\s*\]\s*(#.*)?$")
_ITEM = re.compile(r"\s*\[\[\s*([\w.-]+)\s*\]\]\s*(#.*)?$")
_KEY = re.compile(r"""\s*["']?([\w.-]+)["']?\s*=""")
_PIECE = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+|\n')


def toml_lines(text: str) -> dict[str, int]:
    """By path: `title`, `last_mile.small_kw`, `rate[3]`, `rate[3].unit`."""
    found: dict[str, int] = {}
    items: dict[str, int] = {}
    here = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if item := _ITEM.match(line):
            items[item[1]] = items.get(item[1], 0) + 1
            here = f"{item[1]}[{items[item[1]]}]"
            found[here] = number
        elif table := _TABLE.match(line):
            here = table[1]
            found.setdefault(here, number)
        elif key := _KEY.match(line):
            found.setdefault(f"{here}.{key[1]}" if here else key[1], number)
    return found


@dataclass
class _Level:
    """An open bracket: `count` items of a list so far, or the `name` of an object's value."""

    is_list: bool
    path: str
    name: str = ""
    count: int = 1

    @property
    def inner(self) -> str:
        if self.is_list:
            return f"{self.path}[{self.count}]"
        return f"{self.path}.{self.name}" if self.path else self.name


def json_lines(text: str) -> dict[str, int]:
    """The same for JSON that is sound."""
    found: dict[str, int] = {}
    levels: list[_Level] = []
    before = ""
    for line, piece in _pieces(text):
        if piece == ":":
            levels[-1].name = before.strip('"')
            found.setdefault(levels[-1].inner, line)
        elif piece in "{[":
            path = levels[-1].inner if levels else ""
            found.setdefault(path, line)
            levels.append(_Level(piece == "[", path))
        elif piece in "}]":
            levels.pop()
        elif piece == "," and levels[-1].is_list:
            levels[-1].count += 1
        before = piece
    return found


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    line = 1
    for found in _PIECE.finditer(text):
        piece = found[0]
        if piece == "\n":
            line += 1
        else:
            yield line, piece
