"""What a file of a tariff says, once it has been judged."""

from dataclasses import dataclass

from lk.calculator.rules import Tariff


@dataclass(frozen=True)
class Order:
    """`supersedes`: the code of the version that this one corrects; empty for a new period."""

    tariff: Tariff
    supersedes: str = ""
