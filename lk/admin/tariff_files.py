"""`flask admin tariffs import` and `export`: a version of the tariff as a file."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from lk.admin import output
from lk.admin.operator import Operator, as_json, exports, one_act, operates
from lk.admin.speech import Refused, WrongUse
from lk.admin.tariffs import RATES, in_words, tariffs
from lk.admin.types import PLACE, WORDS, OneOf
from lk.admin.writing import new_file
from lk.calculator import service
from lk.calculator.orders import (
    Change,
    Fault,
    NeverChanged,
    Order,
    OrderError,
    PeriodsClash,
    differences,
)
from lk.calculator.orders.judging import judge
from lk.calculator.orders.raw import RawOrder
from lk.calculator.orders.reading import MOST_BYTES, read_order
from lk.calculator.orders.writing import WRITERS, write_order
from lk.web.filters import plural

FAULTS = "ошибка,ошибки,ошибок"


@tariffs.command("import")
@click.argument("file", metavar="ФАЙЛ", type=PLACE)
@click.option(
    "--write",
    "is_trial",
    flag_value=False,
    default=True,
    help="Записать черновик. Без этого — только показать, что изменится.",
)
@as_json
@operates
def load(operator: Operator, file: Path, as_json: bool) -> None:
    """Загрузить версию тарифа из TOML, JSON, CSV или XLSX.

    Показывает отличия от версии с тем же кодом или действующей на тот же день; ошибки — с местом
    в файле. С --write версия становится черновиком: считать по ней начнут после activate.
    """
    raw = RawOrder()
    try:
        raw = read_order(file.name, _bytes(file))
        order = judge(raw)
        with one_act(operator):
            basis = service.basis_of(order)
            service.import_order(order=order, by=operator.by, at=operator.at)
            _tell(operator, order, basis, as_json)
    except PeriodsClash as error:
        faults = [Fault(raw.place(each.field), each.reason) for each in error.clashes]
        raise _refused(file, faults, as_json) from error
    except NeverChanged as error:
        faults = [Fault(raw.place("code"), str(error))]
        raise _refused(file, faults, as_json) from error
    except OrderError as error:
        raise _refused(file, error.faults, as_json) from error


@tariffs.command("export")
@click.argument("version", metavar="КОД", type=WORDS)
@click.option("--to", "target", type=PLACE, metavar="ФАЙЛ", required=True, help="Куда записать.")
@click.option("--format", "ending", type=OneOf(tuple(WRITERS)), help="Иначе — по имени файла.")
@click.option("--force", is_flag=True, help="Заменить файл, если он есть.")
@as_json
@exports("office.tariff_exported")
def export(
    operator: Operator,
    *,
    version: str,
    target: Path,
    ending: str | None,
    force: bool,
    as_json: bool,
) -> None:
    """Выгрузить версию в файл, который потом можно загрузить: правьте его как образец."""
    ending = ending or target.suffix.lower().lstrip(".")
    if ending not in WRITERS:
        raise WrongUse(f"По имени файла не понять формат. Есть: {', '.join(WRITERS)}.")
    with in_words():
        order = service.version(version).order
    with new_file(target, over=force) as out:
        out.write(write_order(order, ending))
    count = len(order.tariff.rates)
    facts = {"code": version, "file": str(target), "format": ending, "rates": count}
    words = f"Версия «{version}» ({plural(count, RATES)}) записана в {target}."
    output.say(words, as_json=as_json, **facts)


def _bytes(file: Path) -> bytes:
    """No more of it than an order may have: a device or a pipe has no end."""
    try:
        if not file.is_file():
            raise Refused(f"Файла {file} нет. Проверьте путь.")
        if file.stat().st_size > MOST_BYTES:
            return b"x" * (MOST_BYTES + 1)
        return file.read_bytes()
    except (OSError, ValueError) as error:
        raise Refused(f"Файл {file} не прочитать. Проверьте путь и права.") from error


def _tell(operator: Operator, order: Order, basis: service.Basis, as_json: bool) -> None:
    found = differences(basis.order, order) if basis.order else []
    tariff = order.tariff
    facts = {
        "code": tariff.code,
        "rates": len(tariff.rates),
        "written": not operator.is_trial,
        "compared_with": basis.order.tariff.code if basis.order else None,
        "changes": [_facts(each) for each in found],
    }
    lines = [_headline(order, basis), *_compared(basis, found), *_next(operator, order, basis)]
    output.say("\n".join(lines), as_json=as_json, **facts)


def _headline(order: Order, basis: service.Basis) -> str:
    tariff, until = order.tariff, order.tariff.effective_to
    days = f"с {tariff.effective_from:%d.%m.%Y} " + (
        f"по {until:%d.%m.%Y}" if until else "без срока"
    )
    what = "" if basis.is_same_code else "новая, "
    return f"Версия «{tariff.code}»: {what}{plural(len(tariff.rates), RATES)}, {days}."


def _compared(basis: service.Basis, found: Sequence[Change]) -> list[str]:
    if basis.order is None:
        return ["Сравнивать не с чем: на этот день тарифа еще нет."]
    code = basis.order.tariff.code
    if not found:
        return [f"Отличий от версии «{code}» нет."]
    return [f"Отличия от версии «{code}»:", *(f"  {each.words}" for each in found)]


def _next(operator: Operator, order: Order, basis: service.Basis) -> list[str]:
    code = order.tariff.code
    if basis.is_same_code and basis.state != "draft":
        return ["Версия уже введена в действие, записывать нечего."]
    if operator.is_trial:
        return ["Чтобы записать черновик, повторите команду с --write."]
    return [f"Черновик записан. Ввести в действие: flask admin tariffs activate {code}"]


def _facts(change: Change) -> dict[str, Any]:
    names = ("field", "what", "before", "after", "note")
    return {name: getattr(change, name) for name in names}


def _refused(file: Path, faults: Sequence[Fault], as_json: bool) -> Refused:
    """Programs get the places apart, on the standard output."""
    if as_json:
        output.show_one({"errors": [each.facts for each in faults]}, {}, as_json=True)
    lines = "\n".join(f"  {each.words}" for each in faults)
    return Refused(f"{file.name} не загружен, {plural(len(faults), FAULTS)}:\n{lines}")
