"""Ten thousand guesses at once on four workers, restarted once in between."""

import hashlib
import random
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import local
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select

from lk.account.service import sessions
from lk.clock import now
from lk.db import db
from lk.meters.models import ContractBinding
from tests.factories import another_consumer
from tests.harness.portal import Portal
from tests.harness.writing import start_writing
from tests.meters.adding import a_free_contract
from tests.servers.live import Live

GUESSES = 10_000
AT_ONCE = 16
LOOKED_UP, REFUSED, BUSY = 422, 429, 503
MOST = {"account": 5, "network": 20, "contract": 10, "meter": 10}
MOST_AT_ONCE = 140  # of all; then one a minute


@dataclass(frozen=True)
class Try:
    account: int
    network: int
    contract: str
    meter: str


class Guesser:
    """Sends tries as browsers of many accounts would, behind one proxy."""

    def __init__(self, app: Flask, port: int, accounts: int) -> None:
        self.port, self._own = port, local()
        self._open: list[HTTPConnection] = []
        self.cookies = [_cookie(app) for _ in range(accounts)]
        self.token = _csrf_token(app)

    def send(self, each: Try) -> int:
        """The status of the answer; a server that is busy is asked again."""
        while (status := self._send(each)) == BUSY:
            pass
        return status

    def hang_up(self) -> None:
        for each in self._open:
            each.close()

    def _send(self, each: Try) -> int:
        body = {"csrf_token": self.token, "contract": each.contract, "meter": each.meter}
        headers = {
            "Cookie": self.cookies[each.account],
            "Sec-Fetch-Site": "same-origin",
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Forwarded-For": f"127.0.1.{each.network}",
        }
        try:
            connection = self._connection()
            connection.request("POST", "/lk/meters/add", urlencode(body), headers)
            answer = connection.getresponse()
            answer.read()
        except (OSError, HTTPException):
            self._own.connection = None
            return BUSY
        return answer.status

    def _connection(self) -> HTTPConnection:
        """One for each thread, kept open."""
        found: HTTPConnection | None = getattr(self._own, "connection", None)
        if found is None:
            found = self._own.connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
            self._open.append(found)
        return found


SECRET = hashlib.sha256(b"tests").hexdigest()


def _cookie(app: Flask) -> str:
    """A signed-in browser, as `tests.harness.signing` makes it."""
    user, at = another_consumer(), now()
    start_writing()
    present = sessions.begin(user=user, at=at, address="127.0.0.1", user_agent="", password_at=at)
    db.session.commit()
    facts = {"_user_id": present.session_token, "_fresh": True, "csrf_token": SECRET}
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return f"session={serializer.dumps(facts)}"


def _csrf_token(app: Flask) -> str:
    return str(URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token").dumps(SECRET))


@pytest.fixture
def four_workers(app: Flask, portal: Portal, tmp_path: Path) -> Iterator[Live]:
    environ = {**portal.environ, "LK_PROXIES": "1"}
    server = Live(environ, tmp_path, with_worker=False, workers=4)
    yield server
    server.stop()


def tries(dice: random.Random, count: int, accounts: range, networks: range, numbers: range) -> Any:
    for _ in range(count):
        yield Try(
            dice.choice(accounts),
            dice.choice(networks),
            f"3800{dice.choice(numbers)}",
            f"7200{dice.choice(numbers)}",
        )


def test_ten_thousand_guesses_stay_within_the_limits(
    app: Flask, four_workers: Live, session: Any
) -> None:
    a_free_contract("38009999", "72009999")
    dice, half = random.Random(7), GUESSES // 2
    guesser = Guesser(app, four_workers.port, accounts=60)
    few = list(tries(dice, half, range(10), range(3), range(6)))
    many = list(tries(dice, half, range(60), range(40), range(200)))
    began = now()

    four_workers.start()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        before = list(pool.map(guesser.send, few))
    four_workers.stop()
    four_workers.start()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        after = list(pool.map(guesser.send, many))

    guesser.hang_up()

    minutes = int((now() - began).total_seconds() / 60) + 1
    looked_up = [each for each, status in zip(few + many, before + after, strict=True)
                 if status == LOOKED_UP]  # fmt: skip
    assert set(before + after) == {LOOKED_UP, REFUSED}
    for kind, most in MOST.items():
        assert max(Counter(getattr(each, kind) for each in looked_up).values()) <= most, kind
    assert before.count(LOOKED_UP) > 30
    assert MOST_AT_ONCE <= len(looked_up) <= MOST_AT_ONCE + minutes
    assert session.scalars(select(ContractBinding)).all() == []
