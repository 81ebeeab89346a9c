"""«Почему столько?» where a meter was replaced, or its coefficient changed."""

from datetime import date
from decimal import Decimal

import pytest

from lk.meters.rules.history import Event, History
from tests.meters.test_why import a_device, charges, reason_of, words_for

OLD, NEW = 1, 2


def a_replacement(used: int, first: int = 3, events: bool = True) -> History:
    """The old one showed 12 300 in March, 12 450 when it was taken off; the new one 91 in April."""
    swap = Event(date(2026, 4, 12), "replaced", 1, Decimal(12450), Decimal(first))
    old = a_device(OLD, removed_on=swap.on)
    new = a_device(NEW, 6, installed_on=swap.on, events=(swap,) if events else ())
    rows = charges(("2026-02", 12200, 90), ("2026-03", 12300, 100), device=OLD)
    return History([new, old], rows + charges(("2026-04", 91, used), device=NEW))


def test_first_month_of_a_new_meter_has_the_rest_of_the_old_one():
    said = words_for(a_replacement(238), "2026-04", NEW)

    assert "Счетчик заменили 12.04.2026, расход сложен из двух частей." in said
    assert "Старый, до замены: 12 450 − 12 300 = 150 кВт·ч." in said
    assert "Новый, после замены: 91 − 3 = 88 кВт·ч." in said
    assert "Вместе: 150 + 88 = 238 кВт·ч." in said


def test_first_month_of_a_new_meter_alone_begins_with_its_first_reading():
    said = words_for(a_replacement(88), "2026-04", NEW)

    assert "Новый начал с 3: 91 − 3 = 88 кВт·ч." in said


def test_replacement_without_readings_is_shown_without_a_calculation():
    history = a_replacement(238, events=False)

    assert reason_of(history, "2026-04", NEW).kind == "unknown_start"
    assert "показан без расчета" in words_for(history, "2026-04", NEW)


def test_coefficients_of_both_devices_count_for_their_part():
    swap = Event(date(2026, 4, 12), "replaced", 1, Decimal(450), Decimal(0))
    old = a_device(OLD, coefficient=Decimal(20))
    new = a_device(NEW, coefficient=Decimal(30), events=(swap,))
    rows = charges(("2026-03", 400, 10), device=OLD) + charges(("2026-04", 10, 1300), device=NEW)

    said = words_for(History([new, old], rows), "2026-04", NEW)

    assert "Вместе: 1 000 + 300 = 1 300 кВт·ч." in said


def a_change(used: int) -> History:
    change = Event(date(2026, 5, 12), "coefficient", 1, Decimal(30), Decimal(40))
    device = a_device(coefficient=Decimal(40), events=(change,))
    rows = charges(("2026-03", 0, 0), ("2026-04", 100, 3000), ("2026-05", 200, used),
                   ("2026-06", 300, 4000))  # fmt: skip
    return History([device], rows)


@pytest.mark.parametrize(
    ("used", "said"),
    [
        (4000, "с коэффициентом 100 × 40 = 4 000"),
        (3000, "с коэффициентом 100 × 30 = 3 000"),
        (3500, "с прежним коэффициентом вышло бы 3 000 кВт·ч, с новым 4 000 кВт·ч."),
    ],
)
def test_month_of_a_new_coefficient_is_told_by_what_fits(used: int, said: str):
    words = words_for(a_change(used), "2026-05")

    assert "12.05.2026 изменился расчетный коэффициент: был 30, стал 40." in words
    assert said in words


def test_months_before_and_after_keep_their_own_coefficient():
    history = a_change(3500)

    assert "100 × 30 = 3 000" in words_for(history, "2026-04")
    assert "100 × 40 = 4 000" in words_for(history, "2026-06")
    assert "изменился" not in words_for(history, "2026-04") + words_for(history, "2026-06")
