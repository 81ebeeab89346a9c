from pathlib import Path
from typing import Any

import click

from lk.admin import output, trial
from lk.admin.group import applications, find
from lk.admin.operator import REFUSALS, Operator, as_json, begin_and_commit, dry_run, operates
from lk.admin.speech import Refused
from lk.admin.troubles import why
from lk.admin.types import PLACE, WORDS, OneOf
from lk.applications import rules, service
from lk.db import db
from lk.files.sweeping import remove_unclaimed
from lk.uploads import ReadyFile, take_in


@applications.command("attach")
@click.argument("number", metavar="НОМЕР", type=WORDS)
@click.argument("path", metavar="ФАЙЛ", type=PLACE)
@click.option("--code", type=OneOf(tuple(service.CASE_FILES)), required=True, help="Что это.")
@click.option("--title", type=WORDS, default="", help="Название для потребителя.")
@as_json
@dry_run
@operates
def attach(
    operator: Operator, *, number: str, path: Path, code: str, title: str, as_json: bool
) -> None:
    """Приложить к заявке документ: договор, ТУ, счет, акт. Потребитель получит письмо.

    Подойдут PDF, JPEG и PNG. Пояснение (--comment) увидит потребитель.
    """
    find(number)
    db.session.rollback()
    ready = _taken(path, code)
    try:
        with begin_and_commit(keeps=not operator.is_trial):
            if operator.is_trial:
                trial.begin(at=operator.at)
            facts = _attached(operator, number, ready, code, title)
            words = f"К заявке {facts['number']} приложен документ «{facts['title']}»."
            output.say(f"{words} Письмо поставлено в очередь.", as_json=as_json, **facts)
    except REFUSALS as error:
        raise Refused(str(error)) from error
    finally:
        db.session.rollback()
        remove_unclaimed([ready.stored.key])
        db.session.rollback()


def _attached(
    operator: Operator, number: str, ready: ReadyFile, code: str, title: str
) -> dict[str, Any]:
    application = find(number)
    file = service.attach_case_file(
        application=application,
        ready=ready,
        code=code,
        title=title,
        by=operator.by,
        at=operator.at,
        comment=operator.comment,
    )
    return {
        "number": application.number,
        "code": code,
        "title": file.title,
        "id": file.public_id,
        "name": file.name,
        "sha256": file.sha256_stored,
    }


def _taken(path: Path, code: str) -> ReadyFile:
    """The file judged and stored, before any lock is held."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise Refused(f"{path} — папка. Назовите файл.")
        rules.check_file(size=size, slot_files=0, slot_max=1, files=0, total=0)
        with path.open("rb") as stream:
            return take_in(slot=code, name=path.name, stream=stream, size=size)
    except OSError as error:
        raise Refused(f"Файл {path} не прочитать: {why(error)}.") from error
    except rules.FileError as error:
        raise Refused(error.message) from error
