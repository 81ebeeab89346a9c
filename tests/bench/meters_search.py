"""How long the database takes for «Мои приборы учета» of LK_INSTANCE: JSON, milliseconds.

python -m tests.bench.meters_search       # p95 by owner and question; bench_meters runs it
"""

import json
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select

from lk.account.models import User
from lk.app import create_app
from lk.db import db
from lk.meters import service
from lk.meters.service import Edge, Wanted

PERIOD, RUNS = "2026-11", 60
WORDS = ("елочн", "90000", "кв. 7", "рим", "мира 12", "77000", "нет такого", "энергомера")


def main() -> None:
    with create_app().app_context():
        found = {name: measured(name) for name in ("person", "company")}
    sys.stdout.write(json.dumps(found))


def measured(login: str) -> Mapping[str, Any]:
    user_id = db.session.scalars(select(User.id).where(User.login == login)).one()

    def ask(number: int = 0, *, edge: Edge | None = None, text: str = "") -> Any:
        wanted = Wanted(text=text or ("" if edge else WORDS[number % len(WORDS)]))
        return service.meters_of(user_id=user_id, wanted=wanted, period=PERIOD, edge=edge)

    first, last = Edge(), _last(user_id)
    return {
        "owns": ask(edge=first).found,
        "search": _p95(ask),
        "first": _p50(lambda _: ask(edge=first)),
        "last": _p50(lambda _: ask(edge=last)),
    }


def _last(user_id: int) -> Edge:
    """The edge of the last page: twenty lines from the end."""
    rows = list(service.all_meters_of(user_id=user_id, wanted=Wanted(), period=PERIOD))
    return Edge(after=rows[-21].public_id) if len(rows) > 20 else Edge()


def _p95(ask: Callable[[int], Any]) -> float:
    return statistics.quantiles(_times(ask), n=20)[18]


def _p50(ask: Callable[[int], Any]) -> float:
    return statistics.median(_times(ask))


def _times(ask: Callable[[int], Any]) -> list[float]:
    ask(0)
    took = []
    for number in range(RUNS):
        began = time.perf_counter()
        ask(number)
        took.append((time.perf_counter() - began) * 1000)
    return took


if __name__ == "__main__":
    main()
