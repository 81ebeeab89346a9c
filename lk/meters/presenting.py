"""A meter's history as the page writes it: rows, columns. No figure is made here.

Numbers are written by hand, not by the filters: a long history has thousands of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from lk.meters.presenting_why import NBSP, Why, figure, say
from lk.meters.rules import METHODS, words_of
from lk.meters.rules.chart import Chart, Column
from lk.meters.rules.history import Charge, History, Month, zone_name
from lk.meters.rules.periods import SHORT_MONTHS
from lk.meters.rules.why import explain

# The most characters of a figure over a column that does not touch the next one.
MOST_OVER = 5
# What they are divided by, up to which highest one, and what is said of it.
_UNITS = (
    (1, 10_000, "Числа над столбцами округлены."),
    (1000, 10_000_000, "Числа над столбцами — в тысячах кВт·ч."),
    (1_000_000, Decimal("Infinity"), "Числа над столбцами — в миллионах кВт·ч."),
)
# Calendar years on a card; the others open by a link.
YEARS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure of a zone; `zone` is its name, empty for a meter of one."""

    zone: str
    shown: str


@dataclass(frozen=True, slots=True)
class Row:
    """A month of the history. `device`: the number of the meter that stood there before."""

    period: str
    device: str
    total: str
    consumption: tuple[Amount, ...]
    readings: tuple[Amount, ...]
    methods: tuple[str, ...]
    reasons: tuple[Why, ...]

    @property
    def asks(self) -> bool:
        """Whether the portal cannot explain it: the office can."""
        return any(each.asks for each in self.reasons)


@dataclass(frozen=True, slots=True)
class Year:
    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A month of the drawing; `height` and `earlier` in per cent of the scale, or nothing.

    `over`: its figure as short as it stands over the column, `is_named`: even where there is no
    room for all.
    """

    label: str
    month: str
    shown: str
    shown_earlier: str
    over: str
    height: str
    earlier: str
    is_calculated: bool
    was_calculated: bool
    is_named: bool

    @property
    def note(self) -> str:
        """What the table beside the drawing says of it."""
        told = [
            text
            for is_true, text in (
                (self.is_calculated, "посчитано не по показанию"),
                (self.was_calculated, "годом раньше посчитано не по показанию"),
            )
            if is_true
        ]
        return "; ".join(told)


@dataclass(frozen=True, slots=True)
class Drawing:
    """`scale`: how figures over the columns are to be read, where they are not the exact ones."""

    bars: tuple[Bar, ...]
    about: str
    scale: str
    has_earlier: bool
    has_calculated: bool


def years_of(history: History, *, has_all: bool) -> list[Year]:
    """Its rows by calendar year, the newest first; without `has_all` the newest years only."""
    found: list[Year] = []
    for year, months in groupby(history.months, key=lambda each: each.period[:4]):
        if not has_all and len(found) == YEARS_SHOWN:
            break
        found.append(Year(year, tuple(_row(history, each) for each in months)))
    return found


def oldest_year(history: History) -> str:
    return history.months[-1].period[:4] if history.months else ""


def amounts(charges: Sequence[Charge], zones: int, name: str) -> tuple[Amount, ...]:
    """`name`: reading or consumption."""
    return tuple(
        Amount(zone_name(each.zone, zones), figure(getattr(each, name))) for each in charges
    )


def _row(history: History, month: Month) -> Row:
    zones = month.device.zones
    return Row(
        period=words_of(month.period),
        device=month.device.number if month.device != history.devices[0] else "",
        total=figure(month.consumption),
        consumption=amounts(month.charges, zones, "consumption") if zones > 1 else (),
        readings=amounts(month.charges, zones, "reading"),
        methods=tuple(METHODS.get(each, "расчетным способом") for each in month.methods),
        reasons=tuple(
            say(explain(history, each), zone_name(each.zone, zones)) for each in month.charges
        ),
    )


def drawing_of(chart: Chart) -> Drawing:
    highest = chart.columns.index(chart.highest)
    newest = len(chart.columns) - 1
    named = {highest, newest} if newest - highest > 1 else {highest}
    over, scale = _over(chart)
    return Drawing(
        bars=tuple(
            _bar(each, over[place], place in named) for place, each in enumerate(chart.columns)
        ),
        about=" ".join(_about(chart)),
        scale=scale,
        has_earlier=chart.has_earlier,
        has_calculated=chart.has_calculated,
    )


def _over(chart: Chart) -> tuple[list[str], str]:
    """Figures over the columns and what is said of them: longer ones would run together."""
    values = [each.now for each in chart.columns]
    exact = [figure(each) if each is not None else "" for each in values]
    if max(map(len, exact)) <= MOST_OVER:
        return exact, ""
    highest = max(abs(each) for each in values if each is not None)
    unit, words = next((unit, words) for unit, end, words in _UNITS if highest < end)
    places = 1 if highest < 1000 * unit else 0
    return [_short(each / unit, places) if each is not None else "" for each in values], words


def _short(value: Decimal, places: int) -> str:
    """«13,0»: beside «12,9» it keeps its zero."""
    plain = f"{round(value, places) + 0:,f}".replace(",", NBSP)  # plus nothing: no «−0,0»
    return plain.replace(".", ",").replace("-", "−")


def _bar(column: Column, over: str, is_named: bool) -> Bar:
    return Bar(
        label=SHORT_MONTHS[int(column.period[5:]) - 1],
        month=words_of(column.period),
        shown=figure(column.now) if column.now is not None else "",
        shown_earlier=figure(column.earlier) if column.earlier is not None else "",
        over=over,
        height=str(column.height) if column.now is not None else "",
        earlier=str(column.earlier_height) if column.earlier is not None else "",
        is_calculated=column.is_calculated,
        was_calculated=column.was_calculated,
        is_named=is_named,
    )


def _about(chart: Chart) -> Iterator[str]:
    first, last = _month(chart.columns[0].period), _month(chart.columns[-1].period)
    highest = chart.highest
    yield f"По месяцам, {first} — {last}: всего {figure(chart.total)} кВт·ч."
    yield f"Больше всего: {_month(highest.period)}, {figure(highest.now or Decimal(0))} кВт·ч."
    if chart.has_earlier:
        yield "Рядом столбцы за те же месяцы годом раньше."
    by_mean = [_month(each.period) for each in chart.columns if each.is_calculated]
    if by_mean:
        yield f"Посчитано не по показанию: {', '.join(by_mean)}."


def rows_left(years: Sequence[Year], history: History) -> int:
    """How many rows the folded page does not have."""
    return len(history.months) - sum(len(each.rows) for each in years)


def _month(period: str) -> str:
    """«ноябрь 2016» inside of a sentence."""
    return words_of(period).lower()
