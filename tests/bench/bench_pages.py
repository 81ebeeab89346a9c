"""Pages of the portal against the anchor: rounds interleaved, so that a noisy neighbour hits all.

What counts is the ratio and the CPU time a request; requests a second depend on the machine.
"""

import json
import platform
import statistics
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote_plus, urlencode

from tests.bench.consumer import Consumer
from tests.bench.consumer_django import Person
from tests.bench.load import CONNECTIONS, Request, Result, run, tool
from tests.bench.servers import PASSWORD, Server, bare, django, portal, run_in

ROUNDS, SECONDS = 5, 3
RESULTS = Path(__file__).with_name("RESULTS.md")
HOUSE = "634034, Томская обл., г. Томск, пер. Светлый, д. {n}"


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
        drafts = _drafts(folder / "instance")
        anchor, ours = stack.enter_context(bare()), stack.enter_context(portal(folder / "instance"))
        peer = stack.enter_context(django(folder / "django"))
        cases = _cases(anchor, ours, peer, drafts)
        for _ in range(ROUNDS):
            for case in cases:
                case.measure()
    table = report(cases)
    print(table)  # noqa: T201
    RESULTS.write_text(table, encoding="utf-8")


def _drafts(instance: Path) -> tuple[str, ...]:
    """A started demo with so many drafts that no two connections write the same one at once."""
    with portal(instance):
        pass
    return tuple(json.loads(run_in(instance, "tests.bench.drafts", "64")))


def _cases(anchor: Server, ours: Server, peer: Server, drafts: tuple[str, ...]) -> list[Case]:
    consumer = Consumer(ours.port)
    consumer.sign_in("person", PASSWORD)
    step = consumer.link_to_draft()
    form = consumer.form(step, "last_name")
    posting = consumer.headers | {"Content-Type": "application/x-www-form-urlencoded"}
    body = urlencode(form.values | {"go": "next"})
    # Another house each time; without the marks of what the page was shown, nobody contradicts.
    changed = {name: text for name, text in form.values.items() if name != "seen"} | {"go": "next"}
    changed["addr_reg"] = HOUSE
    one = step.split("/")[-2]

    def next_of(body: str, title: str) -> Request:
        path = form.action.replace(one, "{name}")
        return Request(title, ours.port, path, 303, "POST", posting, body, drafts)

    return [
        Case(Request("Простая страница Flask", anchor.port, "/"), anchor),
        Case(Request("«Вход»", ours.port, "/lk/sign-in"), ours),
        Case(
            Request("«Мои заявки»", ours.port, "/lk/applications/", headers=consumer.headers), ours
        ),
        Case(Request("Шаг заявки, показ", ours.port, step, headers=consumer.headers), ours),
        Case(next_of(body_of(changed), "Шаг заявки, «Далее»"), ours),
        Case(next_of(body, "То же, все уже сохранено"), ours),
        *_peers(peer, form.values | {"addr_reg": HOUSE}),
    ]


def body_of(values: Mapping[str, str]) -> str:
    return with_number(urlencode(values))


def with_number(body: str) -> str:
    """`{n}` as the load looks for it."""
    return body.replace(quote_plus("{n}"), "{n}")


def _peers(peer: Server, answers: Mapping[str, str]) -> list[Case]:
    """The same step in a wizard of Django, with as many fields and the same answers."""
    person = Person(peer.port)
    posting = person.headers | {"Content-Type": "application/x-www-form-urlencoded"}
    step, body = "/wizard/requisites/", with_number(person.body(answers))
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
