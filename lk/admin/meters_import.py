"""`flask admin meters import`: files of the billing, and a report of each row that is not taken."""

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import click

from lk.admin import output
from lk.admin.meters import meters
from lk.admin.operator import Operator, as_json, dry_run, one_act, operates
from lk.admin.progress import Advance, bar
from lk.admin.speech import Refused
from lk.admin.spreadsheets import write_csv, write_xlsx
from lk.admin.troubles import why
from lk.admin.types import PLACE, OneOf, Whole
from lk.admin.writing import new_file
from lk.company import company
from lk.meters.exchange.faults import Fault, FileRefused
from lk.meters.exchange.kinds import FILE_KINDS, Layout, understand
from lk.meters.exchange.rows import STEP, Tick
from lk.meters.service.importing import ImportIsRunning, Outcome, import_table
from lk.tables import Table, TableError, open_table
from lk.web.filters import plural

# What a book of the office may unpack into.
MOST_UNPACKED = 2_000_000_000
ROWS = "строка,строки,строк"
TITLES = {"line": "Строка", "column": "Столбец", "message": "Что не так"}


@dataclass(frozen=True)
class Report:
    """Where faults go: all of them to `target`, if it is named, the first `shown` on the screen."""

    target: Path | None
    is_forced: bool
    shown: int

    def write(self, outcome: Outcome) -> list[Fault]:
        """The first of them; in the transaction of the import."""
        if self.target is not None:
            writer = write_xlsx if self.target.suffix.lower() == ".xlsx" else write_csv
            with new_file(self.target, over=self.is_forced) as out:
                writer(out, map(_facts, outcome.faults()), TITLES)
        return list(islice(outcome.faults(), self.shown))


@meters.command("import")
@click.argument("file", metavar="ФАЙЛ", type=PLACE)
@click.option("--kind", type=OneOf(tuple(FILE_KINDS)), help="Иначе — по столбцам.")
@click.option("--skip-bad", is_flag=True, help="Загрузить годные строки, остальные пропустить.")
@click.option("--report", type=PLACE, metavar="ФАЙЛ", help="Все ошибки в CSV или XLSX.")
@click.option("--force", is_flag=True, help="Заменить файл отчета, если он есть.")
@click.option("--limit", type=Whole(0, 10_000), default=20, help="Сколько ошибок показать.")
@as_json
@dry_run
@operates
def load(
    operator: Operator,
    *,
    file: Path,
    kind: str | None,
    skip_bad: bool,
    report: Path | None,
    force: bool,
    limit: int,
    as_json: bool,
) -> None:
    """Загрузить файл расчетной системы: договоры, приборы учета, историю, события, решения.

    CSV или XLSX; что в файле, видно по столбцам. Если хоть одна строка с ошибкой, не загружается
    ничего (или --skip-bad). Тот же файл второй раз ничего не меняет. Ничего не удаляет.
    """
    told = Report(report, force, limit)
    with _open(file) as table:
        layout = understand(table.heading, kind=kind or "", own_names=_own_names())
        with _progress(table) as tick, one_act(operator):
            outcome = import_table(
                table=table,
                layout=layout,
                by=operator.by,
                at=operator.at,
                on=operator.today,
                comment=operator.comment,
                skips_bad=skip_bad,
                shows=operator.is_trial,
                tick=tick,
            )
            faults = told.write(outcome)
            if not outcome.is_merged:
                raise _refused(file, layout, outcome, faults, told, as_json=as_json)
            _tell(layout, outcome, faults, told, as_json=as_json)


@contextmanager
def _open(file: Path) -> Iterator[Table]:
    """What is wrong with the file as a whole becomes Refused."""
    try:
        with open_table(file.name, file, most_unpacked=MOST_UNPACKED) as table:
            yield table
    except (FileRefused, TableError, ImportIsRunning) as error:
        raise Refused(f"{file.name} не загружен. {error}") from error
    except (OSError, ValueError) as error:
        words = why(error) if isinstance(error, OSError) else "неверный путь"
        raise Refused(f"Файл {file} не прочитать: {words}.") from error


@contextmanager
def _progress(table: Table) -> Iterator[Tick]:
    """By bytes of a CSV; of a book nobody knows how many rows it has."""
    is_book = table.encoding == "xlsx"
    with bar("Файл", None if is_book else table.size) as advance:
        yield (lambda: advance(STEP)) if is_book else _by_bytes(table, advance)


def _by_bytes(table: Table, advance: Advance) -> Tick:
    read = 0

    def tick() -> None:
        nonlocal read
        advance(table.position - read)
        read = table.position

    return tick


def _own_names() -> dict[str, Any]:
    columns = company().billing_columns
    return {each.name: getattr(columns, each.name) for each in dataclasses.fields(columns)}


def _tell(
    layout: Layout, outcome: Outcome, faults: list[Fault], report: Report, *, as_json: bool
) -> None:
    counts, title = outcome.counts, layout.kind.title.capitalize()
    lines = [
        f"{title}: {plural(outcome.rows, ROWS)}. Изменений: {counts.added + counts.changed}"
        f" (новых {counts.added}, измененных {counts.changed}), без изменений: {counts.same}.",
        *(f"  {each}" for each in outcome.examples),
        *_unread(layout),
    ]
    if outcome.bad:
        lines.append(f"Не загружено: {plural(outcome.bad, ROWS)}.")
        lines += _faults(outcome, faults, report)
    output.say("\n".join(lines), as_json=as_json, **_json(layout, outcome, faults))


def _refused(
    file: Path,
    layout: Layout,
    outcome: Outcome,
    faults: list[Fault],
    report: Report,
    *,
    as_json: bool,
) -> Refused:
    """Programs get the faults apart, on the standard output."""
    if as_json:
        output.show_one(_json(layout, outcome, faults), {}, as_json=True)
    lines = [
        f"{file.name} не загружен: с ошибками {plural(outcome.bad, ROWS)} из {outcome.rows}.",
        *_faults(outcome, faults, report),
        *_unread(layout),
        "Исправьте их или загрузите остальные: --skip-bad.",
    ]
    return Refused("\n".join(lines))


def _faults(outcome: Outcome, faults: list[Fault], report: Report) -> Iterator[str]:
    for each in faults:
        column = f", «{each.column}»" if each.column else ""
        yield f"  строка {each.line}{column}: {each.message}"
    if len(faults) == report.shown:
        yield "  Показаны первые; все — в файле: --report ФАЙЛ."
    if report.target is not None:
        yield f"Все ошибки: {report.target}"


def _unread(layout: Layout) -> list[str]:
    names = ", ".join(f"«{each}»" for each in layout.unknown)
    return [f"Эти столбцы не нужны и не читаются: {names}."] if names else []


def _json(layout: Layout, outcome: Outcome, faults: list[Fault]) -> dict[str, Any]:
    return {
        "kind": layout.kind.code,
        "rows": outcome.rows,
        "bad": outcome.bad,
        **dataclasses.asdict(outcome.counts),
        "written": outcome.is_merged,
        "examples": list(outcome.examples),
        "unread": list(layout.unknown),
        "errors": [_facts(each) for each in faults],
    }


def _facts(fault: Fault) -> dict[str, Any]:
    return {"line": fault.line, "column": fault.column, "message": fault.message}
