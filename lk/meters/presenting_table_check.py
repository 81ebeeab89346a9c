"""Many readings as the dry run draws them: what goes, what is asked about, what is to be mended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lk.meters.presenting_table import NBSP, address_of, asked_of, zoned
from lk.meters.rules import ANSWERS
from lk.meters.rules.history import zone_name
from lk.meters.rules.numbers import shown
from lk.meters.rules.table import carried
from lk.meters.service.table import MEANT, Weighed
from lk.web.controls import Control

# Of the rows that something is wrong with, a page shows so many; a file has all of them.
MOST_SHOWN = 100
MOST_GOOD_SHOWN = 50
# So many skipped lines are named, of more there is a number.
MOST_NAMED = 3


@dataclass(frozen=True)
class Line:
    """A row of the dry run. `choice`: where an answer is asked for."""

    number: int
    meter: str
    contract: str
    address: str
    values: str
    used: str = ""
    words: str = ""
    choice: Control | None = None


@dataclass(frozen=True)
class Preview:
    """`rows`: all that came, `bad_rows`: what has to be mended, as texts that a form carries.
    `skipped`: lines without a reading, named if they are few.
    """

    good: Sequence[Line]
    doubts: Sequence[Line]
    bad: Sequence[Line]
    counts: Mapping[str, int]
    notes: Sequence[str]
    rows: str
    bad_rows: str
    skipped: str


def preview_of(weighed: Sequence[Weighed], skipped: Sequence[int] = ()) -> Preview:
    good = [each for each in weighed if each.is_good]
    doubted = [each for each in weighed if each.is_doubted]
    bad = [each for each in weighed if each.faults]
    counts = {
        "good": len(good),
        "doubts": len(doubted),
        "bad": len(bad),
        "skipped": len(skipped),
        "corrected": len([each for each in good if each.standing and not each.is_same]),
        "same": len([each for each in good if each.is_same]),
    }
    notes = [note for each in [*good, *doubted] if each.judgement for note in each.judgement.notes]
    return Preview(
        [_line(each) for each in good[:MOST_GOOD_SHOWN]],
        [_line(each, asks=True) for each in doubted[:MOST_SHOWN]],
        [_line(each) for each in bad[:MOST_SHOWN]],
        counts,
        list(dict.fromkeys(notes))[:3],
        carried(each.row for each in weighed),
        carried(each.row for each in bad),
        _named_lines(skipped),
    )


def _named_lines(lines: Sequence[int]) -> str:
    """«строка 3», «строки 2, 3»; nothing for many."""
    if not lines or len(lines) > MOST_NAMED:
        return ""
    return ("строка " if len(lines) == 1 else "строки ") + ", ".join(map(str, lines))


def lines_of(weighed: Sequence[Weighed]) -> list[Line]:
    """Rows that were not sent, as many as a page shows."""
    return [_line(each) for each in weighed[:MOST_SHOWN]]


def _line(each: Weighed, *, asks: bool = False) -> Line:
    own, row = each.own, each.row
    used = each.judgement.consumption if each.judgement else {}
    offered = zoned(each.offered.values, each.zones) if each.offered else ""
    return Line(
        row.line,
        own.meter.number if own else row.number,
        own.contract.number if own else row.contract,
        address_of(own) if own else "",
        offered or _typed(each),
        f"{shown(sum(used.values(), Decimal(0)))}{NBSP}кВт·ч" if used else "",
        _all_asked(each) if asks else each.words,
        _choice(each) if asks else None,
    )


def _typed(each: Weighed) -> str:
    """As it came; which zone is which can be told of a meter that is known to have several."""
    if each.own is None or each.zones == 1:
        return " ".join(value for value in each.row.values if value)
    named = enumerate(each.row.values, 1)
    return ", ".join(f"{zone_name(zone, each.zones)}{NBSP}{v}" for zone, v in named if v)


def _all_asked(each: Weighed) -> str:
    return " ".join(asked_of(doubt) for doubt in (each.judgement.doubts if each.judgement else ()))


def _choice(each: Weighed) -> Control:
    judgement = each.judgement
    meant = [doubt for doubt in judgement.doubts if doubt.suggestion] if judgement else []
    values = zoned({doubt.zone: doubt.suggestion for doubt in meant}, each.zones)
    offered = [(MEANT, f"Исправить на {values}")] if meant else []
    answers = [(code, ANSWERS[code]) for code in (judgement.answers if judgement else ())]
    return Control(
        f"answer-{each.row.line}",
        f"Ответ к строке {each.row.line}",
        "select",
        choices=[*offered, *answers],
        empty="Пока не передавать",
    )
