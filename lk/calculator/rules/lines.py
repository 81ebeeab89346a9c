"""Lines of a sum: a rate of the version times what it is counted by."""

from dataclasses import dataclass, field
from decimal import Decimal

from lk.calculator.rules.answer import Line
from lk.calculator.rules.choosing import Chosen, choose
from lk.calculator.rules.codes import CODES
from lk.calculator.rules.last_mile import ONE, Work
from lk.calculator.rules.question import Question
from lk.calculator.rules.tariff import Tariff
from lk.calculator.rules.words import conditions

_SOURCES = ("", ", первый источник", ", второй источник")


@dataclass
class Counted:
    """Lines as they are found, and in words the rates that the version lacks for them."""

    question: Question
    tariff: Tariff
    lines: list[Line] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, code: str, quantity: Decimal, kind: str = "") -> None:
        """What everybody pays in full."""
        chosen = choose(self.tariff, self.question, code, kind)
        if chosen is None:
            self.missing.append(conditions(code, self.question, kind))
        else:
            self.lines.append(_line(code, chosen, quantity))

    def add_work(self, work: Work, code: str, quantity: Decimal, why: tuple[str, ...]) -> None:
        """A part of the last mile. What costs nothing needs no rate; without one it is a note."""
        chosen = choose(self.tariff, self.question, code, work.kind)
        if chosen is not None:
            self.lines.append(_line(code, chosen, quantity, work, why))
        elif work.share:
            self.missing.append(conditions(code, self.question, work.kind))
        else:
            words = CODES[code].words
            self.notes.append(f"{words[0].upper()}{words[1:]} в сумму не входит. {' '.join(why)}")

    @property
    def refusal(self) -> str:
        """What the version lacks, and what to do about it; empty when nothing."""
        if not self.missing:
            return ""
        return (
            f"Для этих условий ставка не установлена: {'; '.join(dict.fromkeys(self.missing))}. "
            "Измените условия или подайте заявку: плату рассчитает наш специалист."
        )


def _line(
    code: str,
    chosen: Chosen,
    quantity: Decimal,
    work: Work | None = None,
    why: tuple[str, ...] = (),
) -> Line:
    known, rate = CODES[code], chosen.rate
    words = f"{known.words}, {rate.kind}" if rate.kind else known.words
    share = work.share if work else ONE
    index = work.terms.index if work else ONE
    return Line(
        code=code,
        shown=known.shown,
        words=words + _SOURCES[work.source if work else 0],
        unit=rate.unit,
        rate=rate.value,
        quantity=quantity,
        amount=rate.value * quantity * share * index,
        share=share,
        index=index,
        why=why + chosen.why,
    )
