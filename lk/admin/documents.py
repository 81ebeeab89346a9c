from typing import Any

import click

from lk.admin import output
from lk.admin.group import applications, find
from lk.admin.operator import Operator, as_json, changes
from lk.admin.types import WORDS, OneOf
from lk.applications import service
from lk.applications.models import Document

VERDICTS = {"accept": "accepted", "reject": "rejected"}


@applications.command("document")
@click.argument("number", metavar="НОМЕР", type=WORDS)
@click.argument("slot", metavar="ДОКУМЕНТ", type=WORDS)
@click.argument("verdict", metavar="accept|reject", type=OneOf(tuple(VERDICTS)))
@click.option(
    "--file", type=WORDS, default="", metavar="ФАЙЛ", help="Только этот файл: номер, имя или id."
)
@as_json
@changes
def document(
    operator: Operator, *, number: str, slot: str, verdict: str, file: str, as_json: bool
) -> None:
    """Принять документ (accept) или отклонить (reject, нужен --comment): заявитель его заменит.

    ДОКУМЕНТ — код документа: plan, own, passport… Без --file речь обо всех его файлах. Об
    отклонении заявитель получит письмо с вашим пояснением и заменит только этот документ.
    """
    application = find(number)
    judged = service.judge(
        application=application,
        slot=slot,
        verdict="accepted" if VERDICTS[verdict] == "accepted" else "rejected",
        comment=operator.comment,
        by=operator.by,
        at=operator.at,
        file=file,
    )
    letter = " Письмо потребителю поставлено в очередь." if judged.is_told else ""
    state = "не принят" if judged.is_told else "принят"
    output.say(
        f"Заявка {application.number}: документ «{judged.title}» {state}.{letter}",
        as_json=as_json,
        number=application.number,
        slot=judged.slot,
        title=judged.title,
        verdict=VERDICTS[verdict],
        files=[_file(each) for each in judged.documents],
    )


def _file(document: Document) -> dict[str, Any]:
    return {"id": document.public_id, "name": document.name, "pages": document.pages}
