from datetime import date

import pytest

from lk.meters.rules import Window, open_window


@pytest.mark.parametrize(
    ("kind", "on", "period", "closes"),
    [
        ("person", date(2026, 11, 22), None, None),
        ("person", date(2026, 11, 23), "2026-11", date(2026, 11, 26)),
        ("person", date(2026, 11, 26), "2026-11", date(2026, 11, 26)),
        ("person", date(2026, 11, 27), None, None),
        ("organisation", date(2026, 11, 29), None, None),
        ("organisation", date(2026, 11, 30), "2026-11", date(2026, 12, 1)),
        ("organisation", date(2026, 12, 1), "2026-11", date(2026, 12, 1)),
        ("organisation", date(2026, 12, 2), None, None),
        ("entrepreneur", date(2027, 1, 1), "2026-12", date(2027, 1, 1)),
        ("organisation", date(2028, 2, 29), "2028-02", date(2028, 3, 1)),
    ],
)
def test_window_is_open_on_its_days_only(kind, on, period, closes):
    window = open_window(kind, on)

    assert (window and window.period, window and window.closes) == (period, closes)


def test_home_window_opens_on_the_23rd():
    assert open_window("person", date(2026, 2, 25)) == Window(
        "2026-02", date(2026, 2, 23), date(2026, 2, 26)
    )
