"""The calculation: two ways to count, which is cheaper, and the reduced fee."""

from decimal import Context, localcontext

from lk.calculator.rules.answer import Answer, Estimate, Unavailable
from lk.calculator.rules.last_mile import last_mile
from lk.calculator.rules.per_kw import by_rate_per_kw
from lk.calculator.rules.question import Question
from lk.calculator.rules.reduced import reduced_fee
from lk.calculator.rules.standard import by_standard_rates
from lk.calculator.rules.tariff import Tariff

# Products of rates, quantities, shares and indices stay exact: 28 digits may be too few.
_EXACT = Context(prec=80)


def calculate(question: Question, tariff: Tariff) -> Answer:
    """Never raises for values that `Question` and `Tariff` allow: what cannot be counted is an
    `Unavailable` with its reason.
    """
    with localcontext(_EXACT):
        to_build = last_mile(question, tariff)
        standard = by_standard_rates(question, tariff, to_build)
        per_kw = by_rate_per_kw(question, tariff, to_build)
        reduced = reduced_fee(question, tariff, standard)
    return Answer(question, tariff, standard, per_kw, reduced, _cheaper(standard, per_kw))


def _cheaper(standard: Estimate | Unavailable, per_kw: Estimate | Unavailable) -> str:
    if isinstance(standard, Unavailable) or isinstance(per_kw, Unavailable):
        return ""
    if standard.total == per_kw.total:
        return "equal"
    return "standard" if standard.total < per_kw.total else "per_kw"
