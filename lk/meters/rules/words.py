"""What codes of meters and readings are called. The standard library only."""

from collections.abc import Mapping
from dataclasses import dataclass

MOST_SEARCHED = 600

# Who holds a contract (fig. 17 names them).
KINDS: Mapping[str, str] = {
    "person": "частное лицо",
    "entrepreneur": "индивидуальный предприниматель",
    "organisation": "юридическое лицо",
    "cooperative": "погребной или гаражный кооператив",
}
# How the billing has counted a month.
METHODS: Mapping[str, str] = {
    "actual": "по показанию",
    "average": "по среднему",
    "norm": "по нормативу",
}
EVENTS: Mapping[str, str] = {
    "installed": "Счетчик установлен",
    "verified": "Счетчик поверен",
    "replaced": "Счетчик заменен",
    "coefficient": "Изменен расчетный коэффициент",
    "removed": "Счетчик снят с учета",
}
# What one says when a reading is in doubt; it travels to the office and to the billing.
ANSWERS: Mapping[str, str] = {
    "rollover": "Счетчик прошел через нули",
    "replaced": "Счетчик заменили",
    "earlier_error": "Прошлое показание было с ошибкой",
    "insist": "Все верно, показание проверено",
}


@dataclass(frozen=True)
class State:
    """`label`: for the consumer; `tone`: of the tag; a `final` one is a verdict."""

    label: str
    tone: str
    is_final: bool = False


STATES: Mapping[str, State] = {
    "sent": State("Передано", "info"),
    "exported": State("Выгружено в расчет", "info"),
    "accepted": State("Принято к расчету", "ok", is_final=True),
    "corrected": State("Принято с исправлением", "wait", is_final=True),
    "rejected": State("Отклонено", "bad", is_final=True),
    "replaced": State("Исправлено вами", "info"),
}


def search_key_of(*, number: str, contract: str, address: str, type: str) -> str:
    """What a search looks through: any case, ё as е, one space between words; the address first,
    so that the order of keys is that of addresses. The whole key has at most 600 signs.
    """
    return folded(f"{address} {number} {contract} {type}")[:MOST_SEARCHED]


def folded(text: str) -> str:
    """What is looked for, spelled as in a key."""
    return " ".join(text.split()).casefold().replace("ё", "е")
