"""The calculator's fragment and its JSON against a bare Flask + Jinja page of the same size.

python -m tests.bench.bench_fragment      # rounds interleaved; the fragment is to reach 45 %
"""

import tempfile
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlencode

from tests.bench.bench_pages import ROUNDS, Case, report
from tests.bench.load import Request
from tests.bench.servers import Server, bare, portal

AS_HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
FIG_15 = {"power": "15", "distance": "100", "voltage": "0.4", "reliability": "III"}
# Nothing is answered from memory: the distance is another one each time.
ANOTHER = {**FIG_15, "distance": "{n}"}
ANOTHER_LARGER = {**ANOTHER, "power": "200"}


def main() -> None:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        anchor, ours = stack.enter_context(bare()), stack.enter_context(portal(folder / "instance"))
        cases = [
            Case(Request("Простая страница Flask", anchor.port, "/"), anchor),
            _case("Пересчет, каждый раз новый", ours, "/lk/calculator", ANOTHER, AS_HTMX),
            _case("То же, 200 кВт", ours, "/lk/calculator", ANOTHER_LARGER, AS_HTMX),
            _case("Пересчет, один и тот же", ours, "/lk/calculator", FIG_15, AS_HTMX),
            _case("Калькулятор, JSON", ours, "/lk/calculator.json", FIG_15, {}),
            _case("Калькулятор, вся страница", ours, "/lk/calculator", FIG_15, {}),
        ]
        for _ in range(ROUNDS):
            for case in cases:
                case.measure()
    print(report(cases))  # noqa: T201


def _case(
    title: str, server: Server, path: str, query: dict[str, str], headers: dict[str, str]
) -> Case:
    address = f"{path}?{urlencode(query, safe='{}')}"
    return Case(Request(title, server.port, address, headers=headers), server)


if __name__ == "__main__":
    main()
