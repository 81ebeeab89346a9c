"""Rules of meters and readings: pure, the standard library only."""

from lk.meters.rules.periods import before, is_period, period_of, words_of
from lk.meters.rules.windows import Window, open_window
from lk.meters.rules.words import (
    ANSWERS,
    EVENTS,
    KINDS,
    METHODS,
    STATES,
    State,
    folded,
    search_key_of,
)

__all__ = [
    "ANSWERS",
    "EVENTS",
    "KINDS",
    "METHODS",
    "STATES",
    "State",
    "Window",
    "before",
    "folded",
    "is_period",
    "open_window",
    "period_of",
    "search_key_of",
    "words_of",
]
