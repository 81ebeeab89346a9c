"""A line of «Мои приборы учета» as the page and the file write it.

Written by hand, not by the filters: there are twenty lines on a page that is opened most of all.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from lk.company import company
from lk.meters.presenting_why import figure
from lk.meters.rules import STATES, open_window, words_of
from lk.meters.rules.history import zone_name
from lk.meters.rules.masking import first_seen, masked

# Titles of a file's columns.
TITLES: Mapping[str, str] = {
    "number": "Номер счетчика",
    "contract": "Номер договора",
    "address": "Адрес",
    "type": "Тип счетчика",
    "tariff": "Тариф",
    "coefficient": "Расчетный коэффициент",
    "state": "Состояние",
    "removed_on": "Снят с учета",
    "period": "Период",
    "reading1": "Показание",
    "reading2": "Показание, зона 2",
    "reading3": "Показание, зона 3",
    "consumption": "Расход, кВт·ч",
    "reading_date": "Дата показания",
    "standing": "Показание за этот месяц",
}
WIDTHS: Mapping[str, int] = {"address": 50, "type": 24, "tariff": 24, "standing": 28}

# By the state of the reading that stands for this month: what billing has taken stays as it is.
_ACTS = {"": "send", "sent": "correct"}


class Line(NamedTuple):
    """A line of the page. `kind`: type and tariff; `reading`: the newest one that billing gave, of
    the month `period`. `state`: removed, told, awaited or at_work. `act`: what can be done about
    this month's reading, send or correct, or nothing.
    """

    card: str
    number: str
    contract: str
    address: str
    kind: str
    reading: str
    period: str
    state: str
    act: str


def lines_of(rows: Iterable[Any], on: date, *, cards: str) -> list[Line]:
    """`on`: the day on which the page is opened; `cards`: the address that their cards lie under.

    Addresses are put together here: asking the map of routes for each is dearer than the search.
    """
    kinds: dict[str, bool] = {}
    return [_line(row, on, kinds, cards) for row in rows]


def _line(row: Any, on: date, kinds: dict[str, bool], cards: str) -> Line:
    reading = month = ""
    if row.period and not (row.sees_from and row.period < first_seen(row.sees_from)):
        reading = _readings((row.reading1, row.reading2, row.reading3))
        month = words_of(row.period)
    may_send = row.may_send and row.removed_on is None
    if row.removed_on is not None:
        state = "removed"
    elif row.standing:
        state = "told"
    else:
        state = "awaited" if may_send and _is_awaited(row.kind, on, kinds) else "at_work"
    return Line(
        f"{cards}{row.public_id}/",
        row.number,
        row.contract,
        masked(row.address) if row.sees_from else row.address,
        f"{row.type}, {row.tariff}",
        reading,
        month,
        state,
        _ACTS.get(row.standing or "", "") if may_send else "",
    )


def _is_awaited(kind: str, on: date, known: dict[str, bool]) -> bool:
    """Whether readings of such a contract are awaited on that day."""
    if kind not in known:
        known[kind] = open_window(kind, on, company().readings) is not None
    return known[kind]


def _readings(values: Sequence[Decimal | None]) -> str:
    told = [each for each in values if each is not None]
    if len(told) == 1:
        return figure(told[0])
    zones = range(1, len(told) + 1)
    named = (zone_name(zone, len(told)) for zone in zones)
    return "; ".join(f"{name} {figure(each)}" for name, each in zip(named, told, strict=True))


def table_of(rows: Iterable[Any]) -> Iterator[Mapping[str, Any]]:
    """The rows of a file, by the names of `TITLES`."""
    for row in rows:
        is_shown = row.period and not (row.sees_from and row.period < first_seen(row.sees_from))
        charged = _charged(row) if is_shown else {}
        yield {
            "number": row.number,
            "contract": row.contract,
            "address": masked(row.address) if row.sees_from else row.address,
            "type": row.type,
            "tariff": row.tariff,
            "coefficient": row.coefficient,
            "state": "Снят с учета" if row.removed_on else "В работе",
            "removed_on": row.removed_on,
            "standing": _standing(row),
            **charged,
        }


def _standing(row: Any) -> str:
    if row.standing:
        return STATES[row.standing].label
    return "Не передано" if row.may_send and not row.removed_on else ""


def _charged(row: Any) -> dict[str, Any]:
    parts = (row.consumption1, row.consumption2, row.consumption3)
    return {
        "period": words_of(row.period),
        "reading1": row.reading1,
        "reading2": row.reading2,
        "reading3": row.reading3,
        "consumption": sum((each for each in parts if each is not None), Decimal(0)),
        "reading_date": row.reading_date,
    }
