import sys
from collections.abc import Mapping, Sequence
from typing import Any, cast

import click

from lk.admin import output, views
from lk.admin.columns import COLUMNS, LISTED, Column, ColumnNames, columns_of, titles_of, to_row
from lk.admin.filters import narrowed, selection_of
from lk.admin.group import applications, find
from lk.admin.operator import as_json, reads
from lk.admin.speech import Refused, WrongUse
from lk.admin.spreadsheets import write_csv
from lk.admin.types import WORDS, OneOf, Whole
from lk.applications import service
from lk.applications.service import Edge

SORTS = {"new": "новые сверху", "old": "старые сверху", "due": "ближайший срок сверху"}
_VIEW = {"name": "Вид", "words": "Что показывает"}


def _options_of_views(act: Any) -> Any:
    for option in (
        click.option("--force", is_flag=True, help="С --save: заменить вид с тем же именем."),
        click.option("--forget", type=WORDS, metavar="ИМЯ", help="Удалить сохраненный вид."),
        click.option("--views", "is_views", is_flag=True, help="Какие виды сохранены."),
        click.option("--view", type=WORDS, metavar="ИМЯ", help="Показать сохраненный вид."),
        click.option("--save", type=WORDS, metavar="ИМЯ", help="Сохранить фильтры и столбцы."),
    ):
        act = option(act)
    return act


@applications.command("list")
@narrowed
@click.option("--columns", type=ColumnNames(), default=(), help="Столбцы через запятую.")
@click.option("--sort", type=OneOf(tuple(SORTS)), help="new, old — по номеру; due — по сроку.")
@click.option("--limit", type=Whole(1, 1000), default=100, help="Сколько строк, до 1000.")
@click.option("--after", type=WORDS, metavar="НОМЕР", help="Следующие за этой заявкой.")
@click.option("--csv", "as_csv", is_flag=True, help="Ответ в CSV для Excel.")
@_options_of_views
@as_json
@reads("office.applications_listed")
def show_all(
    *,
    filters: dict[str, Any],
    columns: tuple[str, ...],
    sort: str | None,
    limit: int,
    after: str | None,
    as_csv: bool,
    as_json: bool,
    **named: Any,
) -> None:
    """Показать заявки: до тысячи строк; больше выгружает export.

    Столбцы: number, status_label, turn, due, overdue, assigned, applicant, object_address (они и
    без --columns), status, submitted_at, kind, group, category, title, reason, progress,
    login, email, phone и answer.КЛЮЧ — ответ заявки.
    """
    if as_csv and as_json:
        raise WrongUse("Выберите одно: --csv или --json.")
    if named["is_views"] or named["forget"]:
        _about_views(named["forget"], as_json=as_json)
        return
    view = _view(filters, columns, sort, named)
    chosen = columns_of(view["columns"]) if view["columns"] else LISTED if not as_json else COLUMNS
    found = service.list_for_office(
        selection=selection_of(view["filters"]),
        order=cast(Any, view["sort"] or "new"),
        after=_edge(after),
        limit=limit,
        with_answers=any(each.is_sealed for each in chosen.values()),
    )
    rows = [to_row(each, chosen) for each in found]
    _show(rows, chosen, as_json=as_json, as_csv=as_csv)
    if len(rows) == limit and not (as_json or as_csv):
        last = found[-1].number or found[-1].public_id
        click.echo(f"Показано: {limit}. Дальше: --after {last}", err=True)


def _show(
    rows: Sequence[Mapping[str, Any]],
    columns: Mapping[str, Column],
    *,
    as_json: bool,
    as_csv: bool,
) -> None:
    if as_csv:
        sys.stdout.flush()
        write_csv(sys.stdout.buffer, rows, titles_of(columns))
        sys.stdout.buffer.flush()
        return
    output.show_list(rows, titles_of(columns), as_json=as_json, empty="Таких заявок нет.")


def _view(
    filters: dict[str, Any], columns: tuple[str, ...], sort: str | None, named: Mapping[str, Any]
) -> views.View:
    """What was asked for, over what the saved view says; kept under a name when that was asked."""
    kept = views.load(named["view"]) if named["view"] else None
    found = {
        "filters": (kept["filters"] if kept else {}) | filters,
        "columns": columns or (kept["columns"] if kept else ()),
        "sort": sort or (kept["sort"] if kept else ""),
    }
    if named["save"]:
        views.save(_name(named["save"]), found, over=named["force"])
        click.echo(f"Вид сохранен: --view «{_name(named['save'])}».", err=True)
    return found


def _about_views(forgotten: str | None, *, as_json: bool) -> None:
    if forgotten:
        views.forget(forgotten)
        click.echo(f"Вида «{output.clean(forgotten)}» больше нет.", err=True)
    rows = [
        {"name": name, "words": views.words_of(view), **view}
        for name, view in views.load_all().items()
    ]
    output.show_list(rows, _VIEW, as_json=as_json, empty="Сохраненных видов нет.")


def _name(text: str) -> str:
    name = " ".join(text.split())[:60]
    if not name:
        raise Refused("Назовите вид: --save «Ждут документов».")
    return name


def _edge(after: str | None) -> Edge | None:
    return service.edge_of(find(after)) if after else None
