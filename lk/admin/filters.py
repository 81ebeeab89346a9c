"""Which applications a command is about: the options that `list` and `export` share."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import wraps
from typing import Any

import click

from lk.admin.columns import TURNS
from lk.admin.types import DAY, WORDS, OneOf, start_of
from lk.applications import catalogue, rules
from lk.applications.service import Selection
from lk.clock import today
from lk.company import company

NOBODY = "none"
NAMES = (
    "status", "kind", "group", "category", "since", "until", "text", "assigned", "turn", "overdue"
)  # fmt: skip
_GROUPS = tuple(each.code for each in catalogue.groups())
_CATEGORIES = tuple(each.code for each in catalogue.categories())
_KINDS = tuple(f"{group}-{category}" for group in _GROUPS for category in _CATEGORIES)


class Several(click.ParamType[tuple[str, ...]]):
    """Words of a list, by commas; the option may also be repeated."""

    name = "слова"

    def __init__(self, words: Iterable[str]) -> None:
        self.one = OneOf(tuple(words))

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return self.one.get_metavar(param, ctx)

    def convert(self, value: Any, param: Any, ctx: Any) -> tuple[str, ...]:
        if isinstance(value, tuple):
            return value
        words = [each.strip() for each in value.split(",")]
        return tuple(self.one.convert(each, param, ctx) for each in words)


def narrowed(act: Any) -> Any:
    """The options of `NAMES`; the command gets them as `filters`, only those that were given."""

    @wraps(act)
    def run(**kwargs: Any) -> Any:
        given = {name: kwargs.pop(name) for name in NAMES}
        filters = {name: value for name, value in given.items() if value not in (None, (), False)}
        return act(filters=_flat(filters), **kwargs)

    decorated: Any = run
    for option in reversed(_OPTIONS):
        decorated = option(decorated)
    return decorated


def _many(name: str, words: Iterable[str], words_of_help: str) -> Callable[[Any], Any]:
    return click.option(f"--{name}", type=Several(words), multiple=True, help=words_of_help)


_OPTIONS = (
    _many("status", rules.STATUSES, "Коды статусов через запятую; черновики: draft."),
    _many("kind", _KINDS, "Коды видов: fl-150, ul-670…"),
    _many("group", _GROUPS, "Кто подает: fl, ip, ul."),
    _many("category", _CATEGORIES, "Категория мощности: 15, 150, 670, 670p, tmp."),
    click.option("--since", type=DAY, help="Поданные с этого дня."),
    click.option("--until", type=DAY, help="Поданные по этот день включительно."),
    click.option("--text", type=WORDS, default=None, help="Слова из номера, имени, адреса, логин."),
    click.option(
        "--assigned", type=WORDS, metavar="ИМЯ", default=None, help="Кто ведет; none — никто."
    ),
    click.option("--turn", type=OneOf(tuple(TURNS)), help="За кем ход: consumer или company."),
    click.option("--overdue", is_flag=True, help="Только те, чей срок прошел."),
)


def _flat(filters: Mapping[str, Any]) -> dict[str, Any]:
    """Repeated options with commas in them as one tuple."""
    return {
        name: tuple(dict.fromkeys(word for words in value for word in words))
        if isinstance(value, tuple)
        else value
        for name, value in filters.items()
    }


def selection_of(filters: Mapping[str, Any]) -> Selection:
    """What the service understands; days are the company's."""
    until: date | None = filters.get("until")
    assigned = filters.get("assigned")
    return Selection(
        statuses=filters.get("status", ()),
        kinds=_kinds(filters),
        since=start_of(filters.get("since")),
        until=start_of(until + timedelta(days=1)) if until else None,
        text=filters.get("text", ""),
        assigned="" if assigned == NOBODY else assigned,
        turn=filters.get("turn", ""),
        overdue_on=today(company().time_zone) if filters.get("overdue") else None,
    )


def _kinds(filters: Mapping[str, Any]) -> frozenset[str] | None:
    if not {"kind", "group", "category"} & filters.keys():
        return None
    found = (
        kind
        for group in filters.get("group", _GROUPS)
        for kind in catalogue.kinds_of(group)
        if kind.category.code in filters.get("category", _CATEGORIES)
    )
    codes = frozenset(kind.code for kind in found)
    return codes & frozenset(filters["kind"]) if "kind" in filters else codes
