"""From a calculation of the fee to an application: which kinds it may become, and the answers."""

from decimal import ROUND_HALF_UP, Decimal

from lk.applications.catalogue import Answers, Kind, Value
from lk.applications.catalogue.dictionaries import MORE_POWER
from lk.applications.values.quantities import plain

TEMPORARY = "temporary"
# What asks for a choice of one's own: it is taken along only where the kind has that choice.
_CHOSEN = ("voltage", "reliability")


def categories_for(
    *, group: str, whole_kw: Decimal, has_two_sources: bool, scheme: str
) -> tuple[str, ...]:
    """Categories of fig. 9 that this power may be asked for in; the likeliest first.

    Bounds as of the kinds: N<=15, 15<N<=150, 150<N<670, N>=670 kW, earlier power counted in. A
    person asks for up to 15 kW by two kinds: for the household, and for work.
    """
    if whole_kw >= 670:
        return ("670p",)
    if has_two_sources or whole_kw > 150:
        return ("670",)
    if scheme == TEMPORARY:
        return ("tmp",)
    if whole_kw > 15:
        return ("150",)
    return ("15", "150") if group == "fl" else ("15",)


def answers_for(
    kind: Kind,
    *,
    power_kw: Decimal,
    previous_kw: Decimal,
    distance_m: Decimal,
    voltage: str,
    reliability: str,
) -> Answers:
    """What the calculation says, as a person would have typed it into this kind's form; the
    distance in whole metres.
    """
    metres = distance_m.quantize(Decimal(1), ROUND_HALF_UP)
    found: dict[str, Value] = {"p_new": _typed(power_kw), "distance_m": _typed(metres)}
    if previous_kw:
        found["p_old"] = _typed(previous_kw)
        if _has_choice(kind, "reason", MORE_POWER):
            found["reason"] = MORE_POWER
    for key, value in zip(_CHOSEN, (voltage, reliability), strict=True):
        if _has_choice(kind, key, value):
            found[key] = value
    return found


def _typed(number: Decimal) -> str:
    return plain(number).replace(".", ",")


def _has_choice(kind: Kind, key: str, value: str) -> bool:
    field = kind.by_key.get(key)
    return field is not None and any(choice.value == value for choice in field.choices)
