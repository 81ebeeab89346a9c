"""What an order of the regulator may name: codes of rates, their units, and words for both.

Source of the codes: Методические указания, приказ ФАС России от 30.06.2022 № 490/22 (before it
№ 1135/17 from 29.08.2017): С1 to С8 are standardised rates, Сmax is the rate per kW. Codes are
written with Latin letters in files and in code, and with «С» on pages.
"""

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """What a rate is multiplied by."""

    CONNECTION = "RUB_CONN"
    KILOMETRE = "RUB_KM"
    PIECE = "RUB_PIECE"
    KILOWATT = "RUB_KW"
    POINT = "RUB_POINT"

    @property
    def words(self) -> str:
        return _UNIT_WORDS[self]


_UNIT_WORDS = {
    Unit.CONNECTION: "руб. за присоединение",
    Unit.KILOMETRE: "руб./км",
    Unit.PIECE: "руб./шт.",
    Unit.KILOWATT: "руб./кВт",
    Unit.POINT: "руб. за точку учета",
}


@dataclass(frozen=True)
class Code:
    """A kind of rate. `is_last_mile`: built for this applicant alone («последняя миля»)."""

    code: str
    shown: str
    words: str
    units: tuple[Unit, ...]
    is_last_mile: bool = True


_ALL = (
    Code(
        "C1",
        "С1",
        "подготовка и выдача технических условий, проверка их выполнения",
        (Unit.CONNECTION,),
        is_last_mile=False,
    ),
    Code("C2", "С2", "воздушная линия", (Unit.KILOMETRE,)),
    Code("C3", "С3", "кабельная линия", (Unit.KILOMETRE,)),
    Code("C4", "С4", "пункт секционирования", (Unit.PIECE,)),
    Code("C5", "С5", "трансформаторная подстанция 6(10)/0,4\u00a0кВ", (Unit.KILOWATT,)),
    Code("C6", "С6", "распределительная трансформаторная подстанция", (Unit.KILOWATT,)),
    Code("C7", "С7", "подстанция 35\u00a0кВ и выше", (Unit.KILOWATT,)),
    Code("C8", "С8", "средство коммерческого учета", (Unit.POINT,), is_last_mile=False),
    Code(
        "CMAX1",
        "Сmax1",
        "подготовка и выдача технических условий, проверка их выполнения",
        (Unit.KILOWATT,),
        is_last_mile=False,
    ),
    Code("CMAX2", "Сmax2", "воздушная линия", (Unit.KILOWATT,)),
    Code("CMAX3", "Сmax3", "кабельная линия", (Unit.KILOWATT,)),
    Code("CMAX4", "Сmax4", "пункт секционирования", (Unit.KILOWATT,)),
    Code("CMAX5", "Сmax5", "трансформаторная подстанция 6(10)/0,4\u00a0кВ", (Unit.KILOWATT,)),
    Code("CMAX6", "Сmax6", "распределительная трансформаторная подстанция", (Unit.KILOWATT,)),
    Code("CMAX7", "Сmax7", "подстанция 35\u00a0кВ и выше", (Unit.KILOWATT,)),
)
CODES = {each.code: each for each in _ALL}

# Rates name a voltage (kV) or a class of voltages; a question names a voltage.
VOLTAGES = ("0.22", "0.4", "6", "10", "20", "35", "110")
VOLTAGE_CLASSES = {
    "0.4": ("0.22", "0.4"),
    "1-20": ("6", "10", "20"),
    "6": ("6",),
    "10": ("6", "10"),
    "20": ("20",),
    "35": ("35",),
    "110": ("110",),
}
"""Which voltages a rate covers. A rate «10» covers 6 kV too: orders speak of «6(10) кВ»."""

# Lines by the code of their standardised rate; what a chosen substation may be.
LINE_CODES = {"air": "C2", "cable": "C3"}
SUBSTATIONS = ("C5", "C6", "C7")

SCHEMES = ("permanent", "temporary")
TERRITORIES = ("city", "rural")
RELIABILITIES = ("I", "II", "III")


def per_kw_code(code: str) -> str:
    """The rate per kW for the same works: «С2» and «Сmax2»."""
    return f"CMAX{code[1:]}"
