"""The page's live part, drawn once while the same question is asked by the same tariff.

The example, an address that was sent on, a figure typed again: the answer is the same for
everybody, so a worker remembers the last ones. It looks up the tariff of the day each time, and
what was drawn from another one is drawn anew.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from lk.calculator import service
from lk.calculator.routes.asking import Asking, ask
from lk.calculator.rules import Tariff
from lk.clock import today
from lk.company import company
from lk.web.hypermedia import draw_bare, part

_MOST, _LONGEST = 256, 300
_Key = tuple[str, bytes, date]


@dataclass(frozen=True, slots=True)
class _Drawn:
    tariff: Tariff
    on: date
    text: str
    address: str


_drawn: dict[_Key, _Drawn] = {}


def live_part(contents: Callable[[Asking], dict[str, Any]]) -> ResponseReturnValue:
    key = request.script_root, request.query_string, today(company().time_zone)
    known = _drawn.get(key)
    if known and service.tariff_on(known.on) is known.tariff:
        return part(known.text, address=known.address)
    asking = ask(has_example=True)
    context = contents(asking)
    text = draw_bare("calculator/_live.html", **context)
    if asking.answer and len(request.query_string) <= _LONGEST:
        _remember(
            key, _Drawn(asking.answer.tariff, asking.answer.question.on, text, context["address"])
        )
    return part(text, address=context["address"], status=asking.status)


def _remember(key: _Key, drawn: _Drawn) -> None:
    if len(_drawn) >= _MOST:
        _drawn.clear()
    _drawn[key] = drawn
