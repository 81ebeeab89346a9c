"""«Последняя миля»: what is built for one applicant alone, and what part of it he pays.

Source: ст. 23.2 закона № 35-ФЗ; Методические указания, приказ ФАС России № 490/22 (С2–С7).
"""

from dataclasses import dataclass
from decimal import Decimal

from lk.calculator.rules.choosing import code_of_substation
from lk.calculator.rules.codes import LINE_CODES
from lk.calculator.rules.question import Question
from lk.calculator.rules.tariff import Tariff
from lk.calculator.rules.words import kilowatts, metres, percent

ZERO = Decimal(0)
ONE = Decimal(1)
HALF = Decimal("0.5")
METRES_IN_KILOMETRE = Decimal(1000)
TEMPORARY = (
    "Временное присоединение обычно идет от готовых сетей, и строительство в сумму не вошло. "
    "Если без новой линии не обойтись, отметьте это в расчете."
)
LONG = (
    "Работы идут дольше года: половина стоимости растет по индексу цен за половину срока, "
    "половина — за весь срок."
)
NO_INDEX = (
    "Если работы идут дольше года, стоимость растет по индексам цен. В этом тарифе индексов нет, "
    "сумма показана без них."
)


@dataclass(frozen=True)
class Work:
    """One thing to build on the way to one source: `quantity` km, pieces or kW of rate `code`.

    `source` 0 when there is only one. `index` raises prices of works longer than a year.
    `of_metres`: what is free of a line, which counts where the line is paid by metres.
    """

    code: str
    kind: str
    source: int
    quantity: Decimal
    terms: "Terms"
    of_metres: str = ""

    @property
    def share(self) -> Decimal:
        """Within the free metres nothing is paid, by neither of the two ways to count."""
        return self.terms.share if self.quantity else ZERO


@dataclass(frozen=True)
class Terms:
    """On what terms all of the last mile is paid, and why."""

    share: Decimal
    index: Decimal
    why: tuple[str, ...]


@dataclass(frozen=True)
class ToBuild:
    """`unknown`: a substation that the version does not know; nothing can be counted with it."""

    works: tuple[Work, ...]
    notes: tuple[str, ...] = ()
    unknown: str = ""


def last_mile(question: Question, tariff: Tariff) -> ToBuild:
    """For each source (two for categories I and II): a line, sectioning points, a substation.

    A temporary connection takes what is built already, unless it `builds_line`.
    """
    if question.scheme == "temporary" and not question.builds_line:
        return ToBuild((), (TEMPORARY,))
    terms = _terms(question, tariff)
    chosen = question.substation
    substation = code_of_substation(tariff, chosen) if chosen else ""
    works = []
    for source, distance in _ways(question):
        if distance > 0:
            works.append(_line(question, tariff.last_mile.free_m, source, distance, terms))
        if question.sections > 0:
            pieces = Decimal(question.sections)
            works.append(Work("C4", question.section_kind, source, pieces, terms))
        if substation:
            works.append(Work(substation, chosen, source, question.power_kw, terms))
    unknown = chosen if terms.share and not substation else ""
    return ToBuild(tuple(works), unknown=unknown)


def _ways(question: Question) -> tuple[tuple[int, Decimal], ...]:
    first, second = question.distance_m, question.second_distance_m
    if question.sources == 1:
        return ((0, first),)
    return ((1, first), (2, first if second is None else second))


def _line(question: Question, free: Decimal, source: int, distance: Decimal, terms: Terms) -> Work:
    paid = max(distance - free, ZERO)
    words = ""
    if free and not paid:
        words = f"Первые {metres(free)} линии бесплатны, а до сетей {metres(distance)}."
    elif free:
        words = f"Первые {metres(free)} линии бесплатны, к оплате остается {metres(paid)}."
    code = LINE_CODES[question.line]
    return Work(code, question.line_kind, source, paid / METRES_IN_KILOMETRE, terms, words)


def _terms(question: Question, tariff: Tariff) -> Terms:
    """Small applicants pay `small_share`; earlier connected power counts towards the bound."""
    rule = tariff.last_mile
    share, why = ONE, ""
    if rule.small_share != ONE:
        bound = kilowatts(rule.small_kw)
        whole = "Мощность вместе с ранее присоединенной" if question.previous_kw else "Мощность"
        if question.whole_kw > rule.small_kw:
            why = f"{whole} больше {bound}, поэтому строительство входит в плату целиком."
        elif rule.small_share:
            share, part = rule.small_share, percent(rule.small_share)
            why = f"{whole} не больше {bound}, поэтому в плату входит {part} строительства."
        else:
            share = ZERO
            why = (
                f"{whole} не больше {bound}: строительство сетей до вас в плату не входит, "
                "и расстояние не имеет значения."
            )
    said = (why,) if why else ()
    if not question.is_long or not share:
        return Terms(share, ONE, said)
    if tariff.long_work is None:
        return Terms(share, ONE, (*said, NO_INDEX))
    index = HALF * tariff.long_work.half_term + HALF * tariff.long_work.full_term
    return Terms(share, index, (*said, LONG))
