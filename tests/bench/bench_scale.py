"""«Мои заявки», the card and «Проверить заявку» with a thousand and with 200,000 applications.

python -m tests.bench.bench_scale        # figures as ratios from one interleaved run
"""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlencode

from tests.bench.consumer import Consumer
from tests.bench.load import Request, run
from tests.bench.servers import PASSWORD, ROOT, Server, portal

FEW, MANY = 1_000, 200_000
ROUNDS, SECONDS = 5, 3
RESULTS = Path(__file__).with_name("RESULTS-SCALE.md")


@contextmanager
def crowded(instance: Path, count: int) -> Iterator[Server]:
    """The demo with so many applications."""
    with portal(instance):
        pass  # the first start makes the database
    plain = {name: value for name, value in os.environ.items() if not name.startswith("LK_")}
    command = [sys.executable, "-m", "tests.bench.crowd", str(count)]
    environment = plain | {"LK_INSTANCE": str(instance)}
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    with portal(instance) as server:
        yield server


def requests_of(server: Server) -> list[Request]:
    consumer = Consumer(server.port)
    consumer.sign_in("person", PASSWORD)
    path = "/lk/applications/"
    card = next(
        str(link["href"])
        for link in consumer.page(path).select("#application-rows a[href]")  # no drafts there
        if "ул." in link.get_text()
    )
    check = consumer.form("/lk/check", "number")
    asked = check.values | {"number": "2020-01-10-702-5", "person": "Никто Никто"}
    posting = consumer.headers | {"Content-Type": "application/x-www-form-urlencoded"}
    found = urlencode({"text": "кирова"})  # fills a page with either number of applications
    return [
        Request("«Мои заявки»", server.port, path, headers=consumer.headers),
        Request("Поиск", server.port, f"{path}?{found}", headers=consumer.headers),
        Request("Карточка", server.port, card, headers=consumer.headers),
        Request(
            "«Проверить заявку»", server.port, check.action, 422, "POST", posting, urlencode(asked)
        ),
    ]


def main() -> None:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        few = requests_of(stack.enter_context(crowded(folder / "few", FEW)))
        many = requests_of(stack.enter_context(crowded(folder / "many", MANY)))
        rates: dict[str, tuple[list[float], list[float]]] = {}
        for _ in range(ROUNDS):
            for pair in zip(few, many, strict=True):
                for place, request in enumerate(pair):
                    took = rates.setdefault(request.title, ([], []))[place]
                    took.append(run(request, SECONDS).p50_ms)
    report = _report(rates)
    print(report)  # noqa: T201
    RESULTS.write_text(report, encoding="utf-8")


def _report(rates: dict[str, tuple[list[float], list[float]]]) -> str:
    lines = [
        "# Замер на большой базе",
        "",
        f"`python -m tests.bench.bench_scale`: SQLite, у потребителя из {MANY} заявок 5000; "
        f"{ROUNDS} раундов по {SECONDS} с вперемежку, медианы p50.",
        "",
        f"| Страница | {FEW} заявок, мс | {MANY} заявок, мс | во сколько раз |",
        "|---|--:|--:|--:|",
    ]
    for title, (few, many) in rates.items():
        before, after = statistics.median(few), statistics.median(many)
        lines.append(f"| {title} | {before:.1f} | {after:.1f} | {after / before:.2f} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
