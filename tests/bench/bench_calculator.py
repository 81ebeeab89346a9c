"""What a calculation costs, on a tariff of two hundred rates, beside its bare multiplications.

python -m tests.bench.bench_calculator        # CPU of the process, milliseconds; limit 0.2

The bare one multiplies and adds the same figures by Decimal, with nothing chosen or explained.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import product

from lk.calculator.rules import Estimate, LastMile, Question, Tariff, calculate
from tests.calculator.by_hand_tariffs import DEMO, rate

LIMIT_MS = 0.2
ROUNDS, TIMES = 9, 400
KOPECK = Decimal("0.01")
FIG_15 = Question(Decimal(15), Decimal(100), "0.4", "III", date(2026, 11, 24))
LARGEST = Question(
    Decimal(400),
    Decimal(250),
    "10",
    "I",
    date(2026, 11, 24),
    second_distance_m=Decimal(900),
    sections=2,
    substation="вид 3",
    meter_kind="вид 2",
)


def wide() -> Tariff:
    """The demo with rates for every code, voltage, territory and kind: some two hundred."""
    places = product(("0.4", "10", "35"), ("city", "rural"), range(3))
    more = [
        rate(code, f"{1000 + number}.50", voltage=voltage, territory=territory, kind=f"вид {kind}")
        for number, (voltage, territory, kind) in enumerate(places)
        for code in ("C2", "C3", "C4", "C8", "CMAX2", "CMAX3", "CMAX4")
    ]
    stations = [
        rate(code, f"{4000 + kind}", voltage="10", kind=f"вид {kind}")
        for code in ("C5", "C6", "CMAX5", "CMAX6")
        for kind in range(18)
    ]
    return replace(DEMO, rates=(*DEMO.rates, *more, *stations))


def bare(tariff: Tariff, question: Question) -> Callable[[], tuple[Decimal, ...]]:
    """The same sums by the same figures."""
    answer = calculate(question, tariff)
    ways = [way for way in (answer.standard, answer.per_kw) if isinstance(way, Estimate)]
    factors = [
        [(line.rate, line.quantity, line.share, line.index) for line in way.lines] for way in ways
    ]

    def run() -> tuple[Decimal, ...]:
        sums = [sum((a * b * c * d for a, b, c, d in way), Decimal(0)) for way in factors]
        return tuple(each.quantize(KOPECK, ROUND_HALF_UP) for each in sums)

    return run


def cpu_ms(work: Callable[[], object]) -> float:
    begun = time.process_time_ns()
    for _ in range(TIMES):
        work()
    return (time.process_time_ns() - begun) / TIMES / 1_000_000


def measured(tariff: Tariff, question: Question) -> tuple[float, float]:
    """Medians of rounds that go in turn: the calculation and the bare one."""
    plain = bare(tariff, question)
    pairs = [(cpu_ms(lambda: calculate(question, tariff)), cpu_ms(plain)) for _ in range(ROUNDS)]
    whole, least = zip(*pairs, strict=True)
    return statistics.median(whole), statistics.median(least)


def main() -> None:
    tariff = wide()
    free = replace(tariff, last_mile=LastMile())
    say(f"ставок в тарифе: {len(tariff.rates)}; предел {LIMIT_MS} мс на расчет")
    for title, question, version in (
        ("рисунок 15", FIG_15, tariff),
        ("самый большой", LARGEST, free),
    ):
        whole, least = measured(version, question)
        verdict = "в пределе" if whole < LIMIT_MS else "ДОЛЬШЕ ПРЕДЕЛА"
        ratio = f"в {whole / least:.0f} раз больше голых умножений"
        say(f"{title:14} {whole:.3f} мс ЦП, {ratio}: {verdict}")


def say(line: str) -> None:
    print(line)  # noqa: T201  # for who runs it


if __name__ == "__main__":
    main()
