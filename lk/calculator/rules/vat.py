"""НДС and rounding: roubles are rounded once, at the end, half up."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from lk.calculator.rules.answer import Estimate, Line
from lk.calculator.rules.tariff import Tariff

KOPECK = Decimal("0.01")


def rounded(sum_: Decimal) -> Decimal:
    return sum_.quantize(KOPECK, ROUND_HALF_UP)


def estimate(
    method: str, lines: Sequence[Line], tariff: Tariff, notes: Sequence[str] = ()
) -> Estimate:
    """Rates are with НДС (`included`), without it (`excluded`), or there is none (`none`)."""
    exact = sum((line.amount for line in lines), Decimal(0))
    factor = 1 + tariff.vat_percent / 100
    whole = exact * factor if tariff.vat_mode == "excluded" else exact
    total = rounded(whole)
    without = total
    if tariff.vat_mode == "included":
        without = rounded(exact / factor)
    elif tariff.vat_mode == "excluded":
        without = rounded(exact)
    return Estimate(
        method=method,
        lines=tuple(lines),
        exact=exact,
        total=total,
        without_vat=without,
        vat=total - without,
        rounding=total - whole,
        notes=tuple(dict.fromkeys(notes)),
    )
