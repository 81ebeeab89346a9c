"""«Почему столько?»: each month of figure 20, and the other ways that a billing counts."""

from decimal import Decimal

import pytest

from lk.meters.presenting_why import say
from lk.meters.rules.history import Charge, Device, History
from lk.meters.rules.why import explain
from tests.harness.meters import FIG20


def a_device(key: int = 1, digits: int = 5, **facts) -> Device:
    facts = {"coefficient": Decimal(1)} | facts
    return Device(key, f"72002{key}", digits, **facts)


def charges(*rows, device: int = 1, zone: int = 1) -> list[Charge]:
    """Rows as those of `FIG20`: period, reading, consumption, method."""
    return [
        Charge(device, period, zone, Decimal(str(reading)), Decimal(str(used)), *method)
        for period, reading, used, *method in rows
    ]


def reason_of(history: History, period: str, device: int = 1):
    return next(
        explain(history, each)
        for each in history.charges
        if (each.period, each.device) == (period, device)
    )


def words_for(history: History, period: str, device: int = 1) -> str:
    return " ".join(say(reason_of(history, period, device)).sentences).replace("\u00a0", " ")


def fig20() -> History:
    return History([a_device()], charges(*FIG20))


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("2016-01", "Это первая строка истории"),
        ("2016-02", "за январь 2016: 68 618 − 67 717 = 901 кВт·ч."),
        ("2016-03", "за февраль 2016: 69 559 − 68 618 = 941 кВт·ч."),
        ("2016-04", "70 400 − 69 559 = 841 кВт·ч."),
        ("2016-05", "71 248 − 70 400 = 848 кВт·ч."),
        ("2016-06", "71 999 − 71 248 = 751 кВт·ч."),
        ("2016-07", "72 748 − 71 999 = 749 кВт·ч."),
        ("2016-08", "73 565 − 72 748 = 817 кВт·ч."),
        ("2016-09", "74 345 − 73 565 = 780 кВт·ч."),
        (
            "2016-10",
            "74 525 − 74 345 = 180 кВт·ч. Начислено 181, а не 180: расчетный центр считает",
        ),
        ("2016-11", "4 126 : 6 = 687,67, после округления 688 кВт·ч."),
    ],
)
def test_each_month_of_figure_20_is_explained(period: str, said: str):
    reason = reason_of(fig20(), period)

    assert said in words_for(fig20(), period)
    assert reason.is_explained
    assert reason.is_rounded == (period == "2016-10")


def test_mean_of_figure_20_is_shown_with_its_six_months():
    said = words_for(fig20(), "2016-11")

    assert said.startswith("Показание осталось прежним: 74 525.")
    assert (
        "848 (май) + 751 (июнь) + 749 (июль) + 817 (август) + 780 (сентябрь) + 181 (октябрь) "
        "= 4 126."
    ) in said


def test_mean_that_does_not_come_out_is_not_claimed():
    rows = [*FIG20[:-1], ("2016-11", 74525, 702, "average")]
    history = History([a_device()], charges(*rows))

    assert reason_of(history, "2016-11").kind == "average"
    assert "по среднему, как передал расчетный центр" in words_for(history, "2016-11")
    assert "шесть" not in words_for(history, "2016-11")


def test_mean_needs_all_its_months():
    history = History([a_device()], charges(*FIG20[6:]))

    assert reason_of(history, "2016-11").kind == "average"


def test_norm_and_unknown_methods_are_said_as_the_billing_gave_them():
    history = History(
        [a_device()], charges(("2016-01", 10, 90, "norm"), ("2016-02", 10, 77, "control"))
    )

    assert "по нормативу, как передал" in words_for(history, "2016-01")
    assert "Показание осталось прежним: 10. Расход посчитан не по показанию" in words_for(
        history, "2016-02"
    )


def test_coefficient_multiplies_the_difference():
    device = a_device(coefficient=Decimal(40))
    history = History([device], charges(("2026-01", 100, 0), ("2026-02", 314, 8560)))

    assert "314 − 100 = 214; с коэффициентом 214 × 40 = 8 560 кВт·ч." in words_for(
        history, "2026-02"
    )


def test_difference_over_several_months_says_so():
    history = History([a_device()], charges(("2026-01", 100, 0), ("2026-05", 140, 40)))

    assert "Показание минус прошлое, а оно за январь 2026: 140 − 100 = 40 кВт·ч." in words_for(
        history, "2026-05"
    )


def test_month_without_use_is_a_difference_of_nothing():
    history = History([a_device()], charges(("2026-01", 100, 5), ("2026-02", 100, 0)))

    assert "100 − 100 = 0 кВт·ч." in words_for(history, "2026-02")


@pytest.mark.parametrize(
    ("digits", "before", "said"),
    [
        (5, 99950, "100 000 + 120 − 99 950 = 170 кВт·ч. Счетчик прошел через нули: после 99 999"),
        (6, 999950, "1 000 000 + 120 − 999 950 = 170 кВт·ч."),
    ],
)
def test_roll_over_goes_by_the_digits_of_the_register(digits: int, before: int, said: str):
    rows = charges(("2026-01", before, 5), ("2026-02", 120, 170))
    history = History([a_device(digits=digits)], rows)

    assert said in words_for(history, "2026-02")


def test_lower_reading_that_is_no_roll_over_is_not_explained_away():
    history = History([a_device()], charges(("2026-01", 5000, 5), ("2026-02", 4000, 210)))
    reason = reason_of(history, "2026-02")

    assert reason.kind == "lower"
    assert say(reason).asks
    assert "Показание 4 000 меньше прошлого 5 000" in words_for(history, "2026-02")


def test_difference_that_does_not_explain_is_admitted():
    history = History([a_device()], charges(("2026-01", 5000, 5), ("2026-02", 5100, 250)))
    reason = reason_of(history, "2026-02")

    assert reason.kind == "unexplained"
    assert say(reason).asks
    assert "5 100 − 5 000 = 100 кВт·ч, а начислено 250 кВт·ч." in words_for(history, "2026-02")
    assert "сам его не меняет" in words_for(history, "2026-02")


def test_real_reading_after_a_mean_takes_off_what_was_charged():
    rows = charges(*FIG20, ("2016-12", 75900, 687))

    said = words_for(History([a_device()], rows), "2016-12")

    assert "разность взята от снятого, за октябрь 2016: 75 900 − 74 525 = 1 375 кВт·ч." in said
    assert "1 375 − 688 = 687 кВт·ч." in said


def test_mean_that_was_more_than_the_meter_counted_leaves_nothing():
    rows = charges(*FIG20, ("2016-12", 75000, 0))

    assert "за месяц начислено 0" in words_for(History([a_device()], rows), "2016-12")


def test_first_month_that_a_second_reader_sees_tells_nothing_of_the_one_before():
    history = History([a_device()], charges(*FIG20[5:]), is_cut=True)

    said = words_for(history, "2016-06")

    assert "71 248" not in said
    assert "до дня, с которого вам видна история" in said
