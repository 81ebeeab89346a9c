from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from lk.admin import output
from lk.admin.enclosures import enclosed, with_files
from lk.admin.group import applications, find
from lk.admin.operator import Operator, as_json, dry_run, one_act, operates
from lk.admin.speech import Refused
from lk.admin.types import WORDS
from lk.questions import service as questions
from lk.questions.models import Thread
from lk.uploads import ReadyFile


@applications.command("answer")
@click.argument("number", metavar="НОМЕР", type=WORDS)
@click.argument("text", metavar="ТЕКСТ", type=WORDS)
@with_files
@as_json
@dry_run
@operates
def answer(
    operator: Operator, *, number: str, text: str, files: Sequence[Path], as_json: bool
) -> None:
    """Написать потребителю в переписке по заявке, можно с файлами. Он получит письмо."""
    with enclosed(files) as ready, one_act(operator):
        _answer(operator, number, text, ready, as_json=as_json)


def _answer(
    operator: Operator, number: str, text: str, files: Sequence[ReadyFile], *, as_json: bool
) -> None:
    application = find(number)
    if not application.may_ask:
        raise Refused("Это черновик, он еще не подан: переписки по нему нет.")
    thread = questions.thread_for(
        user_id=application.user_id,
        at=operator.at,
        title=f"Заявка {application.number}",
        application_id=application.id,
    )
    about = f"по заявке {application.number}"
    give(operator, thread, text, files, about=about, as_json=as_json, number=application.number)


def give(
    operator: Operator,
    thread: Thread,
    text: str,
    files: Sequence[ReadyFile],
    *,
    about: str,
    as_json: bool,
    **facts: Any,
) -> None:
    """The answer in this thread, inside of the command's one act; `about` what, to say so."""
    questions.answer(
        thread=thread,
        text=text,
        by=operator.by,
        at=operator.at,
        comment=operator.comment,
        files=files,
    )
    output.say(
        f"Ответ {about} записан. Письмо поставлено в очередь.",
        as_json=as_json,
        **facts,
        thread=thread.public_id,
        files=[each.name for each in files],
    )
