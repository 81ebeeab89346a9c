"""Pages of the portal against the anchor: rounds interleaved, so that a noisy neighbour hits all.

What counts is the ratio and the CPU time a request; requests a second depend on the machine.
"""

import platform
import statistics
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from tests.bench.consumer import Consumer
from tests.bench.consumer_django import Person
from tests.bench.load import CONNECTIONS, Request, Result, run, tool
from tests.bench.servers import PASSWORD, Server, bare, django, portal

ROUNDS, SECONDS = 5, 3
RESULTS = Path(__file__).with_name("RESULTS.md")


@dataclass
class Case:
    request: Request
    server: Server
    results: list[Result] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)

    def measure(self) -> None:
        before = self.server.cpu_seconds()
        result = run(self.request, SECONDS)
        self.results.append(result)
        self.cpu_ms.append((self.server.cpu_seconds() - before) * 1000 / result.count)

    def median(self, name: str) -> float:
        return float(statistics.median(getattr(result, name) for result in self.results))


def main() -> None:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        anchor, ours = stack.enter_context(bare()), stack.enter_context(portal(folder / "instance"))
        peer = stack.enter_context(django(folder / "django"))
        cases = _cases(anchor, ours, peer)
        for _ in range(ROUNDS):
            for case in cases:
                case.measure()
    table = report(cases)
    print(table)  # noqa: T201
    RESULTS.write_text(table, encoding="utf-8")


def _cases(anchor: Server, ours: Server, peer: Server) -> list[Case]:
    consumer = Consumer(ours.port)
    consumer.sign_in("person", PASSWORD)
    step = consumer.link_to_draft()
    form = consumer.form(step, "last_name")
    posting = consumer.headers | {"Content-Type": "application/x-www-form-urlencoded"}
    body = urlencode(form.values | {"go": "next"})
    return [
        Case(Request("Простая страница Flask", anchor.port, "/"), anchor),
        Case(Request("«Вход»", ours.port, "/lk/sign-in"), ours),
        Case(
            Request("«Мои заявки»", ours.port, "/lk/applications/", headers=consumer.headers), ours
        ),
        Case(Request("Шаг заявки, показ", ours.port, step, headers=consumer.headers), ours),
        Case(
            Request("Шаг заявки, «Далее»", ours.port, form.action, 303, "POST", posting, body), ours
        ),
        *_peers(peer, form.values),
    ]


def _peers(peer: Server, answers: Mapping[str, str]) -> list[Case]:
    """The same step in a wizard of Django, with as many fields and the same answers."""
    person = Person(peer.port)
    posting = person.headers | {"Content-Type": "application/x-www-form-urlencoded"}
    step, body = "/wizard/requisites/", person.body(answers)
    return [
        Case(Request("Мастер Django, показ", peer.port, step, headers=person.headers), peer),
        Case(Request("Мастер Django, «Далее»", peer.port, step, 302, "POST", posting, body), peer),
    ]


def report(cases: list[Case]) -> str:
    base = cases[0]
    lines = [
        "# Замер страниц",
        "",
        f"`make bench`, {datetime.now(UTC):%d.%m.%Y}: Python {platform.python_version()}, gunicorn "
        f"gthread 2 × 8, SQLite; {tool()}, {CONNECTIONS} соединений, {ROUNDS} раундов по "
        f"{SECONDS} с вперемежку; медианы. Нагрузка идёт с той же машины, поэтому сравнивайте "
        "доли и время процессора, а не запросы в секунду.",
        "",
        "| Страница | запр./с | от простой | p50, мс | p99, мс | ЦП, мс/запр. | ЦП к простой |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    base_rate, base_cpu = base.median("per_second"), statistics.median(base.cpu_ms)
    for case in cases:
        rate, cpu = case.median("per_second"), statistics.median(case.cpu_ms)
        lines.append(
            f"| {case.request.title} | {rate:.0f} | {rate / base_rate:.0%} "
            f"| {case.median('p50_ms'):.1f} | {case.median('p99_ms'):.1f} "
            f"| {cpu:.2f} | {cpu / base_cpu:.1f}× |"
        )
    return "\n".join(lines) + "\n"
