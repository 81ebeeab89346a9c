"""Files of the billing: which columns each has, and what stands in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lk.meters.exchange import values
from lk.meters.exchange.faults import FileRefused
from lk.meters.exchange.values import Parse
from lk.meters.rules import EVENTS, KINDS, METHODS
from lk.meters.rules.verdicts import LONGEST_REASON, VERDICTS
from lk.tables import match

NUMBER, NAME, ADDRESS, NOTE = values.text(40), values.text(100), values.text(300), values.text(200)
ZONE = values.whole(1, 3)


@dataclass(frozen=True)
class Column:
    """`names`: what else it is called; `default`: of an empty cell, where one may be empty."""

    parse: Parse
    names: tuple[str, ...] = ()
    is_needed: bool = False
    default: Any = None


@dataclass(frozen=True)
class FileKind:
    """`code`: what `--kind` calls it; `title`: what is in it."""

    code: str
    title: str
    columns: Mapping[str, Column]

    @property
    def needed(self) -> list[str]:
        return [key for key, each in self.columns.items() if each.is_needed]


_CONTRACT_NO = ("Номер договора", "Договор", "Лицевой счет")
_METER_NO = ("Номер счетчика", "Номер прибора учета", "Счетчик", "Прибор учета", "Заводской номер")
_ZONE = Column(ZONE, ("Зона", "Тарифная зона", "zone"), default=1)

CONTRACTS = FileKind(
    "contracts",
    "договоры",
    {
        "contract_no": Column(NUMBER, _CONTRACT_NO, is_needed=True),
        "holder": Column(ADDRESS, ("Потребитель", "Держатель", "Абонент"), is_needed=True),
        "kind": Column(
            values.one_of(KINDS, физическое_лицо="person", организация="organisation"),
            ("Вид потребителя", "Вид"),
            is_needed=True,
        ),
        "may_send": Column(values.is_true, ("Передает показания",), is_needed=True),
        "may_be_bound": Column(values.is_true, ("Можно привязать",), default=True),
    },
)
METERS = FileKind(
    "meters",
    "приборы учета",
    {
        "contract_no": Column(NUMBER, _CONTRACT_NO, is_needed=True),
        "meter_no": Column(NUMBER, _METER_NO, is_needed=True),
        "type": Column(NAME, ("Тип счетчика", "Тип"), is_needed=True),
        "tariff": Column(NAME, ("Тариф",), is_needed=True),
        "coef": Column(
            values.positive,
            ("Расчетный коэффициент", "Коэффициент", "coefficient"),
            default=values.SCALE,
        ),
        "digits": Column(values.whole(1, 11), ("Разрядность", "Разрядов"), is_needed=True),
        "zones": Column(ZONE, ("Зон", "Тарифных зон"), default=1),
        "address": Column(ADDRESS, ("Адрес",), is_needed=True),
        "installed_date": Column(values.day, ("Дата установки", "Установлен")),
        "verified_date": Column(values.day, ("Дата поверки", "Поверен")),
        "status": Column(
            values.one_of(
                {"active": "действует", "removed": "снят с учета"},
                снят="removed",
                в_работе="active",
            ),
            ("Состояние", "Статус"),
        ),
        "removed_date": Column(values.day, ("Дата снятия", "Снят")),
        "replaces": Column(NUMBER, ("Вместо счетчика", "Прежний счетчик"), default=""),
    },
)
HISTORY = FileKind(
    "history",
    "история начислений",
    {
        "contract_no": Column(NUMBER, _CONTRACT_NO, default=""),
        "meter_no": Column(NUMBER, _METER_NO, is_needed=True),
        "period": Column(values.period, ("Период", "Месяц"), is_needed=True),
        "tariff_zone": _ZONE,
        "reading": Column(values.number, ("Показание", "Показания"), is_needed=True),
        "consumption": Column(values.number, ("Расход", "Расход, кВт·ч"), is_needed=True),
        "method": Column(values.one_of(METHODS), ("Способ расчета", "Способ"), default="actual"),
        "reading_date": Column(values.day, ("Дата показания",)),
    },
)
LIFE = FileKind(
    "events",
    "события приборов учета",
    {
        "contract_no": Column(NUMBER, _CONTRACT_NO, default=""),
        "meter_no": Column(NUMBER, _METER_NO, is_needed=True),
        "date": Column(values.day, ("Дата", "Дата события"), is_needed=True),
        "event": Column(
            values.one_of(
                EVENTS,
                установлен="installed",
                поверен="verified",
                заменен="replaced",
                коэффициент="coefficient",
                снят="removed",
            ),
            ("Событие",),
            is_needed=True,
        ),
        "tariff_zone": _ZONE,
        "before": Column(values.number, ("Было", "До")),
        "after": Column(values.number, ("Стало", "После")),
        "note": Column(NOTE, ("Примечание",), default=""),
    },
)
_VERDICTS = dict(zip(VERDICTS, ("принято", "исправлено", "отклонено"), strict=True))
RULINGS = FileKind(
    "verdicts",
    "решения по переданным показаниям",
    {
        "id": Column(
            values.whole(1, 999_999_999),
            ("№", "Номер показания", "reading_id", "number"),
            is_needed=True,
        ),
        "verdict": Column(
            values.one_of(_VERDICTS), ("Решение", "Состояние", "state"), is_needed=True
        ),
        "tariff_zone": Column(ZONE, ("Зона", "Тарифная зона", "zone")),
        "value": Column(values.number, ("Принято показание", "Принятое показание")),
        "reason": Column(values.text(LONGEST_REASON), ("Причина",), default=""),
    },
)
FILE_KINDS: Mapping[str, FileKind] = {
    each.code: each for each in (CONTRACTS, METERS, HISTORY, LIFE, RULINGS)
}


@dataclass(frozen=True)
class Layout:
    """A file that is understood: where each column of its kind stands, and which are not read."""

    kind: FileKind
    heading: Sequence[str]
    places: Mapping[str, int]
    unknown: tuple[str, ...]

    def name(self, column: str) -> str:
        """As the file calls it."""
        place = self.places.get(column)
        return column if place is None else self.heading[place]


def understand(
    heading: Sequence[str], *, kind: str, own_names: Mapping[str, Mapping[str, str]]
) -> Layout:
    """`kind`: empty tells it by the columns. `own_names`: how the company's billing calls columns,
    by kind of file. Raises FileRefused, or TableError for two columns of one name.
    """
    _check_names(own_names)
    wanted = [FILE_KINDS[kind]] if kind else list(FILE_KINDS.values())
    found = [_layout(each, heading, own_names.get(each.code, {})) for each in wanted]
    whole = [each for each in found if not _missing(each)]
    if len(whole) == 1:
        return whole[0]
    if whole:
        kinds = ", ".join(each.kind.code for each in whole)
        raise FileRefused(f"По столбцам это может быть {kinds}: укажите --kind.")
    nearest = max(found, key=lambda each: len(each.kind.needed) - len(_missing(each)))
    names = ", ".join(f"{key} («{_russian(nearest.kind, key)}»)" for key in _missing(nearest))
    raise FileRefused(
        f"Это похоже на {nearest.kind.code} ({nearest.kind.title}), но нет столбцов: {names}."
        " Добавьте их или назовите столбцы в настройках компании: [billing_columns]."
    )


def _layout(kind: FileKind, heading: Sequence[str], own: Mapping[str, str]) -> Layout:
    names = {
        key: (*each.names, own[key]) if key in own else each.names
        for key, each in kind.columns.items()
    }
    columns = match(heading, names)
    return Layout(kind, heading, columns.places, columns.unknown)


def _missing(layout: Layout) -> list[str]:
    return [key for key in layout.kind.needed if key not in layout.places]


def _russian(kind: FileKind, key: str) -> str:
    return kind.columns[key].names[0]


def _check_names(own_names: Mapping[str, Mapping[str, str]]) -> None:
    for code, own in own_names.items():
        kind = FILE_KINDS.get(code)
        wrong = next((key for key in own if kind is None or key not in kind.columns), None)
        if wrong is not None and kind is not None:
            known = ", ".join(kind.columns)
            raise FileRefused(
                f"Настройки: в [billing_columns.{code}] нет «{wrong}». Есть: {known}."
            )
