import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import click

from lk import audit
from lk.admin import output
from lk.admin.columns import COLUMNS, IMPERSONAL, Column, ColumnNames, columns_of, titles_of, to_row
from lk.admin.filters import narrowed, selection_of
from lk.admin.group import applications
from lk.admin.operator import Operator, as_json, exports
from lk.admin.progress import Advance, bar
from lk.admin.speech import Refused
from lk.admin.spreadsheets import MOST_XLSX_ROWS, WRITERS
from lk.admin.types import PLACE, OneOf
from lk.admin.writing import new_file
from lk.applications import service
from lk.applications.service import Edge, Selection
from lk.db import db

BATCH = 500


@applications.command("export")
@narrowed
@click.option("--columns", type=ColumnNames(), default=(), help="Столбцы через запятую.")
@click.option(
    "--format", "as_format", type=OneOf(tuple(WRITERS)), help="Иначе — по имени файла; csv."
)
@click.option(
    "--output", "--to", "target", type=PLACE, metavar="ФАЙЛ", help="Файл, иначе стандартный вывод."
)
@click.option("--force", is_flag=True, help="Заменить файл, если он есть.")
@click.option("--personal", is_flag=True, help="С персональными данными; попадет в журнал.")
@click.option("--whole", is_flag=True, help="Дела целиком, JSON построчно; нужен --personal.")
@as_json
@exports("office.applications_exported")
def export(
    operator: Operator,
    *,
    filters: dict[str, Any],
    columns: tuple[str, ...],
    as_format: str | None,
    target: Path | None,
    force: bool,
    as_json: bool,
    personal: bool,
    whole: bool,
) -> None:
    """Выгрузить заявки в CSV для Excel, XLSX или JSON построчно (jsonl).

    Без --personal — только столбцы без персональных данных. С --json в стандартный вывод идет
    jsonl, а если назван файл — сколько строк в нем.
    """
    chosen = {} if whole else _chosen(columns, is_personal=personal)
    if whole and (not personal or columns):
        raise Refused("--whole выгружает все, что есть: добавьте --personal и уберите --columns.")
    format_ = _format(as_format, target, as_json=as_json, is_whole=whole)
    selection = selection_of(filters)
    total = service.count_for_office(selection=selection)
    _check_size(format_, target, total)
    _note(operator, chosen, total, is_personal=personal, is_whole=whole)
    with bar("Заявки", total) as advance, _place(target, over=force) as out:
        rows = _rows(selection, chosen, advance, is_whole=whole)
        WRITERS[format_](out, rows, titles_of(chosen))
    if target:
        words = f"Заявок: {total}. Файл: {target}"
        output.say(words, as_json=as_json, count=total, file=str(target), format=format_)


@contextmanager
def _place(target: Path | None, *, over: bool) -> Iterator[BinaryIO]:
    """The file that was named, else the standard output."""
    if target:
        with new_file(target, over=over) as out:
            yield out
        return
    sys.stdout.flush()
    yield sys.stdout.buffer
    sys.stdout.buffer.flush()


def _chosen(names: tuple[str, ...], *, is_personal: bool) -> Mapping[str, Column]:
    found = columns_of(names) if names else COLUMNS if is_personal else IMPERSONAL
    closed = [name for name, each in found.items() if each.is_personal]
    if closed and not is_personal:
        raise Refused(
            f"Это персональные данные: {', '.join(closed)}. Добавьте --personal (выгрузка останется"
            " в журнале) или уберите эти столбцы."
        )
    return found


def _format(asked: str | None, target: Path | None, *, as_json: bool, is_whole: bool) -> str:
    by_name = target.suffix.lower().lstrip(".") if target else "jsonl" if as_json else "csv"
    found = asked or ("jsonl" if is_whole else by_name if by_name in WRITERS else "csv")
    if is_whole and found != "jsonl":
        raise Refused("--whole — это дела целиком, в таблицу они не ложатся: --format jsonl.")
    return found


def _check_size(format_: str, target: Path | None, total: int) -> None:
    if format_ == "xlsx" and target is None:
        raise Refused("XLSX — двоичный файл: назовите его, --output заявки.xlsx.")
    if format_ == "xlsx" and total > MOST_XLSX_ROWS:
        raise Refused(f"В лист XLSX входит {MOST_XLSX_ROWS} строк, а заявок {total}: --format csv.")


def _note(
    operator: Operator,
    columns: Mapping[str, Column],
    total: int,
    *,
    is_personal: bool,
    is_whole: bool,
) -> None:
    """Before anything leaves the portal the journal knows what will."""
    if is_personal:
        audit.record_apart(
            "office.personal_exported",
            actor=operator.actor,
            subject="applications",
            at=operator.at,
            columns="whole" if is_whole else ",".join(columns),
            count=total,
            comment=operator.comment,
        )


def _rows(
    selection: Selection, columns: Mapping[str, Column], advance: Advance, *, is_whole: bool
) -> Iterator[dict[str, Any]]:
    """Page by page, each in a short transaction of its own: nothing waits for a long export, and
    the memory holds one page.
    """
    edge: Edge | None = None
    is_sealed = any(each.is_sealed for each in columns.values())
    while True:
        found = service.list_for_office(
            selection=selection,
            after=edge,
            limit=BATCH,
            with_answers=is_sealed,
            is_whole=is_whole,
        )
        for each in found:
            yield service.export(each) if is_whole else to_row(each, columns)
        advance(len(found))
        edge = service.edge_of(found[-1]) if found else None
        db.session.rollback()
        db.session.expunge_all()
        if len(found) < BATCH:
            return
