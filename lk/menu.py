"""The menu on the right (fig. 8 of the manual): three blocks, in the manual's words."""

from dataclasses import dataclass

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
    items: list[Item]


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


def menu(unread: int) -> list[Block]:
    """The blocks for this request; `unread` answers are marked at «Мои вопросы»."""
    return [Block(title, [_item(*each, unread) for each in items]) for title, items in _BLOCKS]


def _item(title: str, endpoint: str, unread: int) -> Item:
    badge = unread if endpoint == "questions.index" else 0
    return Item(title, url_for(endpoint), request.endpoint == endpoint, badge)
