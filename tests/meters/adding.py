"""«Добавить прибор учета» as a consumer does it."""

from typing import Any

from tests.client import Client
from tests.factories import a_contract, a_meter
from tests.page import Page


def a_free_contract(number: str = "38005843", *meters: str, **facts: Any) -> Any:
    """A contract that is in nobody's cabinet."""
    contract = a_contract(None, number, **facts)
    for each in meters or ("720021",):
        a_meter(contract, each)
    return contract


def add(client: Client, contract: str, meter: str) -> Page:
    form = {"Номер договора": contract, "Номер счетчика": meter}
    return client.open("meters.add").submit("Добавить прибор учета", **form)
