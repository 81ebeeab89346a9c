"""Any tariff and any question that the rules allow, for tests of what holds for all of them."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from lk.calculator.rules import (
    CODES,
    RELIABILITIES,
    SCHEMES,
    TERRITORIES,
    VOLTAGE_CLASSES,
    VOLTAGES,
    LastMile,
    LongWork,
    PerKw,
    Question,
    Rate,
    Reduced,
    Tariff,
)

KINDS = ("", "", "первый", "второй", "третий")
BANDS = ((None, None), (None, "15"), ("15", "150"), ("150", None))


def decimals(least, most, places):
    return st.decimals(least, most, places=places, allow_nan=False, allow_infinity=False)


money = decimals("0", "99999999", 2)
shares = st.sampled_from(["0", "0.25", "0.5", "1"]).map(Decimal)
powers = decimals("0.001", "20000", 3) | st.sampled_from(["15", "150", "670"]).map(Decimal)
distances = decimals("0", "20000", 2) | st.just(Decimal(0))


@st.composite
def rates(draw, with_bands=True):
    code = draw(st.sampled_from(sorted(CODES)))
    low, high = draw(st.sampled_from(BANDS)) if with_bands else (None, None)
    return Rate(
        code,
        CODES[code].units[0],
        draw(money),
        scheme=draw(st.sampled_from(["", *SCHEMES])),
        voltage=draw(st.sampled_from(["", "0.22", *VOLTAGE_CLASSES])),
        territory=draw(st.sampled_from(["", *TERRITORIES])),
        kind=draw(st.sampled_from(KINDS)),
        power_from=low and Decimal(low),
        power_to=high and Decimal(high),
    )


reduced = st.none() | st.builds(
    Reduced,
    st.sampled_from(["fixed", "min_per_kw"]),
    amount=st.none() | money,
    per_kw=st.none() | money,
    social_per_kw=st.none() | money,
    reliability=st.sampled_from([("III",), ("II", "III")]),
)


@st.composite
def tariffs(draw, with_bands=True):
    """С1 and Сmax1 for any conditions stand in most of them, so that most give numbers."""
    first = [Rate(code, CODES[code].units[0], draw(money)) for code in ("C1", "CMAX1")]
    mode = draw(st.sampled_from(["included", "excluded", "none"]))
    return Tariff(
        code="any",
        title="Любой тариф",
        issuer="Регулятор",
        effective_from=date(2020, 1, 1),
        effective_to=None,
        vat_mode=mode,
        vat_percent=Decimal(0 if mode == "none" else draw(st.sampled_from([10, 18, 20, 22]))),
        rates=tuple(draw(st.lists(rates(with_bands), max_size=14)) + first * draw(st.booleans())),
        last_mile=LastMile(small_share=draw(shares), free_m=Decimal(draw(st.integers(0, 200)))),
        per_kw=draw(st.just(PerKw()) | st.just(PerKw(Decimal(20), Decimal(670)))),
        reduced=draw(reduced),
        long_work=draw(st.none() | st.just(LongWork(Decimal("1.0412"), Decimal("1.0871")))),
    )


questions = st.builds(
    Question,
    power_kw=powers,
    distance_m=distances,
    voltage=st.sampled_from(VOLTAGES),
    reliability=st.sampled_from(RELIABILITIES),
    on=st.just(date(2024, 5, 1)),
    territory=st.sampled_from(TERRITORIES),
    scheme=st.sampled_from(SCHEMES),
    previous_kw=st.just(Decimal(0)) | powers,
    line=st.sampled_from(["air", "cable"]),
    line_kind=st.sampled_from([*KINDS, "чужой"]),
    second_distance_m=st.none() | distances,
    builds_line=st.booleans(),
    sections=st.integers(0, 5),
    section_kind=st.sampled_from(KINDS),
    substation=st.sampled_from([*KINDS, "C5", "C6", "C7", "чужая"]),
    meter_kind=st.sampled_from([*KINDS, "C8", "чужой"]),
    meter_points=st.integers(1, 30),
    group=st.sampled_from(["", "usual", "social", "partnership"]),
    members=st.integers(1, 300),
    is_long=st.booleans(),
)
