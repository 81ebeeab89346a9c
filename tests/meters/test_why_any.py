"""Whatever a billing sends: it is explained or admitted, drawn without a negative month."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from lk.meters.presenting import drawing_of, years_of
from lk.meters.presenting_life import lines_of
from lk.meters.presenting_why import say
from lk.meters.rules.chart import chart_of
from lk.meters.rules.history import Charge, Device, Event, History
from lk.meters.rules.life import life_of
from lk.meters.rules.why import explain

figures = st.decimals(-10, 99_999, places=1) | st.integers(0, 99_999).map(Decimal)
periods = st.tuples(st.integers(2015, 2017), st.integers(1, 12)).map(lambda p: f"{p[0]}-{p[1]:02}")
days = st.dates(date(2014, 12, 1), date(2018, 2, 1))
maybe = st.none() | figures
events = st.builds(
    Event, days, st.sampled_from(["replaced", "coefficient", "verified", "odd"]),
    st.integers(1, 2), maybe, maybe,
)  # fmt: skip


@st.composite
def histories(draw) -> History:
    devices = [
        Device(
            key, f"№{key}", 5, draw(st.integers(1, 2)), draw(st.sampled_from([1, 40])) * Decimal(1),
            removed_on=draw(st.none() | days), events=tuple(draw(st.lists(events, max_size=3))),
        )
        for key in (2, 1)
    ]  # fmt: skip
    keys = st.tuples(st.integers(1, 2), periods, st.integers(1, 2))
    charges = [
        Charge(
            *key, draw(figures), draw(figures), draw(st.sampled_from(["actual", "average", "x"]))
        )
        for key in draw(st.lists(keys, unique=True, max_size=15))
    ]
    return History(devices, charges, is_cut=draw(st.booleans()))


@given(histories())
def test_every_month_is_explained_by_its_own_figure_or_admitted(history: History):
    for charge in history.charges:
        reason = explain(history, charge)
        why = say(reason)

        assert why.sentences
        assert reason.charge == charge
        assert why.asks == (not reason.is_explained)
        if reason.parts and reason.is_explained and reason.kind not in {"mixed", "overpaid"}:
            assert abs(reason.difference) <= 2 * max(part.coefficient for part in reason.parts)


@given(histories())
def test_no_month_is_drawn_below_nothing_and_no_figure_is_lost(history: History):
    chart = chart_of(history)
    rows = [row for year in years_of(history, has_all=True) for row in year.rows]
    total = sum((each.consumption for each in history.charges), Decimal(0))

    assert sum(history.totals.values(), Decimal(0)) == total
    assert len(rows) == len(history.months)
    assert (chart is None) == (not history.charges)
    if chart:
        assert all(0 <= each.height <= 100 for each in chart.columns)
        assert drawing_of(chart).about


@given(histories())
def test_life_goes_back_in_time_line_by_line(history: History):
    life = life_of(history.devices)

    assert [each.on for each in life] == sorted((each.on for each in life), reverse=True)
    assert len(lines_of(life, has_several=True)) == len(life)
