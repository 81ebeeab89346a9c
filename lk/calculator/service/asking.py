"""An address of the calculator that somebody takes along: what it asks, and in which words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lk.calculator.asking import day_of, offer_of, read, said_in, sent_in, told
from lk.calculator.rules import Question
from lk.calculator.service.active import tariff_on


@dataclass(frozen=True, slots=True)
class Asked:
    """`query` is the address again, `told` labels with what was answered."""

    question: Question
    query: dict[str, str]
    told: list[tuple[str, str]]


def asked_in(args: Mapping[str, str], today: date) -> Asked | None:
    """None where the address asks nothing that can be calculated, on a day without a tariff too."""
    sent = sent_in(args)
    on = day_of(sent, today)
    tariff = tariff_on(on) if on else None
    if tariff is None:
        return None
    offer = offer_of(tariff)
    question = read(sent, offer, on).question
    if question is None:
        return None
    query = said_in(sent, offer)
    return Asked(question, query, told(query, offer))
