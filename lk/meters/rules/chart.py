"""Consumption by month as columns, a year before beside it. The standard library only."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from lk.meters.rules.history import History
from lk.meters.rules.periods import before

MONTHS = 12
# Where a scale may end, as parts of a power of ten.
_ENDS = tuple(map(Decimal, ("1", "1.2", "1.6", "2", "3", "4", "5", "6", "8", "10")))


@dataclass(frozen=True, slots=True)
class Column:
    """A month; None where nothing was charged. Heights in per cent of the scale, 0 to 100."""

    period: str
    now: Decimal | None
    earlier: Decimal | None
    height: Decimal
    earlier_height: Decimal
    is_calculated: bool
    was_calculated: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """The newest twelve months, the oldest first; the scale runs from 0 to `top`."""

    columns: Sequence[Column]
    top: Decimal

    @property
    def has_earlier(self) -> bool:
        return any(each.earlier is not None for each in self.columns)

    @property
    def has_calculated(self) -> bool:
        return any(each.is_calculated or each.was_calculated for each in self.columns)

    @property
    def total(self) -> Decimal:
        return sum((each.now for each in self.columns if each.now is not None), Decimal(0))

    @property
    def highest(self) -> Column:
        return max(self.columns, key=lambda each: each.now or Decimal(0))


def chart_of(history: History) -> Chart | None:
    """None where there is nothing to draw yet. Zones and devices are added up."""
    totals = history.totals
    if not totals:
        return None
    newest = max(totals)
    oldest = max(before(newest, MONTHS - 1), min(totals))
    periods = [before(newest, each) for each in range(MONTHS - 1, -1, -1)]
    shown = [each for each in periods if each >= oldest]
    years = [(each, before(each, 12)) for each in shown]
    top = _top(max(totals.get(each, Decimal(0)) for pair in years for each in pair))
    return Chart([_column(history, now, earlier, top) for now, earlier in years], top)


def _column(history: History, now: str, earlier: str, top: Decimal) -> Column:
    totals, calculated = history.totals, history.calculated
    return Column(
        now,
        totals.get(now),
        totals.get(earlier),
        _height(totals.get(now), top),
        _height(totals.get(earlier), top),
        now in calculated,
        earlier in calculated,
    )


def _height(value: Decimal | None, top: Decimal) -> Decimal:
    """A correction below zero has no height: there is no month of less than nothing."""
    return round(max(value or Decimal(0), Decimal(0)) * 100 / top, 2)


def _top(highest: Decimal) -> Decimal:
    """The round figure above all columns."""
    if highest <= 0:
        return Decimal(1)
    power = Decimal(10) ** (highest.to_integral(ROUND_CEILING).adjusted())
    return next(each * power for each in _ENDS if each * power >= highest)
