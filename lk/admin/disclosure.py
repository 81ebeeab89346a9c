"""What a grid company publishes of its applications (PP 24, п. 19 «л»), as a file."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from datetime import date
from typing import Any, BinaryIO

import click

from lk.admin.group import applications
from lk.admin.operator import reads
from lk.admin.progress import Advance, bar
from lk.admin.speech import WrongUse
from lk.admin.spreadsheets import write_csv
from lk.admin.types import DAY, PLACE, OneOf
from lk.admin.writing import new_file
from lk.applications import service, stages
from lk.applications.service import Disclosed
from lk.clock import today
from lk.company import company

TITLES: Mapping[str, str] = {
    "number": "Номер заявки",
    "kind": "Вид заявки",
    "submitted_on": f"1. {stages.TITLES[1]}, дата",
    "registration": "1. Регистрационный номер",
    "offer_on": f"2. {stages.TITLES[2]}, дата",
    "contract_on": f"3. {stages.TITLES[3]}, дата",
    "works_on": f"4. {stages.TITLES[4]}, начало",
    "progress": "4. Ход выполнения, %",
    "works_done_on": f"4. {stages.TITLES[4]}, окончание",
    "connected_on": f"5. {stages.TITLES[5]}, дата",
    "closed_on": f"6. {stages.TITLES[6]}, дата",
    "state": "Состояние",
    "is_in_time": "Сроки сетевой организации соблюдены",
}


@applications.command("disclosure")
@click.option("--from", "since", type=DAY, required=True, help="Поданные с этого дня.")
@click.option("--to", "until", type=DAY, required=True, help="И по этот день.")
@click.option("--format", "kind", type=OneOf(("csv", "json")), default="csv", help="Вид файла.")
@click.option("--json", "kind", flag_value="json", help="То же, что --format json.")
@click.option(
    "--output", "target", type=PLACE, metavar="ФАЙЛ", help="Файл, иначе стандартный вывод."
)
@reads("office.disclosure_made")
def disclosure(since: date, until: date, kind: str, target: Any) -> None:
    """Выгрузить этапы обработки заявок для раскрытия информации.

    Этапы — по стандарту раскрытия: постановление Правительства РФ № 24, пункт 19 «л».
    """
    if until < since:
        raise WrongUse("День --to раньше дня --from.")
    totals = Totals()
    found = service.disclose(since=since, until=until, today=today(company().time_zone))
    sys.stdout.flush()
    place = new_file(target) if target else nullcontext(sys.stdout.buffer)
    with place as out, bar("Заявки", None) as advance:
        rows = map(_row, totals.counted(found, advance))
        if kind == "csv":
            write_csv(out, rows, TITLES)
        else:
            _write_json(out, rows, {"from": since, "to": until}, lambda: totals.facts)
        out.flush()
    click.echo(totals.words, err=True)


class Totals:
    """How many applications have reached which stage, counted as they pass by."""

    def __init__(self) -> None:
        self.count, self.late = 0, 0
        self.reached = dict.fromkeys(stages.TITLES, 0)

    def counted(self, found: Iterable[Disclosed], advance: Advance) -> Iterator[Disclosed]:
        for each in found:
            advance(1)
            self.count += 1
            self.late += each.is_in_time is False
            for stage in each.stages:
                self.reached[stage] += 1
            yield each

    @property
    def facts(self) -> dict[str, Any]:
        reached = {str(stage): count for stage, count in self.reached.items()}
        return {"applications": self.count, "late": self.late, "stages": reached}

    @property
    def words(self) -> str:
        reached = "; ".join(f"{stages.TITLES[n]} — {count}" for n, count in self.reached.items())
        return f"Заявок: {self.count}, с нарушением срока: {self.late}. {reached}."


def _row(each: Disclosed) -> dict[str, Any]:
    days = {number: stage.on for number, stage in each.stages.items()}
    first, works = each.stages.get(1), each.stages.get(4)
    return {
        "number": each.number,
        "kind": each.title,
        "submitted_on": days.get(1),
        "registration": first.number if first else "",
        "offer_on": days.get(2),
        "contract_on": days.get(3),
        "works_on": days.get(4),
        "progress": works.progress if works else None,
        "works_done_on": works.done_on if works else None,
        "connected_on": days.get(5),
        "closed_on": days.get(6),
        "state": each.status_label,
        "is_in_time": each.is_in_time,
    }


def _write_json(
    out: BinaryIO,
    rows: Iterable[Mapping[str, Any]],
    head: Mapping[str, Any],
    totals: Callable[[], Mapping[str, Any]],
) -> None:
    """One object, its `applications` written one by one, `totals` when all are known."""
    begin = "".join(f"{_json(key)}: {_json(value)},\n" for key, value in head.items())
    out.write(f'{{\n{begin}"applications": ['.encode())
    for place, row in enumerate(rows):
        out.write(f"{',' if place else ''}\n{_json(row)}".encode())
    out.write(f'\n],\n"totals": {_json(totals())}\n}}\n'.encode())


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
