"""The form as it is drawn: the four fields of fig. 15, and the rest folded under them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lk.calculator.asking.names import LABELS, MAIN
from lk.calculator.asking.offering import Offer
from lk.calculator.asking.opening import OPENED_BY
from lk.calculator.asking.reading import Asked
from lk.calculator.asking.saying import is_said, value_of
from lk.calculator.asking.usual import RADIOS, TICKS
from lk.web.controls import Control, What

FIG15_HINT = "до 150м! расстояние не имеет значения"
_FOLDS = {
    "Где, когда и по какой схеме": ("territory", "scheme", "builds_line", "second_distance", "on"),
    "Что нужно построить": (
        "line", "line_kind", "sections", "section_kind", "substation", "meter_kind",
        "meter_points", "long",
    ),
    "Льгота и ранее присоединенная мощность": ("previous", "group", "members"),
}  # fmt: skip
_HINTS = {
    "reliability": "Для дома, дачи, гаража — III. Для I и II нужны два независимых источника",
    "power": "Сколько киловатт нужно добавить",
    "builds_line": "Без отметки считаем, что сеть уже рядом",
    "second_distance": "Нужно для категорий I и II. Пусто — столько же, сколько до первого",
    "on": "ДД.ММ.ГГГГ. Пусто — сегодня; для прошлого дня берется тариф того дня",
    "previous": "Если по этому адресу электричество уже подключено",
    "members": "Нужно для товарищества или кооператива",
    "long": "По договору срок работ больше года",
}
_EMPTY = {
    "line_kind": "Самая низкая ставка",
    "section_kind": "Самая низкая ставка",
    "substation": "Не нужна",
    "meter_kind": "Прибор учета у меня есть",
    "group": "Не выбрана",
}


@dataclass(slots=True)
class Fold:
    """Further fields under a heading; open when one of them says something."""

    title: str
    is_open: bool
    controls: list[Control]


@dataclass(slots=True)
class Sheet:
    main: list[Control]
    folds: list[Fold]
    distance_rule: str
    form_errors: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[Control]:
        """All that is asked, for the list of what is refused."""
        yield from self.main
        for fold in self.folds:
            yield from fold.controls


def sheet(asked: Asked, offer: Offer) -> Sheet:
    folds = [
        Fold(
            title,
            any(_says(name, asked, offer) for name in names),
            [
                _control(name, asked, offer)
                for name in names
                if offer.has(name) or _says(name, asked, offer)
            ],
        )
        for title, names in _FOLDS.items()
    ]
    return Sheet(
        [_control(name, asked, offer) for name in MAIN],
        [fold for fold in folds if fold.controls],
        offer.distance_rule,
    )


def opened_by(offer: Offer) -> dict[str, tuple[str, tuple[str, ...]]]:
    """By which field, and which values of it, a field is opened that is not asked otherwise."""
    kinds = tuple(value for value, _ in offer.asked.get("meter_kind", ()))
    return {**OPENED_BY, "meter_points": ("meter_kind", kinds)}


def places_of(errors: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """For a list of what is refused: where a link leads, the name, the message."""
    return [(f"{name}-0" if name in RADIOS else name, name, text) for name, text in errors.items()]


def _says(name: str, asked: Asked, offer: Offer) -> bool:
    return name in asked.errors or is_said(name, asked.typed, offer)


def _control(name: str, asked: Asked, offer: Offer) -> Control:
    choices = offer.choices(name)
    typed = asked.typed.get(name, "")
    return Control(
        name,
        LABELS[name],
        _what(name, is_choice=bool(choices)),
        value_of(name, typed, offer),
        hint=_hint(name, offer),
        is_required=name in MAIN,
        max_length=0 if choices or name in TICKS else 40,
        width="" if choices or name in TICKS else "w10",
        inputmode=_inputmode(name),
        choices=choices,
        empty=_EMPTY.get(name, "Выберите из списка"),
        errors=[asked.errors[name]] if name in asked.errors else [],
    )


def _what(name: str, *, is_choice: bool) -> What:
    if name in TICKS:
        return "tick"
    if name in RADIOS:
        return "radio"
    return "select" if is_choice else "text"


def _inputmode(name: str) -> str:
    return "decimal" if name in {"power", "distance", "second_distance", "previous"} else "numeric"


def _hint(name: str, offer: Offer) -> str:
    if name == "distance":
        return FIG15_HINT if offer.is_distance_free else "До ближайшей опоры или подстанции"
    return _HINTS.get(name, "")
