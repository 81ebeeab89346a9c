"""Rules over several answers, by the names that kinds list.

A check looks only at answers that are there and parse: what is missing is told elsewhere.
"""

import calendar
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from lk.applications.bounds import breach_of, members_of, total_of
from lk.applications.catalogue import Kind
from lk.applications.catalogue.dictionaries import SINGLE_PHASE, THREE_PHASE
from lk.applications.found import Check, Found
from lk.applications.reading import Reading
from lk.applications.sums import points, reliability, stages
from lk.applications.values.quantities import russian
from lk.applications.values.registers import account_fits, correspondent_fits

# Above this power (kW) neither 0,22 kV nor one phase will do.
SINGLE_PHASE_LIMIT = Decimal(15)
LOWEST_VOLTAGE = "0.22"


def power(kind: Kind, reading: Reading) -> Iterator[Found]:
    """Whole power, connected before included, lies within the category."""
    name, category = kind.category.title, kind.category
    breach, way = breach_of(kind, reading.open), "или подайте заявку другой категории"
    if breach == "over":
        members, each = members_of(reading.open), category.at_most or Decimal(0)
        why = f": на всех членов это {russian(each * members)}\u00a0кВт" if members > 1 else ""
        text = f"Мощность превышает предел категории «{name}»{why}. Уменьшите мощность {way}"
        yield Found("p_new", "over_category", text)
    if breach == "under":
        text = f"Мощность меньше предела категории «{name}». Увеличьте мощность {way}"
        yield Found("p_new", "under_category", text)


def voltage(kind: Kind, reading: Reading) -> Iterator[Found]:
    if _is_above_single_phase(reading) and reading.open["voltage"] == LOWEST_VOLTAGE:
        yield Found(
            "voltage",
            "voltage",
            f"{kind.field('voltage').name}: при мощности больше 15\u00a0кВт"
            " выберите 0,4\u00a0кВ или выше",
        )


def phases(kind: Kind, reading: Reading) -> Iterator[Found]:
    name, chosen = kind.field("phases").name, reading.open["phases"]
    if _is_above_single_phase(reading) and chosen == SINGLE_PHASE:
        text = f"{name}: при мощности больше 15\u00a0кВт нужен трехфазный ввод"
        yield Found("phases", "phases", text)
    elif chosen == THREE_PHASE and reading.open.get("voltage") == LOWEST_VOLTAGE:
        text = f"{name}: 0,22\u00a0кВ — это одна фаза. Выберите однофазный ввод или 0,4\u00a0кВ"
        yield Found("phases", "voltage", text)


def reserve(kind: Kind, reading: Reading) -> Iterator[Found]:
    """Neither reserve is more than the whole power."""
    total = total_of(reading.open)
    for key in ("armor_tech", "armor_emerg"):
        kept = reading.open[key]
        if total is not None and isinstance(kept, str) and Decimal(kept) > total:
            text = f"{kind.field(key).name}: не больше всей мощности, {russian(total)}\u00a0кВт"
            yield Found(key, "too_much", text)


def bank(kind: Kind, reading: Reading) -> Iterator[Found]:
    """The keys of the accounts hold with the БИК."""
    bik = reading.open["bank_bik"]
    for key, fits in (("bank_acc", account_fits), ("bank_corr", correspondent_fits)):
        account = reading.open[key]
        if isinstance(bik, str) and isinstance(account, str) and not fits(account, bik):
            name = kind.field(key).name
            yield Found(key, "bank", f"{name}: не подходит к БИК. Сверьте счет и БИК с договором")


def temporary_term(kind: Kind, reading: Reading) -> Iterator[Found]:
    """The end comes after the beginning and not later than the category allows."""
    begins, ends = reading.open["tmp_from"], reading.open["tmp_to"]
    if not isinstance(begins, str) or not isinstance(ends, str):
        return
    name, months = kind.field("tmp_to").name, kind.category.longest_months
    if ends <= begins:
        yield Found("tmp_to", "order", f"{name}: укажите день позже начала электроснабжения")
    elif months and date.fromisoformat(ends) > (last := _after(begins, months)):
        text = (
            f"{name}: временно можно не дольше {months}\u00a0месяцев,"
            f" то есть по {last:%d.%m.%Y}. Укажите день не позже"
        )
        yield Found("tmp_to", "too_long", text)


CHECKS: Mapping[str, Check] = {
    "bank": bank,
    "temporary_term": temporary_term,
    "power": power,
    "voltage": voltage,
    "reliability": reliability,
    "phases": phases,
    "points": points,
    "stages": stages,
    "reserve": reserve,
}


def _is_above_single_phase(reading: Reading) -> bool:
    total = total_of(reading.open)
    return total is not None and total > SINGLE_PHASE_LIMIT


def _after(day: str, months: int) -> date:
    """The same day of the month so many months later, or the last one of a shorter month."""
    begin = date.fromisoformat(day)
    year, month = divmod(begin.year * 12 + begin.month - 1 + months, 12)
    return date(year, month + 1, min(begin.day, calendar.monthrange(year, month + 1)[1]))
