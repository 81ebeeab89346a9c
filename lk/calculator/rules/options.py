"""What the form may offer under a tariff version: only what its rates and rules tell apart."""

from collections.abc import Mapping
from dataclasses import dataclass

from lk.calculator.rules.codes import (
    CODES,
    LINE_CODES,
    SCHEMES,
    SUBSTATIONS,
    TERRITORIES,
    per_kw_code,
)
from lk.calculator.rules.tariff import Tariff
from lk.calculator.rules.words import kilowatts, metres, percent, with_unit


@dataclass(frozen=True)
class Choice:
    """`value` goes into the question: a kind of the tariff, or a code where it has no kinds."""

    value: str
    words: str


@dataclass(frozen=True)
class Options:
    """Empty tuples: the version does not tell such things apart, and there is nothing to ask.

    `line_kinds` by line ("air", "cable"). `distance_rule`: when distance changes the fee and when
    it does not, in sentences: the rule behind «до 150м! расстояние не имеет значения» of fig. 15.
    """

    schemes: tuple[str, ...]
    territories: tuple[str, ...]
    lines: tuple[str, ...]
    line_kinds: Mapping[str, tuple[Choice, ...]]
    has_sections: bool
    section_kinds: tuple[Choice, ...]
    substations: tuple[Choice, ...]
    meters: tuple[Choice, ...]
    has_reduced: bool
    has_social: bool
    has_long_work: bool
    distance_rule: str


def options(tariff: Tariff) -> Options:
    reduced = tariff.reduced
    lines = tuple(line for line, code in LINE_CODES.items() if _has(tariff, code))
    return Options(
        schemes=_schemes(tariff),
        territories=_territories(tariff),
        lines=lines,
        line_kinds={line: _kinds(tariff, LINE_CODES[line]) for line in lines},
        has_sections=_has(tariff, "C4"),
        section_kinds=_kinds(tariff, "C4"),
        substations=tuple(each for code in SUBSTATIONS for each in _needed(tariff, code)),
        meters=_needed(tariff, "C8"),
        has_reduced=reduced is not None,
        has_social=reduced is not None and reduced.social_per_kw is not None,
        has_long_work=tariff.long_work is not None,
        distance_rule=distance_rule(tariff),
    )


def distance_rule(tariff: Tariff) -> str:
    """Not metres but kilowatts freed the small from the last mile (ст. 23.2 закона № 35-ФЗ)."""
    rule = tariff.last_mile
    bound = kilowatts(rule.small_kw)
    said = []
    if rule.small_share == 0:
        said.append(
            f"Правило зависит от мощности. До {bound} включительно (вместе с ранее присоединенной) "
            "строительство сетей до вас в плату не входит, и расстояние не имеет значения. "
            f"Больше {bound}: строительство входит в плату, и она растет с расстоянием."
        )
    elif rule.small_share < 1:
        said.append(
            f"При мощности до {bound} включительно (вместе с ранее присоединенной) "
            f"в плату входит {percent(rule.small_share)} стоимости строительства сетей до вас."
        )
    if rule.free_m:
        said.append(f"Первые {metres(rule.free_m)} линии бесплатны для всех.")
    if not said:
        said.append("Чем дальше до сетей, тем длиннее новая линия и больше плата.")
    return " ".join(said)


def _both(code: str) -> tuple[str, str]:
    """The standardised rate and the rate per kW for the same works."""
    return code, per_kw_code(code)


def _has(tariff: Tariff, code: str) -> bool:
    return any(each in tariff.by_code for each in _both(code))


def _schemes(tariff: Tariff) -> tuple[str, ...]:
    first = [rate for code in _both("C1") for rate in tariff.by_code.get(code, ())]
    return tuple(scheme for scheme in SCHEMES if any(rate.scheme in {"", scheme} for rate in first))


def _territories(tariff: Tariff) -> tuple[str, ...]:
    reduced = tariff.reduced
    differ = reduced is not None and reduced.city_m != reduced.rural_m
    return TERRITORIES if differ or any(rate.territory for rate in tariff.rates) else ()


def _named(tariff: Tariff, code: str) -> list[str]:
    return sorted({kind for each in _both(code) for kind in tariff.kinds.get(each, ())})


def _kinds(tariff: Tariff, code: str) -> tuple[Choice, ...]:
    """One kind alone is no choice."""
    named = _named(tariff, code)
    return tuple(_choice(tariff, code, kind) for kind in named) if len(named) > 1 else ()


def _needed(tariff: Tariff, code: str) -> tuple[Choice, ...]:
    """All kinds, for to choose one is to say that the thing is needed; the code for «any»."""
    if not _has(tariff, code):
        return ()
    named = tuple(_choice(tariff, code, kind) for kind in _named(tariff, code))
    return named or (Choice(code, CODES[code].words),)


def _choice(tariff: Tariff, code: str, kind: str) -> Choice:
    """«СИП-3, 10 кВ»: with the voltage where the kind is for one alone, and others for another.

    A substation has two voltages, and its kind names them.
    """
    if code in SUBSTATIONS:
        return Choice(kind, kind)
    both = [rate for each in _both(code) for rate in tariff.by_code.get(each, ())]
    voltages = {rate.voltage for rate in both if rate.kind == kind}
    if len(voltages) > 1 or voltages == {""} or {rate.voltage for rate in both} == voltages:
        return Choice(kind, kind)
    voltage = voltages.pop().replace(".", ",").replace("-", "–")
    return Choice(kind, f"{kind}, {with_unit(voltage, 'кВ')}")
