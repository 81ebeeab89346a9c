"""Questions to the calculator's page and its JSON, and tariffs that are in force for them."""

from datetime import UTC, datetime

from lk.calculator import service
from lk.calculator.orders import Order
from lk.db import db
from lk.demo.tariffs import add_tariff
from tests.calculator.by_hand_tariffs import FREE, HALF, WHOLE
from tests.harness.controls import words

FIG_15 = {"power": "15", "distance": "100", "voltage": "0.4", "reliability": "III"}
AT = datetime(2026, 11, 24, 5, 4, tzinfo=UTC)


def demo_tariff():
    """The shipped demo, as `make run` has it."""
    add_tariff(AT)
    db.session.commit()


def region_tariffs():
    """Three periods of a region: from 2019, from the middle of 2022, from 2023 without end."""
    put_in_force(FREE, HALF, WHOLE)


def put_in_force(*tariffs):
    for each in tariffs:
        service.import_order(order=Order(each), by="tests", at=AT)
        service.activate(code=each.code, by="tests", at=AT)
    db.session.commit()


def ask(client, *, fragment=False, **query):
    """The page for fig. 15's figures, with others in their place."""
    return client.open_path("/lk/calculator", query={**FIG_15, **query}, fragment=fragment)


def ask_json(client, headers=None, **query):
    """The raw answer of the address for programs."""
    address = "/lk/calculator.json"
    return client.ask("GET", address, query_string={**FIG_15, **query}, headers=headers or {})


def sums(page):
    """«Итого»: the amounts of the ways that have a number."""
    return [words(each) for each in page.soup.select("#sums .calc-sum b, .calc-sum b")]
