"""Lines of a meter's life as the timeline of the kit takes them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lk.meters.presenting_why import figure
from lk.meters.rules import EVENTS
from lk.meters.rules.history import zone_name
from lk.meters.rules.life import Happening


@dataclass(frozen=True, slots=True)
class Line:
    title: str
    at: str
    text: str
    comment: str
    by: str = ""
    is_current: bool = False


def lines_of(life: Sequence[Happening], *, has_several: bool) -> list[Line]:
    return [_line(each, has_several=has_several) for each in life]


def _line(happening: Happening, *, has_several: bool) -> Line:
    title = EVENTS.get(happening.code, "Отметка расчетного центра")
    if has_several and happening.code != "replaced":
        title = f"{title}: №\N{NO-BREAK SPACE}{happening.device.number}"
    return Line(
        title=title,
        at=f"{happening.on:%d.%m.%Y}",
        text=_details(happening),
        comment=happening.note,
    )


def _details(happening: Happening) -> str:
    number = happening.device.number
    if happening.code == "replaced":
        older = happening.older.number if happening.older else ""
        whose = f"Вместо счетчика №\N{NO-BREAK SPACE}{older} стоит " if older else "Стоит "
        return " ".join([f"{whose}№\N{NO-BREAK SPACE}{number}.", *_registers(happening)])
    if happening.code == "coefficient":
        told = [each for each in happening.events if None not in (each.before, each.after)]
        return " ".join(
            f"Был {figure(each.before or Decimal(0))}, стал {figure(each.after or Decimal(0))}."
            for each in told[:1]
        )
    return ""


def _registers(happening: Happening) -> Iterator[str]:
    """«день: последнее показание старого 12 450, первое нового 0.»"""
    for each in happening.events:
        if each.before is None or each.after is None:
            continue
        zone = zone_name(each.zone, happening.device.zones)
        text = f"последнее показание старого {figure(each.before)}"
        text = f"{zone}: {text}" if zone else text
        yield f"{text}, первое нового {figure(each.after)}.".capitalize()
