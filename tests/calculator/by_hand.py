"""Cases worked by hand: the sums are arithmetic in text, with VAT, before rounding.

Each case gives both ways to count. `standard`, `per_kw`: the arithmetic; `no_standard`,
`no_per_kw`: words of the refusal instead. `net`, `net_per_kw`: without НДС. `reduced`: arithmetic
of the reduced fee, `no_reduced`: words of its refusal, neither: nothing is said of it.
"""

from dataclasses import dataclass
from decimal import Decimal

from lk.calculator.rules import Question, Tariff


@dataclass(frozen=True)
class Case:
    name: str
    tariff: Tariff
    question: Question
    standard: str = ""
    per_kw: str = ""
    net: str = ""
    net_per_kw: str = ""
    no_standard: str = ""
    no_per_kw: str = ""
    reduced: str = ""
    no_reduced: str = ""
    lines: str = ""
    cheaper: str = ""


def case(name, tariff, asked, **expected):
    question = Question(on=tariff.effective_from, **asked)
    return Case(name, tariff, question, **expected)


def ask(power, distance, voltage="0.4", reliability="III", **more):
    numbers = {"previous_kw", "second_distance_m"}
    folded = {key: Decimal(value) if key in numbers else value for key, value in more.items()}
    return {
        "power_kw": Decimal(power),
        "distance_m": Decimal(distance),
        "voltage": voltage,
        "reliability": reliability,
        **folded,
    }
