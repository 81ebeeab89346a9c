"""The demo's tariff: a dated version with its rates, as an import would make it."""

import tomllib
from decimal import Decimal
from pathlib import Path

from lk.calculator.models import Rate, TariffVersion
from lk.db import db

_FILE = Path(__file__).with_name("tariff.toml")


def add_tariff() -> None:
    found = tomllib.loads(_FILE.read_text("utf-8"))
    rates = [Rate(**(rate | {"value": Decimal(rate["value"])})) for rate in found.pop("rate")]
    db.session.add(TariffVersion(**found, is_demo=True, rates=rates))
