"""Terms as dated data: whose turn it is, and until which day (terms.toml, calendar.toml)."""

from lk.applications.terms.choosing import due, end_of, starts_of
from lk.applications.terms.load import Table, TermsFileError, load, shipped
from lk.applications.terms.model import (
    BY_THE_RULES,
    EVENT,
    RESUBMITTED,
    SUBMITTED,
    Case,
    Row,
    Term,
    counted,
)

__all__ = [
    "BY_THE_RULES",
    "EVENT",
    "RESUBMITTED",
    "SUBMITTED",
    "Case",
    "Row",
    "Table",
    "Term",
    "TermsFileError",
    "counted",
    "due",
    "end_of",
    "load",
    "shipped",
    "starts_of",
]
