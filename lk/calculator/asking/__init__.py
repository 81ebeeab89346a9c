"""The calculator's query, read: the same names for the page, JSON and an application."""

from lk.calculator.asking.names import LABELS
from lk.calculator.asking.offering import Offer, offer_of
from lk.calculator.asking.reading import (
    EXAMPLE,
    Asked,
    address_in,
    address_of,
    day_of,
    read,
    sent_in,
)
from lk.calculator.asking.saying import said_in, told, typed_of

__all__ = [
    "EXAMPLE",
    "LABELS",
    "Asked",
    "Offer",
    "address_in",
    "address_of",
    "day_of",
    "offer_of",
    "read",
    "said_in",
    "sent_in",
    "told",
    "typed_of",
]
