"""Fixtures of the journeys through the grid of readings."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page

from lk.clock import now
from lk.meters.models import Meter
from lk.meters.rules import before
from tests.factories import a_contract, a_meter
from tests.journeys.uploading import sign_in


@pytest.fixture
def meters(consumer: Any) -> list[Meter]:
    """Three meters, read until the month before the last: this one is free on any day."""
    contract = a_contract(consumer, "38005843")
    month = f"{now().date().replace(day=1) - timedelta(days=40):%Y-%m}"
    history = [(before(month), 900, 100, "actual"), (month, 1000, 100, "actual")]
    return [a_meter(contract, f"72002{n}", history=history) for n in (1, 2, 3)]


@pytest.fixture
def at_grid(meters: list[Meter], live: Any, window: Any) -> Callable[..., Page]:
    """`at_grid(viewport=…)`: the grid of these meters in Chromium."""

    def run(**options: Any) -> Page:
        page: Page = window(live.url, **options)
        sign_in(page)
        page.goto("/lk/meters/table")
        return page

    return run
