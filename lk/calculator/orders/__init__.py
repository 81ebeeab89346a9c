"""Orders of the regulator as files: read, judged, compared and written. Nothing of a database.

What reads and writes files is `orders.reading` and `orders.writing`: a portal that only counts
does not need them.
"""

from lk.calculator.orders.comparing import Change, differences
from lk.calculator.orders.faults import (
    Fault,
    NeverChanged,
    NotADraft,
    NoVersion,
    OrderError,
    PeriodsClash,
    Place,
    TariffError,
)
from lk.calculator.orders.order import Order
from lk.calculator.orders.periods import Clash, Period, clashes, timeline
from lk.calculator.orders.plain import from_plain, to_plain

__all__ = [
    "Change",
    "Clash",
    "Fault",
    "NeverChanged",
    "NoVersion",
    "NotADraft",
    "Order",
    "OrderError",
    "Period",
    "PeriodsClash",
    "Place",
    "TariffError",
    "clashes",
    "differences",
    "from_plain",
    "timeline",
    "to_plain",
]
