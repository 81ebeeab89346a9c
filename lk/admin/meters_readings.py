"""`flask admin meters readings`: what consumers sent, and what became of it."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import click

from lk.admin import output
from lk.admin.meters import MONTH, meters
from lk.admin.operator import as_json, reads
from lk.admin.types import DAY, WORDS, OneOf, Whole, start_of
from lk.meters.models import Contract, Meter, Reading
from lk.meters.rules import ANSWERS, STATES
from lk.meters.rules.numbers import shown
from lk.meters.service import office

TITLES = {
    "number": "№",
    "meter": "Счетчик",
    "contract": "Договор",
    "period": "Месяц",
    "taken_on": "Снято",
    "values_words": "Показание",
    "state_label": "Состояние",
    "answer_label": "Ответ на вопрос",
    "channel_label": "Как передано",
    "sent_at": "Передано",
    "file": "Файл №",
    "accepted_words": "Принято",
    "reason": "Причина",
}
CHANNELS = {
    "form": "в кабинете",
    "link": "по ссылке",
    "table": "таблицей",
    "file": "файлом",
    "office": "через офис",
}


@meters.command("readings")
@click.option("--state", type=OneOf(tuple(STATES)), help="Что с показанием.")
@click.option("--period", type=MONTH, help="За какой месяц.")
@click.option("--contract", type=WORDS, default="", metavar="НОМЕР", help="Номер договора.")
@click.option("--number", type=WORDS, default="", metavar="НОМЕР", help="Номер счетчика.")
@click.option("--since", type=DAY, help="Переданные с этого дня.")
@click.option("--until", type=DAY, help="Переданные по этот день включительно.")
@click.option("--limit", type=Whole(1, 1000), default=100, help="Сколько строк, до 1000.")
@click.option("--after", type=Whole(1, 999_999_999), metavar="№", help="Более старые, чем это.")
@as_json
@reads("office.readings_listed")
def show_readings(
    *,
    since: date | None,
    until: date | None,
    limit: int,
    after: int | None,
    as_json: bool,
    **narrowed: str | None,
) -> None:
    """Показать переданные показания, новые сверху."""
    wanted = office.ReadingsWanted(
        since=start_of(since),
        until=start_of(until + timedelta(days=1)) if until else None,
        **{name: value or "" for name, value in narrowed.items()},
    )
    found = office.list_readings(wanted=wanted, after=after, limit=limit)
    rows = [reading_row(reading, meter, own, login) for reading, meter, own, login in found]
    output.show_list(rows, TITLES, as_json=as_json, empty="Таких показаний нет.")
    if len(rows) == limit and not as_json:
        click.echo(f"Показано: {limit}. Дальше: --after {rows[-1]['number']}", err=True)


def reading_row(
    reading: Reading, meter: Meter, contract: Contract, login: str | None = None
) -> dict[str, Any]:
    return {
        "number": reading.number,
        "meter": meter.number,
        "contract": contract.number,
        "login": login,
        "period": reading.period,
        "taken_on": reading.taken_on,
        "values": list(reading.values),
        "values_words": _words(reading.values),
        "state": reading.state,
        "state_label": STATES[reading.state].label,
        "answer": reading.answer,
        "answer_label": ANSWERS.get(reading.answer, reading.answer),
        "channel": reading.channel,
        "channel_label": CHANNELS.get(reading.channel, reading.channel),
        "sent_at": reading.sent_at,
        "file": reading.file_id,
        "verdict_at": reading.verdict_at,
        "accepted": list(reading.accepted),
        "accepted_words": _words(reading.accepted),
        "reason": reading.reason,
    }


def _words(values: Sequence[Decimal]) -> str:
    """«75 425; 311», one a zone."""
    return "; ".join(shown(each) for each in values)
