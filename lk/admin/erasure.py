from collections.abc import Mapping
from typing import Any

import click

from lk.account import service
from lk.admin import output, trial
from lk.admin.operator import Operator, as_json, dry_run, one_act, operates
from lk.admin.types import WORDS
from lk.admin.users import find, users
from lk.db import db
from lk.files.sweeping import remove_unclaimed

TITLES = {
    "facts": "имя, телефон, адреса почты",
    "sessions": "сеансы",
    "letters": "письма об учетной записи",
    "drafts": "черновики заявок",
    "corrections": "неотправленные исправления",
    "messages": "сообщения со специалистом",
    "files": "файлы",
    "bindings": "договоры в кабинете",
    "misprints": "имя под сообщениями об ошибках",
    "applications": "поданные заявки",
    "consents": "записи о согласиях",
}


@users.command("erase")
@click.argument("login", metavar="ЛОГИН", type=WORDS)
@as_json
@dry_run
@operates
def erase(operator: Operator, login: str, as_json: bool) -> None:
    """Удалить данные потребителя навсегда.

    Что удалится, покажет --dry-run. Поданные заявки, записи о согласиях, логин и журнал остаются:
    их хранят по закону. Если согласие отозвано в кабинете, портал сам удалит данные на 30-й день;
    если по заявлению в офисе, назовите основание в --comment.
    """
    erased = service.Erased()
    try:
        with one_act(operator):
            user = find(login)
            erased = service.erase(
                user=user, actor=operator.actor, at=operator.at, comment=operator.comment
            )
            _tell(user.login, erased, as_json)
    finally:
        remove_unclaimed(erased.files)
        db.session.rollback()


def _tell(login: str, erased: service.Erased, as_json: bool) -> None:
    done = "данные были бы удалены" if trial.current() else "данные удалены, восстановить их нельзя"
    words = (
        f"{login}: {done}.\n"
        f"  Удалено: {_counted(erased.gone)}.\n"
        f"  Осталось по закону: {_counted(erased.kept)}."
    )
    facts: dict[str, Any] = {"gone": dict(erased.gone), "kept": dict(erased.kept)}
    output.say(words, as_json=as_json, login=login, **facts)


def _counted(counts: Mapping[str, int]) -> str:
    return "; ".join(f"{TITLES[code]} — {count}" for code, count in counts.items()) or "ничего"
