"""An answer as the page writes it: sentences, rows of a table, bars. No figure is made here.

The numbers are written by hand, not by the filters: the fragment is drawn while somebody types, and
the library that knows all languages takes longer than everything else of it together.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lk.calculator.rules import Answer, Estimate, Line, ReducedFee, Tariff, Unavailable, Unit
from lk.calculator.rules.words import figure, percent
from lk.calculator.words import day, of_another_day, period
from lk.web.filters import NBSP

TITLES = {
    "standard": "по стандартизированным тарифным ставкам",
    "per_kw": "по ставке за кВт присоединяемой мощности",
}
SENTENCE = "Расчет стоимости технологического присоединения"
DISCLAIMER = (
    "Выполненный расчет является ориентировочным, итоговая стоимость технологического "
    "присоединения будет определена сетевой организацией в соответствии с утвержденными ставками "
    "после подачи Вами заявки на ТП при подготовке Договора об осуществлении технологического "
    "присоединения."
)
# How the quantities of a line are counted.
_COUNTED = {
    Unit.CONNECTION: "",
    Unit.KILOMETRE: "км",
    Unit.PIECE: "шт.",
    Unit.KILOWATT: "кВт",
    Unit.POINT: "шт.",
}
# The words of a picture are short: the table beside it has the whole ones.
_SHORT = {
    "1": "технические условия",
    "2": "воздушная линия",
    "3": "кабельная линия",
    "4": "секционирование",
    "5": "подстанция",
    "6": "подстанция",
    "7": "подстанция",
    "8": "учет",
}


@dataclass(frozen=True, slots=True)
class Bar:
    """`part` in per cent of the longest bar, as an attribute of the drawing takes it."""

    label: str
    shown: str
    part: str


@dataclass(frozen=True, slots=True)
class Row:
    code: str
    words: str
    why: tuple[str, ...]
    rate: str
    unit: str
    quantity: str
    share: str
    amount: str


@dataclass(frozen=True, slots=True)
class Way:
    """One way to count. Without a number `reason` is a sentence, and there is nothing to open."""

    method: str
    title: str
    total: str = ""
    reason: str = ""
    rows: tuple[Row, ...] = ()
    notes: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    bars: tuple[Bar, ...] = ()

    @property
    def sentence(self) -> str:
        return f"{SENTENCE} {self.title}:"

    @property
    def heading(self) -> str:
        return self.title[0].upper() + self.title[1:]


@dataclass(frozen=True, slots=True)
class Shown:
    """All of an answer. `reduced_amount` is «550.00» or nothing; `act` are names and values."""

    ways: tuple[Way, ...]
    cheaper: str
    other_day: str
    reduced: ReducedFee | None
    reduced_amount: str
    tariff: Tariff
    order: str
    period: str
    disclaimer: str = DISCLAIMER


def shown(answer: Answer, today: date) -> Shown:
    tariff, reduced = answer.tariff, answer.reduced
    amount = reduced.amount if reduced else None
    return Shown(
        ways=(way(answer.standard, tariff), way(answer.per_kw, tariff)),
        cheaper=_cheaper(answer),
        other_day=of_another_day(answer.question.on, today),
        reduced=reduced,
        reduced_amount=fig15(amount) if amount is not None else "",
        tariff=tariff,
        order=_order(tariff),
        period=period(tariff.effective_from, tariff.effective_to),
    )


def fig15(value: Decimal) -> str:
    """13 202.00, as fig. 15 of the manual has it."""
    return f"{value:,.2f}".replace(",", NBSP)


def roubles(value: Decimal) -> str:
    """13 202,00 ₽, as the filter `money` writes it; parts of a kopeck stay, for sums that are to
    be checked by hand.
    """
    text = f"{value:,.2f}" if value == round(value, 2) else f"{value:,f}".rstrip("0")
    return f"{text.replace(',', NBSP).replace('.', ',')}{NBSP}₽"


def way(counted: Estimate | Unavailable, tariff: Tariff) -> Way:
    title = TITLES[counted.method]
    if isinstance(counted, Unavailable):
        return Way(counted.method, title, reason=counted.reason)
    return Way(
        counted.method,
        title,
        total=fig15(counted.total),
        rows=tuple(_row(line) for line in counted.lines),
        notes=counted.notes,
        facts=tuple(_sums(counted, tariff)),
        bars=bars(counted.lines) if len(counted.lines) > 1 else (),
    )


def bars(lines: tuple[Line, ...]) -> tuple[Bar, ...]:
    """What the sum is made of; a line that costs nothing has its place, but no length."""
    longest = max((line.amount for line in lines), default=Decimal(0))
    return tuple(
        Bar(
            f"{line.shown}, {_SHORT.get(line.code[-1], line.words)}",
            roubles(line.amount),
            f"{line.amount * 100 / longest:.2f}" if longest else "0",
        )
        for line in lines
    )


def _row(line: Line) -> Row:
    share = percent(line.share)
    if line.index != 1:
        share += f" × {figure(line.index)}"
    return Row(
        code=line.shown,
        words=line.words,
        why=line.why,
        rate=roubles(line.rate),
        unit=line.unit.words,
        quantity=f"{figure(line.quantity)}{NBSP}{_COUNTED[line.unit]}".rstrip(NBSP),
        share=share,
        amount=roubles(line.amount),
    )


def _sums(counted: Estimate, tariff: Tariff) -> list[tuple[str, str]]:
    """What the total consists of: without and with VAT, and what rounding has changed."""
    rounding = []
    if counted.rounding:
        rounding = [("Округление до копейки", f"{figure(counted.rounding)}{NBSP}₽")]
    if tariff.vat_mode == "none":
        return [*rounding, ("Итого, НДС не облагается", roubles(counted.total))]
    return [
        ("Без НДС", roubles(counted.without_vat)),
        (f"НДС {percent(tariff.vat_percent / 100)}", roubles(counted.vat)),
        *rounding,
        ("Итого с НДС", roubles(counted.total)),
    ]


def _cheaper(answer: Answer) -> str:
    standard, per_kw = answer.standard, answer.per_kw
    if isinstance(standard, Unavailable) or isinstance(per_kw, Unavailable) or not answer.cheaper:
        return ""
    if answer.cheaper == "equal":
        return "Обе ставки дают одну и ту же сумму. Какую применить, выбирает заявитель."
    least = f"{TITLES[answer.cheaper]}".replace(" присоединяемой мощности", "")
    less = roubles(abs(standard.total - per_kw.total))
    return f"Дешевле {least}: на {less}. Какую ставку применить, выбирает заявитель."


def _order(tariff: Tariff) -> str:
    """«№ 4-123 от 20.12.2019», as far as it is known."""
    number = f"№{NBSP}{tariff.order_number}" if tariff.order_number else ""
    made = f"от {day(tariff.order_date)}" if tariff.order_date else ""
    return f"{number} {made}".strip()
