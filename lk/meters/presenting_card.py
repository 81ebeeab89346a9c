"""What the template of a meter's card is given."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from lk.meters.presenting import Amount, amounts, drawing_of, oldest_year, rows_left, years_of
from lk.meters.presenting_life import lines_of
from lk.meters.presenting_sent import sent_of
from lk.meters.presenting_why import figure
from lk.meters.rules import period_of, words_of
from lk.meters.rules.chart import chart_of
from lk.meters.rules.history import Month
from lk.meters.rules.life import life_of
from lk.meters.rules.masking import masked
from lk.meters.service.card import Card


@dataclass(frozen=True, slots=True)
class Last:
    """The newest month of the meter itself, as the lines of figure 20 have it."""

    readings: tuple[Amount, ...]
    taken_on: date
    period: str
    total: str


def shown(card: Card, *, user_id: int, has_all: bool, on: date) -> dict[str, Any]:
    """Words for everything on the page that is opened on that day; `has_all`: old years and old
    readings too.
    """
    history, binding = card.history, card.own.binding
    years = years_of(history, has_all=has_all)
    chart = chart_of(history)
    return {
        "card": card,
        "address": card.meter.address if binding.shows_all else masked(card.meter.address),
        "coefficient": figure(card.meter.coefficient),
        "last": _last(card),
        "years": years,
        "left_out": rows_left(years, history),
        "oldest": oldest_year(history),
        "drawing": drawing_of(chart) if chart else None,
        "has_zones": any(each.zones > 1 for each in history.devices),
        "life": lines_of(life_of(history.devices), has_several=len(history.devices) > 1),
        "sent": sent_of(card.readings, history, user_id=user_id),
        "has_all": has_all,
        "may_correct": _may_correct(card, period_of(on)),
    }


def _may_correct(card: Card, period: str) -> bool:
    """Whether there is a reading of that month that may still be corrected."""
    own = (each for each in card.readings if each.meter_id == card.meter.id)
    return any(each.period == period and each.may_be_corrected for each in own)


def _last(card: Card) -> Last | None:
    own = (month for month in card.history.months if month.device.key == card.meter.id)
    month: Month | None = next(own, None)
    if month is None:
        return None
    return Last(
        readings=amounts(month.charges, month.device.zones, "reading"),
        taken_on=max(each.day for each in month.charges),
        period=words_of(month.period),
        total=figure(month.consumption),
    )
