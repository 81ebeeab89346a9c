from lk.calculator.asking import address_in
from lk.calculator.models import Calculation
from lk.calculator.rules import Question
from lk.calculator.service.active import VersionDays, tariff_on, version_days
from lk.calculator.service.asking import Asked, asked_in
from lk.calculator.service.keeping import NoTariff, answer_of, keep, kept
from lk.calculator.service.summaries import Summary, summary_of
from lk.calculator.service.tariffs import (
    Basis,
    activate,
    basis_of,
    delete,
    import_order,
    periods,
    rate_counts,
    version,
    versions,
)

__all__ = [
    "Asked",
    "Basis",
    "Calculation",
    "NoTariff",
    "Question",
    "Summary",
    "VersionDays",
    "activate",
    "address_in",
    "answer_of",
    "asked_in",
    "basis_of",
    "delete",
    "import_order",
    "keep",
    "kept",
    "periods",
    "rate_counts",
    "summary_of",
    "tariff_on",
    "version",
    "version_days",
    "versions",
]
