"""A tariff version as plain values: an order of the regulator, its period, rules and rates."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from lk.calculator.rules.codes import Unit


@dataclass(frozen=True)
class Rate:
    """One figure in roubles per `unit`. Empty `scheme`, `voltage` (kV), `territory` mean «any».

    `kind` is the order's own words (material, section, type of substation, kind of meter); an
    applicant may choose by it. `power_from` < N <= `power_to` (kW, whole power asked for) bounds
    what the figure is for; None is no bound.
    """

    code: str
    unit: Unit
    value: Decimal
    scheme: str = ""
    voltage: str = ""
    territory: str = ""
    kind: str = ""
    power_from: Decimal | None = None
    power_to: Decimal | None = None


@dataclass(frozen=True)
class LastMile:
    """What part of «последняя миля» (С2–С7) an applicant pays.

    `small_share` (0 to 1) holds for whole power up to `small_kw`, with earlier connected power
    counted in: 0 from 01.10.2017, 0.5 in the second half of 2022, 1 from 2023 (ст. 23.2 35-ФЗ).
    The first `free_m` metres of a line cost nothing to anybody.
    """

    small_kw: Decimal = Decimal(150)
    small_share: Decimal = Decimal(1)
    free_m: Decimal = Decimal(0)


@dataclass(frozen=True)
class PerKw:
    """Where the rate per kW may be chosen: below `below_kv` and below `below_kw`."""

    below_kv: Decimal = Decimal(35)
    below_kw: Decimal = Decimal(8900)


@dataclass(frozen=True)
class Reduced:
    """«Льготная плата» (ПП РФ № 861, п. 17; МУ): who may have it, and how much it is, with VAT.

    `mode` "fixed": `amount` roubles in all (`amount` for each member of a garden or garage
    partnership). "min_per_kw": the least of the standardised fee and `per_kw` × N; for the social
    group `social_per_kw` × N, when the order has it. Earlier connected power counts towards
    `max_kw`, which for a partnership holds for each member.
    """

    mode: str
    max_kw: Decimal = Decimal(15)
    city_m: Decimal = Decimal(300)
    rural_m: Decimal = Decimal(500)
    max_kv: Decimal = Decimal("0.4")
    reliability: tuple[str, ...] = ("III",)
    amount: Decimal | None = None
    per_kw: Decimal | None = None
    social_per_kw: Decimal | None = None


@dataclass(frozen=True)
class LongWork:
    """Works longer than a year: last mile × (½ × `half_term` + ½ × `full_term`), price indices."""

    half_term: Decimal
    full_term: Decimal


@dataclass(frozen=True)
class Tariff:
    """A version. `vat_mode` "included" | "excluded" | "none" tells of the rates; `vat_percent` 20.

    In force from `effective_from` until `effective_to` inclusive, or until the next one begins.
    """

    code: str
    title: str
    issuer: str
    effective_from: date
    effective_to: date | None
    vat_mode: str
    vat_percent: Decimal
    rates: tuple[Rate, ...]
    order_number: str = ""
    order_date: date | None = None
    publication_url: str = ""
    is_demo: bool = False
    last_mile: LastMile = LastMile()
    per_kw: PerKw = PerKw()
    reduced: Reduced | None = None
    long_work: LongWork | None = None
    # Words of the company to the reader of a result, by the name of the rule: see the page.
    notes: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def by_code(self) -> Mapping[str, tuple[Rate, ...]]:
        """Rates of each code; counted once for a version, for it is asked on every keystroke."""
        found: dict[str, list[Rate]] = {}
        for rate in self.rates:
            found.setdefault(rate.code, []).append(rate)
        return {code: tuple(rates) for code, rates in found.items()}

    @cached_property
    def kinds(self) -> Mapping[str, frozenset[str]]:
        """Kinds that the rates of each code name."""
        return {
            code: frozenset(rate.kind for rate in rates if rate.kind)
            for code, rates in self.by_code.items()
        }
