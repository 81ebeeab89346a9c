"""The group `flask admin meters`: its commands stand in files of their own and hook in here."""

from typing import Any

import click

from lk.admin.speech import Group
from lk.clock import today
from lk.company import company
from lk.meters.rules import is_period, period_of

meters = Group("meters", help="Приборы учета: договоры, показания, обмен с расчетом.")


class Month(click.ParamType[str]):
    """A month of the billing: 2026-11."""

    name = "месяц"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return "ГГГГ-ММ"

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        if not is_period(str(value)):
            self.fail(f"нужен месяц вида 2026-11, а не «{value}»", param, ctx)
        return str(value)


MONTH = Month()


def this_month() -> str:
    """The month that readings are sent for today."""
    return period_of(today(company().time_zone))
