"""Files of tariffs for tests: a small sound one, and the same with something else in it."""

import io
import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook

from lk.calculator import service
from lk.calculator.orders import OrderError
from lk.calculator.orders.judging import judge
from lk.calculator.orders.reading import read_order
from lk.config import ROOT

AT = datetime(2026, 11, 24, 5, 4, tzinfo=UTC)
SAMPLES = ROOT / "lk" / "calculator" / "orders" / "samples"
NORTH = Path(__file__).with_name("north-2024.csv")

HEAD = {
    "code": "t-2020",
    "title": "Тариф",
    "issuer": "Комитет",
    "order_number": "1/2",
    "order_date": "2019-12-20",
    "effective_from": "2020-01-01",
    "vat_mode": "included",
    "vat_percent": "20",
}
C1 = {"code": "C1", "unit": "RUB_CONN", "value": "13202.00"}
CMAX1 = {"code": "CMAX1", "unit": "RUB_KW", "value": "699.44"}
LINE = {"code": "C2", "unit": "RUB_KM", "value": "1250000", "voltage": "0.4"}
RATES = (C1, CMAX1, LINE)


def head(**changes):
    """Facts of the version; None takes one away."""
    found = HEAD | {name.replace("__", "."): value for name, value in changes.items()}
    return {name: value for name, value in found.items() if value is not None}


def json_file(rates=RATES, **changes):
    facts = dict[str, object]()
    for name, value in head(**changes).items():
        group, _, inner = name.rpartition(".")
        place = facts.setdefault(group, {}) if group else facts
        place[inner] = value
    return json.dumps(facts | {"rate": list(rates)}, ensure_ascii=False, indent=1).encode()


def csv_file(rates=RATES, *, delimiter=";", encoding="utf-8", **changes):
    lines = [f"{name}{delimiter}{value}" for name, value in head(**changes).items()]
    names = list(dict.fromkeys(name for rate in rates for name in rate))
    lines += ["", delimiter.join(names)]
    lines += [delimiter.join(rate.get(name, "") for name in names) for rate in rates]
    return "\r\n".join(lines).encode(encoding)


def xlsx_file(rates=RATES, **changes):
    """Cells hold what they are given: numbers, days, formulas."""
    book, out = Workbook(), io.BytesIO()
    sheet = book.active
    sheet.title = "Тариф"
    for pair in head(**changes).items():
        sheet.append(pair)
    sheet.append([])
    names = list(dict.fromkeys(name for rate in rates for name in rate))
    sheet.append(names)
    for rate in rates:
        sheet.append([rate.get(name) for name in names])
    book.save(out)
    return out.getvalue()


def order(rates=RATES, **changes):
    return judged(json_file(rates, **changes))


def judged(data, name="tariff.json"):
    return judge(read_order(name, data))


def faults_of(data, name="tariff.json"):
    """What is said of a file that must be refused."""
    try:
        judged(data, name)
    except OrderError as error:
        return list(error.faults)
    raise AssertionError("the file was taken")


def said_of(data, name="tariff.json"):
    return "\n".join(each.words for each in faults_of(data, name))


def in_force(*orders):
    """Loaded and put in force, one after another; what is loaded is not committed."""
    for each in orders:
        service.import_order(order=each, by="Мальцева", at=AT)
        service.activate(code=each.tariff.code, by="Мальцева", at=AT)


def value_of(found, code="C1"):
    return next((each.value for each in found.rates if each.code == code), Decimal(-1))
