"""Figures and conditions in words, as the sentences of a calculation say them."""

from decimal import Decimal

from lk.calculator.rules.codes import CODES
from lk.calculator.rules.question import Question

NBSP = "\u00a0"
TERRITORY_WORDS = {"city": "город", "rural": "сельская местность"}
SCHEME_WORDS = {"permanent": "постоянная схема", "temporary": "временная схема"}


def figure(value: Decimal) -> str:
    """`12500.50` as «12 500,5»: no zeros at the end, thousands apart."""
    plain = f"{value:,f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return plain.replace(",", NBSP).replace(".", ",")


def roubles(value: Decimal) -> str:
    """`550` as «550 руб.», `550.5` as «550,50 руб.»"""
    whole = value == value.to_integral_value()
    plain = f"{value:,.0f}" if whole else f"{value:,.2f}"
    return with_unit(plain.replace(",", NBSP).replace(".", ","), "руб.")


def with_unit(value: str, unit: str) -> str:
    return f"{value}{NBSP}{unit}"


def kilowatts(value: Decimal) -> str:
    return with_unit(figure(value), "кВт")


def kilovolts(value: Decimal) -> str:
    return with_unit(figure(value), "кВ")


def metres(value: Decimal) -> str:
    return with_unit(figure(value), "м")


def percent(share: Decimal) -> str:
    return with_unit(figure(share * 100), "%")


def conditions(code: str, question: Question, kind: str = "") -> str:
    """«С2 (воздушная линия, 0,4 кВ, 15 кВт, город, …)»: for what a rate is wanted."""
    known = CODES[code]
    parts = (
        known.words,
        "" if kind in CODES else kind,
        kilovolts(question.voltage_kv),
        kilowatts(question.power_kw),
        TERRITORY_WORDS[question.territory],
        SCHEME_WORDS[question.scheme],
    )
    return f"{known.shown} ({', '.join(part for part in parts if part)})"


def unknown_substation(kind: str) -> str:
    """A kind of another version, for example in an address that was sent on."""
    named = CODES[kind].words if kind in CODES else kind
    return f"Подстанции «{named}» в тарифе нет. Выберите подстанцию из списка."
