"""One history of all meters that stood in a place, and the columns that are drawn of it."""

from datetime import date
from decimal import Decimal

import pytest

from lk.meters.presenting import drawing_of, rows_left, years_of
from lk.meters.rules.chart import chart_of
from lk.meters.rules.history import Charge, Device, Event, History, zone_name
from lk.meters.rules.masking import first_seen, masked
from tests.harness.meters import FIG20

OLD, NEW = Device(1, "111", 5), Device(2, "222", 6)


def charge(period: str, used: int, *, device: int = 1, zone: int = 1, method: str = "actual"):
    return Charge(device, period, zone, Decimal(used * 10), Decimal(used), method)


def fig20() -> History:
    rows = [Charge(1, p, 1, Decimal(r), Decimal(c), method) for p, r, c, method in FIG20]
    return History([OLD], rows)


def test_devices_make_one_history_the_newest_first():
    history = History(
        [NEW, OLD],
        [charge("2026-03", 5), charge("2026-04", 6), charge("2026-04", 7, device=2),
         charge("2026-05", 8, device=2)],
    )  # fmt: skip

    assert [(each.period, each.device.number) for each in history.months] == [
        ("2026-05", "222"),
        ("2026-04", "222"),
        ("2026-04", "111"),
        ("2026-03", "111"),
    ]
    assert history.totals == {"2026-03": 5, "2026-04": 13, "2026-05": 8}


def test_zones_of_a_month_stand_in_their_order_and_are_added_up():
    history = History([OLD], [charge("2026-03", 4, zone=2), charge("2026-03", 9)])
    (month,) = history.months

    assert [each.zone for each in month.charges] == [1, 2]
    assert month.consumption == 13


def test_a_month_counts_from_the_month_before_of_its_own_register():
    first, second = charge("2026-01", 4), charge("2026-03", 5)
    history = History([OLD], [second, charge("2026-02", 9, zone=2), first])

    assert history.previous(second) == first
    assert history.previous(first) is None


@pytest.mark.parametrize(
    ("zone", "zones", "name"),
    [(1, 1, ""), (1, 2, "день"), (2, 2, "ночь"), (3, 3, "полупик"), (4, 4, "зона 4")],
)
def test_zones_have_names_by_their_number(zone: int, zones: int, name: str):
    assert zone_name(zone, zones) == name


def test_coefficient_of_a_day_is_told_backwards_from_the_one_of_today():
    changes = (
        Event(date(2025, 1, 1), "coefficient", 1, Decimal(20), Decimal(30)),
        Event(date(2026, 1, 1), "coefficient", 1, Decimal(30), Decimal(40)),
    )
    device = Device(1, "111", 5, coefficient=Decimal(40), events=changes)
    days = [date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1)]

    assert [device.coefficient_on(each) for each in days] == [20, 30, 30, 40]


def test_chart_of_figure_20_has_its_eleven_months_and_marks_the_calculated_one():
    chart = chart_of(fig20())
    assert chart

    assert [each.now for each in chart.columns] == [row[2] for row in FIG20]
    assert [each.period for each in chart.columns if each.is_calculated] == ["2016-11"]
    assert not chart.has_earlier
    assert chart.top >= 1170
    assert all(0 <= each.height <= 100 for each in chart.columns)


def test_chart_has_the_newest_twelve_months_and_the_year_before_beside_them():
    rows = [charge(f"{year}-{month:02}", year - 2000) for year in range(2007, 2027)
            for month in range(1, 13)]  # fmt: skip
    chart = chart_of(History([OLD], rows))
    assert chart

    assert [each.period for each in chart.columns] == [f"2026-{m:02}" for m in range(1, 13)]
    assert {(each.now, each.earlier) for each in chart.columns} == {(26, 25)}


def test_chart_leaves_a_place_for_a_month_that_nobody_charged():
    chart = chart_of(History([OLD], [charge("2026-01", 5), charge("2026-03", 7)]))
    assert chart

    assert [(each.period, each.now) for each in chart.columns] == [
        ("2026-01", 5),
        ("2026-02", None),
        ("2026-03", 7),
    ]


def test_chart_draws_no_month_of_less_than_nothing():
    chart = chart_of(History([OLD], [charge("2026-01", 5), charge("2026-02", -3)]))
    assert chart

    assert [each.height for each in chart.columns] == [100, 0]


def test_chart_of_nothing_is_none_and_of_zeros_is_flat():
    flat = chart_of(History([OLD], [charge("2026-01", 0)]))

    assert chart_of(History([OLD], [])) is None
    assert flat
    assert [each.height for each in flat.columns] == [0]


def test_drawing_is_told_in_words_too():
    about = drawing_of(chart_of(fig20())).about.replace("\u00a0", " ")

    assert "январь 2016 — ноябрь 2016: всего 8 667 кВт·ч." in about
    assert "Больше всего: январь 2016, 1 170 кВт·ч." in about
    assert "Посчитано не по показанию: ноябрь 2016." in about


def test_drawing_names_the_highest_month_and_the_newest_where_both_have_room():
    near = drawing_of(chart_of(History([OLD], [charge("2026-01", 9), charge("2026-02", 7)])))
    apart = drawing_of(chart_of(fig20()))

    assert [each.is_named for each in near.bars] == [True, False]
    assert [each.label for each in apart.bars if each.is_named] == ["янв", "ноя"]


@pytest.mark.parametrize(
    ("used", "over", "scale"),
    [
        ((1170, 688), ["1 170", "688"], ""),
        ((12345, -20), ["12,3", "0,0"], "Числа над столбцами — в тысячах кВт·ч."),
        ((177_777, 13_000), ["177,8", "13,0"], "Числа над столбцами — в тысячах кВт·ч."),
        ((2_345_678, 999), ["2 346", "1"], "Числа над столбцами — в тысячах кВт·ч."),
        ((12_345_678, 0), ["12,3", "0,0"], "Числа над столбцами — в миллионах кВт·ч."),
    ],
)
def test_figures_over_the_columns_are_short(used: tuple[int, int], over: list[str], scale: str):
    charges = [charge(f"2026-0{month}", each) for month, each in enumerate(used, start=1)]

    drawing = drawing_of(chart_of(History([OLD], charges)))

    assert [each.over.replace("\u00a0", " ") for each in drawing.bars] == over
    assert drawing.scale == scale


def test_table_is_cut_into_years_and_old_ones_wait_for_a_link():
    rows = [charge(f"{year}-{month:02}", 5) for year in range(2007, 2027) for month in (1, 2)]
    history = History([OLD], rows)
    some, every = years_of(history, has_all=False), years_of(history, has_all=True)

    assert [each.name for each in some] == ["2026", "2025", "2024"]
    assert rows_left(some, history) == 34
    assert len(every) == 20
    assert rows_left(every, history) == 0


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("г. Томск, пер. Светлый, д. 3", "г. Томск, …"),
        ("634000, г. Томск, пер. Светлый, д. 3", "г. Томск, …"),
        ("634 000, Томская обл., г. Томск, д. 3", "Томская обл., …"),
        ("пер. Светлый 3", "…"),
        ("", "…"),
    ],
)
def test_masked_address_keeps_the_town_alone(address: str, shown: str):
    assert masked(address) == shown


@pytest.mark.parametrize(
    ("since", "period"),
    [(None, ""), (date(2026, 3, 1), "2026-03"), (date(2026, 12, 2), "2027-01")],
)
def test_second_reader_sees_whole_months_only(since: date | None, period: str):
    assert first_seen(since) == period
