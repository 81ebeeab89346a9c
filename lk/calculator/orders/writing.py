"""An order as a file of any of the formats; read again, it is the same order."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from lk.calculator.orders.fields import GROUPS, HEAD, NOTES, RATE, head_texts, is_number, rate_texts
from lk.calculator.orders.order import Order
from lk.calculator.orders.tables import GUARD, GUARDED
from lk.calculator.rules import CODES

SHEETS = ("Версия", "Ставки")
_WIDTHS = (52, 60, 18, 14, 18, 14, 40, 22, 20)
_DAYS = {"order_date", "effective_from", "effective_to"}
_NUMBERS = {"value", "power_from", "power_to"}
Table = Iterable[list[str]]


def write_order(order: Order, ending: str) -> bytes:
    """`ending`: one of WRITERS."""
    return WRITERS[ending](order)


def _toml(order: Order) -> bytes:
    plain, groups = _tree(order)
    lines = [f"{name} = {_toml_value(name, value)}" for name, value in plain.items()]
    for group, facts in groups.items():
        lines += ["", f"[{group}]", *(f"{n} = {_toml_value(n, each)}" for n, each in facts.items())]
    for facts in _rates(order):
        lines += ["", "[[rate]]", *(f"{n} = {_toml_value(n, each)}" for n, each in facts.items())]
    return ("\n".join(lines) + "\n").encode()


def _toml_value(name: str, value: Any) -> str:
    """A string of JSON is one of TOML too: what differs, unprintable characters, is never there."""
    if name in _DAYS:
        return str(value)
    return json.dumps(value, ensure_ascii=False)


def _json(order: Order) -> bytes:
    plain, groups = _tree(order)
    whole = plain | groups | {"rate": _rates(order)}
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode()


def _csv(order: Order) -> bytes:
    """As a Russian Excel opens it: «;», a byte order mark, decimals after a comma."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    for row in [*_head_rows(order, ","), [], *_rate_rows(order, ",")]:
        writer.writerow([f"{GUARD}{each}" if each.startswith(GUARDED) else each for each in row])
    return out.getvalue().encode("utf-8-sig")


def _xlsx(order: Order) -> bytes:
    """Sums are numbers, all else is text: nothing runs and nothing turns into a date."""
    book, out = Workbook(write_only=True), io.BytesIO()
    for title, rows in zip(SHEETS, (_head_rows(order), _rate_rows(order)), strict=True):
        sheet = book.create_sheet(title)
        for place, width in enumerate(_WIDTHS, start=1):
            sheet.column_dimensions[get_column_letter(place)].width = width
        for number, row in enumerate(rows):
            is_data = title == SHEETS[1] and number > 0
            numbers = [name in _NUMBERS and is_data for name in RATE]
            cells = zip(row, [*numbers, *[False] * len(row)], strict=False)
            sheet.append([_cell(sheet, text, is_number=each) for text, each in cells])
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, text: str, *, is_number: bool) -> Any:
    if not text:
        return None
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "n" if is_number else "s"
    cell.number_format = "0.00####" if is_number else "@"
    return cell


def _tree(order: Order) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Facts of the version by name, and those of each table of rules."""
    texts, plain = _texts(order), dict[str, Any]()
    groups: dict[str, dict[str, Any]] = {}
    for name, text in texts.items():
        group, _, inner = name.partition(".")
        if name == "is_demo":
            plain[name] = True
        elif group not in GROUPS:
            plain[name] = text
        elif inner == "reliability":
            groups.setdefault(group, {})[inner] = text.split(", ")
        else:
            groups.setdefault(group, {})[inner] = text
    return plain, groups


def _texts(order: Order) -> dict[str, str]:
    """As fields stand in `HEAD`, then the company's words."""
    found = head_texts(order)
    known = {name: found[name] for name in HEAD if name in found}
    return known | {name: text for name, text in found.items() if name.startswith(f"{NOTES}.")}


def _rates(order: Order) -> list[dict[str, str]]:
    return [
        {name: text for name, text in rate_texts(each).items() if text} for each in _sorted(order)
    ]


def _sorted(order: Order) -> list[Any]:
    places = {code: place for place, code in enumerate(CODES)}
    return sorted(order.tariff.rates, key=lambda each: places[each.code])


def _head_rows(order: Order, point: str = ".") -> Table:
    for name, text in _texts(order).items():
        shown = "да" if name == "is_demo" else text
        yield [HEAD.get(name, name), shown.replace(".", point) if is_number(name) else shown]


def _rate_rows(order: Order, point: str = ".") -> Table:
    """Voltages too are numbers: «0,4»."""
    yield list(RATE.values())
    numbers = {*_NUMBERS, "voltage"}
    for each in _sorted(order):
        texts = rate_texts(each).items()
        yield [text.replace(".", point) if name in numbers else text for name, text in texts]


WRITERS: Mapping[str, Callable[[Order], bytes]] = {
    "toml": _toml,
    "json": _json,
    "csv": _csv,
    "xlsx": _xlsx,
}
