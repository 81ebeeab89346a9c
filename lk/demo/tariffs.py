"""The demo's tariff, loaded and put in force by the way of every other."""

from datetime import datetime
from pathlib import Path

from lk.calculator import service
from lk.calculator.orders.judging import judge
from lk.calculator.orders.reading import read_order

_FILE = Path(__file__).with_name("tariff.toml")
_BY = "demo"


def add_tariff(at: datetime) -> None:
    order = judge(read_order(_FILE.name, _FILE.read_bytes()))
    service.import_order(order=order, by=_BY, at=at)
    service.activate(code=order.tariff.code, by=_BY, at=at)
