"""What the calculator says: two ways to count, each line by line, and the reduced fee."""

from dataclasses import dataclass
from decimal import Decimal

from lk.calculator.rules.codes import Unit
from lk.calculator.rules.question import Question
from lk.calculator.rules.tariff import Tariff


@dataclass(frozen=True)
class Line:
    """`amount` = `rate` × `quantity` × `share` (× `index`), exact. `why` says what freed or cut it,
    or how a figure was chosen, sentence by sentence.
    """

    code: str
    shown: str
    words: str
    unit: Unit
    rate: Decimal
    quantity: Decimal
    amount: Decimal
    share: Decimal = Decimal(1)
    index: Decimal = Decimal(1)
    why: tuple[str, ...] = ()


@dataclass(frozen=True)
class Estimate:
    """One way to count. `exact` is the sum of the lines; roubles are rounded once, at the end.

    `total` is what fig. 15 shows (with VAT unless the version is free of it), `without_vat` and
    `vat` its parts; `total` == `without_vat` + `vat`. `rounding` = `total` less the exact total
    (the lines', with VAT laid upon them where they are without it). `notes`: sentences on what is
    left out of the sum and has no line of its own.
    """

    method: str
    lines: tuple[Line, ...]
    exact: Decimal
    total: Decimal
    without_vat: Decimal
    vat: Decimal
    rounding: Decimal
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unavailable:
    """A way that gives no number here; `reason` is a sentence for the reader."""

    method: str
    reason: str


@dataclass(frozen=True)
class Condition:
    """`holds` None: only the applicant and the company can tell, the portal cannot."""

    words: str
    holds: bool | None


@dataclass(frozen=True)
class ReducedFee:
    """«Льготная плата»: `amount` (roubles, with VAT) where it may apply, else None and `reason`.

    `words` is a sentence on how the amount came out.
    """

    amount: Decimal | None
    words: str
    conditions: tuple[Condition, ...]
    reason: str = ""


@dataclass(frozen=True)
class Answer:
    question: Question
    tariff: Tariff
    standard: Estimate | Unavailable
    per_kw: Estimate | Unavailable
    reduced: ReducedFee | None
    # "standard" | "per_kw" | "equal"; empty where one of the two has no number.
    cheaper: str
