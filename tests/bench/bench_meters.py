"""«Мои приборы учета»: the page against a bare one and Django's, the search on a small and a large
database; rounds interleaved, so that a noisy neighbour hits all.

python -m tests.bench.bench_meters            # 100,000 meters
python -m tests.bench.bench_meters --full     # 1,000,000 meters, 2,000,000 months
"""

import json
import statistics
import sys
import tempfile
from contextlib import ExitStack
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

from tests.bench.bench_pages import ROUNDS, Case, report
from tests.bench.consumer import Consumer
from tests.bench.load import Request
from tests.bench.meters_crowd import FULL, TENTH
from tests.bench.servers import PASSWORD, Server, bare, django, portal, run_in

FEW = 1_000
PATH = "/lk/meters/mine"
AS_HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
RESULTS = Path(__file__).with_name("RESULTS-METERS.md")


def main(options: list[str]) -> None:
    counts = [int(each) for each in options if each.isdigit()]
    many = counts[0] if counts else FULL if "--full" in options else TENTH
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small, large = _filled(folder / "few", FEW), _filled(folder / "many", many)
        found = f"{_search(small, large, many)}\n{_pages(folder, large)}"
    print(found)  # noqa: T201
    RESULTS.write_text(found, encoding="utf-8")


def _filled(instance: Path, meters: int) -> Path:
    with portal(instance):
        pass  # the first start makes the database
    run_in(instance, "tests.bench.meters_crowd", str(meters))
    return instance


def _search(small: Path, large: Path, many: int) -> str:
    """The database alone, without a page around it."""
    rounds: list[tuple[dict[str, Any], dict[str, Any]]] = [
        tuple(json.loads(run_in(each, "tests.bench.meters_search")) for each in (small, large))
        for _ in range(ROUNDS)
    ]
    lines = [
        "# Замер «Моих приборов учета»",
        "",
        f"`python -m tests.bench.bench_meters`: SQLite, {FEW} и {many} счетчиков; база без "
        f"страницы, мс; у поиска p95, у страниц p50; медианы {ROUNDS} раундов вперемежку.",
        "",
        f"| Владелец | счетчиков | поиск: {FEW} | поиск: {many} | к меньшей базе "
        "| первая страница | последняя | к первой |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for owner in ("person", "company"):
        few, lots = ([each[place][owner] for each in rounds] for place in (0, 1))
        before, after = (statistics.median(each["search"] for each in of) for of in (few, lots))
        first, last = (statistics.median(each[page] for each in lots) for page in ("first", "last"))
        lines.append(
            f"| {owner} | {lots[0]['owns']} | {before:.2f} | {after:.2f} | {after / before:.2f} "
            f"| {first:.2f} | {last:.2f} | {last / first:.2f} |"
        )
    return "\n".join(lines) + "\n"


def _pages(folder: Path, large: Path) -> str:
    with ExitStack() as stack:
        anchor, ours = stack.enter_context(bare()), stack.enter_context(portal(large))
        peer = stack.enter_context(django(folder / "django", "tests.bench.meters_django"))
        cases = [
            Case(Request("Простая страница Flask", anchor.port, "/"), anchor),
            *_ours(ours),
            Case(
                Request("То же на Django", peer.port, "/meters/mine", headers=_entered(peer)), peer
            ),
        ]
        for _ in range(ROUNDS):
            for case in cases:
                case.measure()
    return report(cases)


def _ours(server: Server) -> list[Case]:
    person, company = Consumer(server.port), Consumer(server.port)
    for each, login in ((person, "person"), (company, "company")):
        each.sign_in(login, PASSWORD)
        each.page(PATH)  # a browser has its session's secret from the first page on
    asked = f"{PATH}?text=%D0%B5%D0%BB%D0%BE%D1%87"
    return [
        Case(Request(title, server.port, path, headers=headers), server)
        for title, path, headers in (
            ("20 счетчиков, страница", PATH, person.headers),
            ("20 счетчиков, поиск", asked, person.headers | AS_HTMX),
            ("5000 счетчиков, страница", PATH, company.headers),
            ("5000 счетчиков, поиск", asked, company.headers | AS_HTMX),
        )
    ]


def _peer(peer: Server) -> Case:
    headers = _entered(peer)
    return Case(Request("То же на Django", peer.port, "/meters/mine", headers=headers), peer)


def _entered(peer: Server) -> dict[str, str]:
    """The cookies of a person who is signed in at the peer's."""
    connection = HTTPConnection("127.0.0.1", peer.port, timeout=30)
    connection.request("GET", "/enter")
    answer = connection.getresponse()
    answer.read()
    cookies: dict[str, str] = {}
    for header in answer.headers.get_all("Set-Cookie") or ():
        cookies |= {name: each.value for name, each in SimpleCookie(header).items()}
    pairs = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return {"Cookie": pairs, "Host": f"127.0.0.1:{peer.port}"}


if __name__ == "__main__":
    main(sys.argv[1:])
