"""The fee by the rate per kW of connected power.

P = Сmax1·N + Σ(Сmax·N) of what the last mile needs, for each source, + Σ(С8·n); only below
35 кВ and 8900 кВт. Source: Методические указания, приказ ФАС России № 490/22.
"""

from decimal import Decimal

from lk.calculator.rules.answer import Estimate, Unavailable
from lk.calculator.rules.codes import per_kw_code
from lk.calculator.rules.last_mile import ToBuild, Work
from lk.calculator.rules.lines import Counted
from lk.calculator.rules.question import Question
from lk.calculator.rules.tariff import Tariff
from lk.calculator.rules.vat import estimate
from lk.calculator.rules.words import kilovolts, kilowatts, unknown_substation

METHOD = "per_kw"
INSTEAD = "Смотрите расчет по стандартизированным ставкам."
NO_RATES = f"Ставка за кВт этим тарифом не установлена. {INSTEAD}"


def by_rate_per_kw(question: Question, tariff: Tariff, to_build: ToBuild) -> Estimate | Unavailable:
    """Paid by kilowatts, a line costs the same however long it is."""
    reason = _out_of_bounds(question, tariff)
    if reason:
        return Unavailable(METHOD, reason)
    if to_build.unknown:
        return Unavailable(METHOD, unknown_substation(to_build.unknown))
    counted = Counted(question, tariff)
    counted.add("CMAX1", question.power_kw)
    for work in to_build.works:
        counted.add_work(work, per_kw_code(work.code), question.power_kw, _why(work))
    if question.meter_kind:
        counted.add("C8", Decimal(question.meter_points), question.meter_kind)
    if counted.refusal:
        return Unavailable(METHOD, counted.refusal)
    return estimate(METHOD, counted.lines, tariff, (*to_build.notes, *counted.notes))


def _why(work: Work) -> tuple[str, ...]:
    if work.of_metres and not work.quantity:
        return (work.of_metres, *work.terms.why)
    return work.terms.why


def _out_of_bounds(question: Question, tariff: Tariff) -> str:
    """Both bounds are strict, and go by the power asked for."""
    rule = tariff.per_kw
    if question.voltage_kv >= rule.below_kv:
        bound, asked = kilovolts(rule.below_kv), kilovolts(question.voltage_kv)
        return f"Ставка за кВт применяется при напряжении ниже {bound}, а у вас {asked}. {INSTEAD}"
    if question.power_kw >= rule.below_kw:
        bound, asked = kilowatts(rule.below_kw), kilowatts(question.power_kw)
        return f"Ставка за кВт применяется при мощности меньше {bound}, а у вас {asked}. {INSTEAD}"
    return "" if "CMAX1" in tariff.by_code else NO_RATES
