"""Readings of many meters at once: weighed without writing, then sent in one transaction."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from lk.meters.models import Reading
from lk.meters.rules import period_of
from lk.meters.rules.judging import INSIST, Fault, Judgement, Offered, Register, judge
from lk.meters.rules.table import TableRow, plain_number
from lk.meters.rules.table_offer import AMBIGUOUS, named, offer_of, repeated, unknown
from lk.meters.service.owning import OwnMeter
from lk.meters.service.registers import registers_owned, seen_by, standing_of
from lk.meters.service.sending import why_taken
from lk.meters.service.table_rows import TableMeter, meters_named


@dataclass(frozen=True)
class Answers:
    """What was said to doubts: row by row, and of all others whether they go as they are."""

    by_line: Mapping[int, str]
    insists: bool = False

    def of(self, line: int) -> str:
        return self.by_line.get(line) or (INSIST if self.insists else "")


NO_ANSWERS = Answers({})


@dataclass(frozen=True)
class Weighed:
    """A row and what is said of it. `standing`: the reading of that month that was sent before."""

    row: TableRow
    own: OwnMeter | None = None
    offered: Offered | None = None
    judgement: Judgement | None = None
    faults: tuple[Fault, ...] = ()
    standing: Reading | None = None
    register: Register | None = None

    @property
    def ready(self) -> tuple[OwnMeter, Offered, Judgement] | None:
        """What is sent of it; None where it does not go."""
        if self.faults or not (self.own and self.offered and self.judgement):
            return None
        return (self.own, self.offered, self.judgement) if self.judgement.may_pass else None

    @property
    def is_good(self) -> bool:
        return self.ready is not None

    @property
    def is_doubted(self) -> bool:
        """Only an answer is missing."""
        return not self.faults and not self.is_good

    @property
    def zones(self) -> int:
        return self.own.meter.zones if self.own else 1

    @property
    def is_same(self) -> bool:
        """Exactly this has been sent already."""
        return (
            self.standing is not None
            and self.offered is not None
            and self.standing.taken_on == self.offered.taken_on
            and self.standing.values == tuple(v for _, v in sorted(self.offered.values.items()))
        )

    def refused(self, fault: Fault) -> "Weighed":
        return replace(self, faults=(*self.faults, fault))

    @property
    def words(self) -> str:
        """Why it is not sent as it is."""
        doubts = self.judgement.doubts if self.judgement and self.is_doubted else ()
        said = [*(each.message for each in self.faults), *(each.message for each in doubts)]
        return " ".join(
            each[:1].upper() + each[1:] for each in [*said, *([ASKED] if doubts else [])]
        )


# An answer beside those of `rules.ANSWERS`: what was suggested is taken instead.
MEANT = "meant"
ASKED = "Проверьте показание; если все верно, подтвердите его перед отправкой."


def weigh_table(
    *,
    user_id: int,
    rows: Collection[TableRow],
    usual_day: date,
    on: date,
    answers: Answers = NO_ANSWERS,
) -> list[Weighed]:
    """Each row judged, in their order; nothing is written, the SELECTs do not grow with them."""
    owned = matched(rows, meters_named(user_id=user_id, rows=rows))
    return weigh_matched(owned, usual_day=usual_day, on=on, answers=answers)


def weigh_matched(
    owned: Sequence[Weighed], *, usual_day: date, on: date, answers: Answers
) -> list[Weighed]:
    """The same for rows that have been looked up."""
    judged = judge_matched(known_of(owned, on), usual_day=usual_day, on=on, answers=answers)
    return with_standing(judged)


def known_of(owned: Collection[Weighed], on: date) -> list[Weighed]:
    """The rows with the registers of their meters."""
    own = {each.own.meter.id: each.own for each in owned if each.own}
    registers = registers_owned(owned=list(own.values()), on=on)
    return [_with_register(each, registers) for each in owned]


def judge_matched(
    known: Collection[Weighed], *, usual_day: date, on: date, answers: Answers
) -> list[Weighed]:
    """Rows with their registers, judged; what has been sent of the month is another matter."""
    return [_judge(_offer(each, usual_day, answers), on) for each in known]


def weigh_one(*, meter: TableMeter, row: TableRow, usual_day: date, on: date) -> Weighed:
    """A row alone, while it is being typed: no SELECT more, unless it is of another month."""
    each = Weighed(row, meter.own, register=meter.register)
    judged = _judge(_offer(each, usual_day, NO_ANSWERS), on)
    month = period_of(on)
    if judged.judgement and judged.judgement.period == month:
        return _after(judged, {(meter.own.meter.id, month): meter.sent} if meter.sent else {})
    return with_standing([judged])[0]


def matched(rows: Collection[TableRow], known: Iterable[OwnMeter]) -> list[Weighed]:
    """The rows with their meters; one meter in two rows is a fault of both."""
    by_number: dict[str, list[OwnMeter]] = defaultdict(list)
    by_id: dict[str, OwnMeter] = {}
    for own in known:
        by_number[plain_number(own.meter.number)].append(own)
        by_id[own.meter.public_id] = own
    found = [_match(row, by_number, by_id) for row in rows]
    lines: dict[int, list[int]] = defaultdict(list)
    for each in found:
        if each.own:
            lines[each.own.meter.id].append(each.row.line)
    return [_once(each, lines) for each in found]


def _match(
    row: TableRow, by_number: Mapping[str, list[OwnMeter]], by_id: Mapping[str, OwnMeter]
) -> Weighed:
    if row.meter:
        own = by_id.get(row.meter)
        return Weighed(row, own) if own else Weighed(row, faults=(unknown(row),))
    fitting = by_number.get(plain_number(row.number), []) if row.number else []
    if row.contract:
        contract = plain_number(row.contract)
        fitting = [each for each in fitting if plain_number(each.contract.number) == contract]
    exact = [each for each in fitting if each.meter.number == row.number]
    fitting = exact or fitting
    if len(fitting) > 1:
        return Weighed(row, faults=(Fault(0, "ambiguous", AMBIGUOUS),))
    return Weighed(row, fitting[0]) if fitting else Weighed(row, faults=(unknown(row),))


def _once(each: Weighed, lines: Mapping[int, list[int]]) -> Weighed:
    there = lines[each.own.meter.id] if each.own else []
    if len(there) < 2:
        return each
    return replace(each, faults=(*each.faults, repeated(there, each.row.line)))


def _offer(each: Weighed, usual_day: date, answers: Answers) -> Weighed:
    if each.own is None or each.faults:
        return each
    offered, faults = offer_of(each.row, each.zones, usual_day)
    if offered is None:
        return replace(each, faults=tuple(faults))
    return replace(each, offered=replace(offered, answer=answers.of(each.row.line)))


def _with_register(each: Weighed, registers: Mapping[int, Register]) -> Weighed:
    if each.own is None:
        return each
    return replace(each, register=seen_by(each.own, registers[each.own.meter.id]))


def _judge(each: Weighed, on: date) -> Weighed:
    register = each.register
    if register is None or each.offered is None:
        return each
    judgement = judge(register, each.offered, on)
    if each.offered.answer == MEANT:
        meant = {doubt.zone: doubt.suggestion for doubt in judgement.doubts if doubt.suggestion}
        offered = replace(each.offered, values={**each.offered.values, **meant}, answer="")
        each, judgement = replace(each, offered=offered), judge(register, offered, on)
    faults = tuple(
        fault._replace(message=named(fault.message, fault.zone, register.zones))
        for fault in judgement.faults
    )
    return replace(each, judgement=judgement, faults=faults)


def with_standing(judged: Sequence[Weighed]) -> list[Weighed]:
    """Those that the billing has taken are refused; one SELECT a month."""
    months: dict[str, list[int]] = defaultdict(list)
    for each in judged:
        if each.own and each.judgement and not each.faults:
            months[each.judgement.period].append(each.own.meter.id)
    standing = {
        (meter_id, period): reading
        for period, meter_ids in months.items()
        for meter_id, reading in standing_of(meter_ids=meter_ids, period=period).items()
    }
    return [_after(each, standing) for each in judged]


def _after(each: Weighed, standing: Mapping[tuple[int, str], Reading]) -> Weighed:
    if each.own is None or each.judgement is None or each.faults:
        return each
    found = standing.get((each.own.meter.id, each.judgement.period))
    if found is None:
        return each
    if not found.may_be_corrected:
        return replace(each, faults=(Fault(0, "taken", why_taken(found)),))
    return replace(each, standing=found)
