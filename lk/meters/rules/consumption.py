"""What a register has counted between two readings. The standard library only."""

from decimal import ROUND_HALF_UP, Decimal

NEAR_THE_END = Decimal("0.9")


def size_of(digits: int) -> Decimal:
    """Where a register of so many digits begins anew: 100 000 for five."""
    return Decimal(10) ** digits


def fits(value: Decimal, digits: int) -> bool:
    """Whether a register of so many digits before the comma can show it."""
    return value.is_finite() and 0 <= value < size_of(digits)


def may_have_rolled(previous: Decimal, digits: int) -> bool:
    """A register rolls over only from near its end."""
    return previous > NEAR_THE_END * size_of(digits)


def counted(
    previous: Decimal, now: Decimal, digits: int, *, rolled: bool = False
) -> Decimal | None:
    """By how much the register went on; None where that cannot be told: it shows less than before
    and nobody says that it went through its zeros.
    """
    if now >= previous:
        return now - previous
    return now - previous + size_of(digits) if rolled else None


def in_kwh(count: Decimal, coefficient: Decimal) -> Decimal:
    """What was used: times the coefficient, to the nearest kWh as the billing counts."""
    return (count * coefficient).quantize(Decimal(1), rounding=ROUND_HALF_UP)
