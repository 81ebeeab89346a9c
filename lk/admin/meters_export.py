"""`flask admin meters export`: what consumers sent, as numbered files for the billing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from lk.admin import output
from lk.admin.meters import meters
from lk.admin.meters_files import (
    ENCODINGS,
    FORMATS,
    MOST_XLSX_READINGS,
    Numbered,
    Place,
    place_at,
    write,
)
from lk.admin.operator import Operator, as_json, dry_run, one_act, operates
from lk.admin.speech import Refused
from lk.admin.types import PLACE, OneOf, Whole
from lk.admin.writing import one_at_a_time
from lk.config import settings
from lk.meters.service import exporting
from lk.web.filters import plural

READINGS = "показание,показания,показаний"


@meters.command("export")
@click.option(
    "--to", "target", type=PLACE, required=True, metavar="ПАПКА|ФАЙЛ", help="Куда положить файл."
)
@click.option("--number", type=Whole(1, 999_999_999), metavar="№", help="Прежний файл еще раз.")
@click.option("--format", "as_format", type=OneOf(FORMATS), help="Иначе — по имени файла; csv.")
@click.option("--encoding", type=OneOf(ENCODINGS), default="utf-8-sig", help="Кодировка CSV.")
@click.option("--force", is_flag=True, help="Заменить файл, если он есть.")
@as_json
@dry_run
@operates
def export(
    operator: Operator,
    *,
    target: Path,
    number: int | None,
    as_format: str | None,
    encoding: str,
    force: bool,
    as_json: bool,
) -> None:
    """Выгрузить показания, переданные после прошлого файла, в расчет.

    Файлы нумеруются подряд: readings-000012.csv. Показание попадает в один файл; после этого
    потребитель его уже не исправит. Прерванная выгрузка делает тот же файл заново.
    """
    place = place_at(target, as_format, encoding, force=force)
    try:
        with one_at_a_time(settings().instance / "office" / "readings"), exporting.alone():
            files = list(_repeat(operator, number, place) if number else _next(operator, place))
    except exporting.ExportIsRunning as error:
        raise Refused(str(error)) from error
    words = [_words(each) for each in files]
    output.say(
        "\n".join(words) or "Новых показаний нет: файл не сделан.", as_json=as_json, files=files
    )


def _repeat(operator: Operator, number: int, place: Place) -> Iterator[dict[str, Any]]:
    """The file that was named, once more."""
    found = exporting.find_file(number)
    if found is None:
        raise Refused(f"Файла № {number} нет. Последний — № {exporting.next_number() - 1}.")
    file, is_done = Numbered.of(found), found.written_at is not None
    over = place.force or (place.is_folder and not is_done)
    yield _make(operator, file, place, over=over, again=True)


def _next(operator: Operator, place: Place) -> Iterator[dict[str, Any]]:
    """Files that an earlier export did not finish, then what has been sent since the last one."""
    while unfinished := exporting.unwritten_file():
        over = place.force or place.is_folder
        yield _make(operator, Numbered.of(unfinished), place, over=over, again=True)
        if operator.is_trial:
            break
        if not place.is_folder:  # the one file has its content now
            return
    if file := _take(operator, place):
        yield _make(operator, file, place, over=place.force, again=False)


def _take(operator: Operator, place: Place) -> Numbered | None:
    with one_act(operator):
        made = exporting.make_file(by=operator.by, at=operator.at, comment=operator.comment)
        if made is None:
            return None
        file, target = Numbered.of(made), place.file(made.number)
        if target.exists() and not place.force:
            raise Refused(f"Файл {target} уже есть. Назовите другой или добавьте --force.")
        if place.format == "xlsx" and file.readings > MOST_XLSX_READINGS:
            raise Refused(
                f"Показаний {file.readings}, в лист XLSX столько не войдет: --format csv."
            )
    return file


def _make(
    operator: Operator, file: Numbered, place: Place, *, over: bool, again: bool
) -> dict[str, Any]:
    if not operator.is_trial:
        write(file, place, over=over)
    with one_act(operator):
        if not operator.is_trial:
            _note(operator, file.number)
    return {
        "number": file.number,
        "file": str(place.file(file.number)),
        "readings": file.readings,
        "again": again,
    }


def _note(operator: Operator, number: int) -> None:
    """The file stands on the disk: only now it counts as written."""
    found = exporting.find_file(number)
    if found is None:
        raise Refused(f"Файл № {number} исчез из базы, пока его писали.")
    note = exporting.note_repeated if found.written_at else exporting.mark_written
    note(file=found, by=operator.by, at=operator.at, comment=operator.comment)


def _words(file: dict[str, Any]) -> str:
    again = " (повторно)" if file["again"] else ""
    return f"Файл № {file['number']}{again}: {plural(file['readings'], READINGS)}. {file['file']}"
