"""The fee for a connection, as pure arithmetic over a tariff version: no web, no database."""

from lk.calculator.rules.answer import (
    Answer,
    Condition,
    Estimate,
    Line,
    ReducedFee,
    Unavailable,
)
from lk.calculator.rules.calculating import calculate
from lk.calculator.rules.codes import (
    CODES,
    RELIABILITIES,
    SCHEMES,
    TERRITORIES,
    VOLTAGE_CLASSES,
    VOLTAGES,
    Unit,
)
from lk.calculator.rules.options import Choice, Options, distance_rule, options
from lk.calculator.rules.question import Question
from lk.calculator.rules.tariff import LastMile, LongWork, PerKw, Rate, Reduced, Tariff

__all__ = [
    "CODES",
    "RELIABILITIES",
    "SCHEMES",
    "TERRITORIES",
    "VOLTAGES",
    "VOLTAGE_CLASSES",
    "Answer",
    "Choice",
    "Condition",
    "Estimate",
    "LastMile",
    "Line",
    "LongWork",
    "Options",
    "PerKw",
    "Question",
    "Rate",
    "Reduced",
    "ReducedFee",
    "Tariff",
    "Unavailable",
    "Unit",
    "calculate",
    "distance_rule",
    "options",
]
