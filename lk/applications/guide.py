"""Which kind of application one needs: three questions for those who do not know."""

from collections.abc import Mapping
from decimal import Decimal

from lk.applications.catalogue import Choice, Field, groups, kind
from lk.applications.values import Refused, parse

NBSP = "\u00a0"
WHO, POWER, USE = "who", "power", "use"
HOME, BUSINESS, TEMPORARY = "home", "business", "temporary"

QUESTIONS = (
    Field(
        key=WHO,
        label="Кто подает заявку",
        type="radio",
        choices=tuple(Choice(group.code, group.who) for group in groups()),
        hint="На кого оформят договор. Если вы подаете за другого человека или организацию,"
        " выберите их",
    ),
    Field(
        key=USE,
        label="Для чего нужна электроэнергия",
        type="radio",
        choices=(
            Choice(HOME, "Для дома, дачи, гаража и других бытовых нужд"),
            Choice(BUSINESS, "Для работы: магазин, офис, производство и другое"),
            Choice(TEMPORARY, "На время: стройка до постоянной схемы, передвижной объект"),
        ),
        hint="Временно присоединяют не дольше чем на 12 месяцев",
    ),
    Field(
        key=POWER,
        label="Сколько киловатт нужно всего",
        type="radio",
        choices=(
            Choice("to15", f"До 15{NBSP}кВт"),
            Choice("to150", f"Больше 15 и до 150{NBSP}кВт"),
            Choice("to670", f"Больше 150, но меньше 670{NBSP}кВт"),
            Choice("over670", f"670{NBSP}кВт и больше"),
        ),
        hint="Вместе с тем, что уже присоединено. Дому с электроплитой и отоплением обычно хватает"
        f" 15{NBSP}кВт, небольшому магазину — 15–50{NBSP}кВт",
    ),
)

_WHO, _USE, _POWER = QUESTIONS
_RANGES: Mapping[str, str] = {"to15": "15", "to150": "150", "to670": "670", "over670": "670p"}
_KILOWATTS = Field(key=POWER, label="Мощность", type="decimal", above_zero=True)


def choose(*, who: str, power: str, use: str) -> str:
    """Code of the kind for these answers: values of the choices of QUESTIONS, or power in
    kilowatts as people type it («12,5»). Refused, with the question's label, for anything else.
    """
    return f"{who}-{_fitting(who, _category(who, power, use), use)}"


def why(*, who: str, power: str, use: str) -> str:
    """In words: why `choose` leads to this kind. Refused as there."""
    category = _category(who, power, use)
    return _reason(who, category, use, _fitting(who, category, use))


def _category(who: str, power: str, use: str) -> str:
    _check(_WHO, who)
    _check(_USE, use)
    return _RANGES.get(power) or _by_kilowatts(power)


def _check(question: Field, answer: str) -> None:
    if parse(question, answer) is None:
        raise Refused("required", f"{question.label}: выберите один из вариантов")


def _by_kilowatts(typed: str) -> str:
    found = parse(_KILOWATTS, typed)
    if not isinstance(found, str):
        raise Refused("required", f"{_POWER.label}: выберите один из вариантов")
    power = Decimal(found)
    if power <= 15:
        return "15"
    if power <= 150:
        return "150"
    return "670" if power < 670 else "670p"


def _fitting(who: str, category: str, use: str) -> str:
    if use == TEMPORARY and category in {"15", "150"}:
        return "tmp"
    if who == "fl" and category == "15" and use != HOME:
        return "150"
    return category


_REASONS: Mapping[str, str] = {
    "15": f"Всего до 15{NBSP}кВт — это самая простая заявка: один источник питания и меньше"
    " вопросов.",
    "150": f"Больше 15 и до 150{NBSP}кВт — это заявка на один источник питания с выбором ставки"
    " платы.",
    "670": f"Больше 150, но меньше 670{NBSP}кВт — в заявке понадобятся точки присоединения и"
    " категория надежности.",
    "670p": f"От 670{NBSP}кВт — в заявке понадобятся точки присоединения, категория надежности и"
    " напряжение от 6\u00a0кВ.",
    "tmp": f"До 150{NBSP}кВт на время — это временное подключение, не дольше чем на 12 месяцев.",
}


def _reason(who: str, category: str, use: str, code: str) -> str:
    applicant = kind(f"{who}-{code}").group.who
    if use == TEMPORARY and code != "tmp":
        first = f"Временно присоединяют только до 150{NBSP}кВт, поэтому нужна постоянная схема."
        return f"{applicant}. {first} {_REASONS[code]}"
    if code != category and code == "150":
        first = f"Заявка до 15{NBSP}кВт у граждан — только для бытовых нужд, а энергия нужна для"
        return f"{applicant}. {first} работы: подойдет заявка до 150{NBSP}кВт."
    return f"{applicant}. {_REASONS[code]}"
