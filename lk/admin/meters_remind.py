"""`flask admin meters remind`: what the worker does by itself, at once and with a count."""

from typing import Any

import click

from lk import audit
from lk.admin import output
from lk.admin.meters import meters
from lk.admin.operator import Operator, as_json, dry_run, one_act, operates
from lk.admin.progress import bar
from lk.admin.speech import Refused
from lk.admin.types import WORDS
from lk.meters import upkeep
from lk.meters.rules import KINDS, is_period
from lk.meters.service.reminding import (
    Season,
    how_many_switched_off,
    how_many_to_remind,
    seasons,
)
from lk.web.filters import day, plural

LETTERS = "письмо,письма,писем"
PEOPLE = "потребитель отключил,потребителя отключили,потребителей отключили"


@meters.command("remind")
@click.option("--period", type=WORDS, metavar="ГГГГ-ММ", help="Только за этот месяц.")
@as_json
@dry_run
@operates
def remind(operator: Operator, period: str | None, as_json: bool) -> None:
    """Напомнить о показаниях тем, от кого их ждут и кому еще не писали.

    Письмо одно на потребителя и срок приема, со ссылкой на каждый счетчик. Тем, кто отключил такие
    письма, не пишет. То же каждый месяц сам делает flask worker.
    """
    found = [_remind(operator, each) for each in _seasons(operator, period)]
    with one_act(operator):
        _note(operator, found)
    words = "\n".join(_words(each) for each in found)
    nobody = "Сегодня показания не принимаются: напоминать не о чем."
    output.say(words or nobody, as_json=as_json, windows=found)


def _seasons(operator: Operator, period: str | None) -> list[Season]:
    if period is not None and not is_period(period):
        raise Refused(f"«{period}» — не месяц. Напишите его так: 2026-11.")
    found = seasons(on=operator.today)
    if period is None:
        return found
    chosen = [each for each in found if each.window.period == period]
    if not chosen:
        raise Refused(f"Показания за {period} сегодня не принимаются: ссылки бы не открылись.")
    return chosen


def _remind(operator: Operator, season: Season) -> dict[str, Any]:
    count = how_many_to_remind(season=season)
    if not operator.is_trial:
        with bar("Напоминания", count) as advance:
            count = upkeep.remind_in(season=season, at=operator.at, advance=advance)
    window = season.window
    return {
        "period": window.period,
        "opens": window.opens,
        "closes": window.closes,
        "kinds": sorted(season.kinds),
        "letters": count,
        "muted": how_many_switched_off(season=season),
    }


def _note(operator: Operator, found: list[dict[str, Any]]) -> None:
    for each in found:
        audit.record(
            "meters.reminded",
            actor=operator.actor,
            subject=f"period:{each['period']}",
            at=operator.at,
            letters=each["letters"],
            comment=operator.comment,
        )


def _words(found: dict[str, Any]) -> str:
    kinds = ", ".join(KINDS[each] for each in found["kinds"])
    until = f"за {found['period']}, прием до {day(found['closes'])}"
    said = f"{plural(found['letters'], LETTERS).capitalize()} {until} ({kinds})."
    if found["muted"]:
        said += f" Еще {plural(found['muted'], PEOPLE)} такие письма: им не пишем."
    return said
