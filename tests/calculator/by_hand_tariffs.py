"""Tariff versions for cases worked by hand. All figures are made up.

One set of rates lives through five orders of a region (its rules change with the law), and three
other companies set their tariffs in quite other ways.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from lk.calculator.rules import LastMile, LongWork, PerKw, Rate, Reduced, Tariff, Unit

_UNITS = {
    "C1": Unit.CONNECTION,
    "C2": Unit.KILOMETRE,
    "C3": Unit.KILOMETRE,
    "C4": Unit.PIECE,
    "C8": Unit.POINT,
}


def rate(code, value, *, above=None, up_to=None, **where):
    """`above` < N <= `up_to`, kW; `where`: scheme, voltage, territory, kind."""
    return Rate(
        code,
        _UNITS.get(code, Unit.KILOWATT),
        Decimal(value),
        power_from=None if above is None else Decimal(above),
        power_to=None if up_to is None else Decimal(up_to),
        **where,
    )


def tariff(code, begins, ends, vat, rates, **rules):
    """`vat`: mode and per cent, «excluded 20»."""
    mode, percent = vat.split()
    return Tariff(
        code=code,
        title=f"Тариф {code}",
        issuer="Департамент тарифного регулирования",
        effective_from=date.fromisoformat(begins),
        effective_to=date.fromisoformat(ends) if ends else None,
        vat_mode=mode,
        vat_percent=Decimal(percent),
        rates=tuple(rates),
        **rules,
    )


DEMO_RATES = (
    rate("C1", "13202.00", scheme="permanent"),
    rate("C1", "13202.00", scheme="temporary"),
    rate("CMAX1", "699.44", scheme="permanent"),
    rate("CMAX1", "699.44", scheme="temporary"),
    rate("C2", "1250000", voltage="0.4", territory="city", kind="СИП"),
    rate("C2", "1680000", voltage="10", territory="city", kind="СИП-3"),
    rate("C3", "2100000", voltage="0.4", territory="city", kind="траншея"),
    rate("C5", "4200", voltage="10", kind="КТП до 250 кВА"),
    rate("C8", "0.00", kind="однофазный"),
)
# Fig. 15: in force from 2020 without end, rates with НДС.
DEMO = tariff(
    "demo",
    "2020-01-01",
    "",
    "included 20",
    DEMO_RATES,
    is_demo=True,
    last_mile=LastMile(Decimal(150), Decimal(0), Decimal(150)),
    reduced=Reduced("fixed", amount=Decimal(550)),
)

REGION_RATES = (
    rate("C1", "11000.00", scheme="permanent", up_to=150),
    rate("C1", "25300.75", scheme="permanent", above=150),
    rate("C1", "9800.00", scheme="temporary"),
    rate("CMAX1", "733.33", scheme="permanent", up_to=150),
    rate("CMAX1", "168.67", scheme="permanent", above=150),
    rate("CMAX1", "653.33", scheme="temporary"),
    rate("C2", "1250000", voltage="0.4", territory="city", kind="СИП до 50 мм²"),
    rate("C2", "1480000.50", voltage="0.4", territory="city", kind="СИП 50–100 мм²"),
    rate("C2", "1100000", voltage="0.4", territory="rural", kind="СИП до 50 мм²"),
    rate("C2", "1680000", voltage="10", kind="СИП-3"),
    rate("C2", "4100000", voltage="35", kind="стальные опоры"),
    rate("C3", "2100000", voltage="0.4", territory="city", kind="траншея"),
    rate("C3", "7900000.25", voltage="0.4", territory="city", kind="ГНБ"),
    rate("C3", "2650000", voltage="1-20", kind="траншея"),
    rate("C4", "2400000", voltage="1-20", kind="реклоузер"),
    rate("C4", "350000", voltage="0.4", kind="переключательный пункт"),
    rate("C5", "4200", voltage="10", kind="КТП до 250 кВА"),
    rate("C5", "3650.40", voltage="10", kind="КТП 250–400 кВА"),
    rate("C6", "5100", voltage="10", kind="РТП"),
    rate("C7", "14500", voltage="35", kind="ПС 35/10 кВ"),
    rate("C8", "17650.20", voltage="0.4", kind="однофазный"),
    rate("C8", "24890.70", voltage="0.4", kind="трехфазный"),
    rate("CMAX2", "3120.15", voltage="0.4"),
    rate("CMAX2", "5230", voltage="10"),
    rate("CMAX3", "6100", voltage="0.4"),
    rate("CMAX3", "9900", voltage="1-20"),
    rate("CMAX4", "4010.10", voltage="1-20"),
    rate("CMAX5", "4200"),
)
_FIXED = Reduced("fixed", amount=Decimal(550))
_HALF, _FREE = (LastMile(small_share=Decimal(share)) for share in ("0.5", "0"))
# Half of the last mile until 01.10.2017, none of it until 01.07.2022, half in the second half of
# 2022, the whole from 2023; 550 ₽ until 01.07.2022, then the least of two.
BEFORE = tariff(
    "region-2017",
    "2017-01-01",
    "2017-09-30",
    "excluded 18",
    REGION_RATES,
    last_mile=_HALF,
    reduced=_FIXED,
)
FREE = tariff(
    "region-2019",
    "2019-01-01",
    "2022-06-30",
    "excluded 20",
    REGION_RATES,
    last_mile=_FREE,
    reduced=_FIXED,
)
HALF = tariff(
    "region-2022",
    "2022-07-01",
    "2022-12-31",
    "excluded 20",
    REGION_RATES,
    last_mile=_HALF,
    reduced=Reduced("min_per_kw", per_kw=Decimal(3000)),
)
WHOLE = tariff(
    "region-2023",
    "2023-01-01",
    "",
    "excluded 20",
    REGION_RATES,
    reduced=Reduced("min_per_kw", per_kw=Decimal(5000), social_per_kw=Decimal("1064.50")),
    long_work=LongWork(Decimal("1.04"), Decimal("1.09")),
)
NEW_VAT = replace(WHOLE, code="region-2026", vat_mode="included", vat_percent=Decimal(22))

# A small company without НДС: no rate per kW, one rate for any line, no benefit, free metres.
SMALL = tariff(
    "small",
    "2021-01-01",
    "",
    "none 0",
    (
        rate("C1", "8123.45"),
        rate("C2", "999999.99"),
        rate("C5", "1234.567"),
        rate("C8", "10000"),
    ),
    last_mile=LastMile(free_m=Decimal(25)),
)
# Another company: rates per kW by bands of power, stricter bounds, other bounds of the benefit.
BANDS = tariff(
    "bands",
    "2024-05-01",
    "",
    "included 20",
    (
        rate("C1", "15000", up_to=15),
        rate("C1", "30000", above=15, up_to=670),
        rate("CMAX1", "1000", up_to=15),
        rate("CMAX1", "400", above=15, up_to=150),
        rate("CMAX1", "100", above=150, up_to=670),
        rate("CMAX2", "2500", voltage="0.4", up_to=150),
        rate("CMAX2", "2000", voltage="1-20"),
        rate("C2", "1000000", voltage="0.4"),
        rate("C2", "1500000", voltage="1-20"),
        rate("C2", "1400000", voltage="6"),
    ),
    last_mile=LastMile(small_kw=Decimal(670), small_share=Decimal("0.25")),
    per_kw=PerKw(below_kv=Decimal(20), below_kw=Decimal(670)),
    reduced=Reduced(
        "fixed",
        max_kw=Decimal(10),
        city_m=Decimal(100),
        rural_m=Decimal(200),
        reliability=("II", "III"),
        amount=Decimal("1000.50"),
    ),
)
TARIFFS = (DEMO, BEFORE, FREE, HALF, WHOLE, NEW_VAT, SMALL, BANDS)
