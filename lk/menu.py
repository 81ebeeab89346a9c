"""The menu on the right (fig. 8 of the manual): three blocks, in the manual's words."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from flask import request

from lk.web.addresses import url_for


@dataclass(frozen=True)
class Item:
    title: str
    url: str
    is_current: bool
    badge: int = 0


@dataclass(frozen=True)
class Block:
    title: str
    items: Sequence[Item]


_BLOCKS: list[tuple[str, list[tuple[str, str]]]] = [
    (
        "Персональная информация",
        [("Мои данные", "account.me"), ("Мои вопросы", "questions.index")],
    ),
    (
        "Технологическое присоединение",
        [
            ("Создать заявку", "applications.start"),
            ("Мои заявки", "applications.index"),
            ("Калькулятор", "calculator.form"),
            ("Проверить заявку", "applications.check"),
        ],
    ),
    (
        "Приборы учета",
        [("Мои приборы учета", "meters.mine"), ("Добавить прибор учета", "meters.add")],
    ),
]


def menu(unread: int) -> Sequence[Block]:
    """The blocks for this request; `unread` answers are marked at «Мои вопросы»."""
    return _menu(request.script_root, request.endpoint, unread)


@lru_cache(maxsize=256)
def _menu(_root: str, current: str | None, unread: int) -> Sequence[Block]:
    """The same for everybody on a page with as many answers."""
    return tuple(
        Block(title, tuple(_item(*each, current, unread) for each in items))
        for title, items in _BLOCKS
    )


def _item(title: str, endpoint: str, current: str | None, unread: int) -> Item:
    badge = unread if endpoint == "questions.index" else 0
    return Item(title, url_for(endpoint), current == endpoint, badge)
