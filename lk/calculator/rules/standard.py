"""The fee by standardised rates.

P = С1 + Σ(С2·L) + Σ(С3·L) + Σ(С4·n) + (С5 + С6 + С7)·N + Σ(С8·n); for two sources С1 once and
the last mile of each. Source: Методические указания, приказ ФАС России № 490/22.
"""

from decimal import Decimal

from lk.calculator.rules.answer import Estimate, Unavailable
from lk.calculator.rules.last_mile import ONE, ToBuild
from lk.calculator.rules.lines import Counted
from lk.calculator.rules.question import Question
from lk.calculator.rules.tariff import Tariff
from lk.calculator.rules.vat import estimate
from lk.calculator.rules.words import unknown_substation

METHOD = "standard"


def by_standard_rates(
    question: Question, tariff: Tariff, to_build: ToBuild
) -> Estimate | Unavailable:
    """С1 and С8 are never cut: they are not the last mile."""
    if to_build.unknown:
        return Unavailable(METHOD, unknown_substation(to_build.unknown))
    counted = Counted(question, tariff)
    counted.add("C1", ONE)
    for work in to_build.works:
        why = (work.of_metres, *work.terms.why) if work.of_metres else work.terms.why
        counted.add_work(work, work.code, work.quantity, why)
    if question.meter_kind:
        counted.add("C8", Decimal(question.meter_points), question.meter_kind)
    if counted.refusal:
        return Unavailable(METHOD, counted.refusal)
    return estimate(METHOD, counted.lines, tariff, (*to_build.notes, *counted.notes))
