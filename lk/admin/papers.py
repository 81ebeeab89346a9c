"""What was sent, on paper, into a folder of the office."""

from collections.abc import Iterator
from pathlib import Path

import click

from lk.admin import output
from lk.admin.group import applications, find
from lk.admin.operator import as_json, reads
from lk.admin.speech import Refused
from lk.admin.troubles import why
from lk.admin.types import PLACE, WORDS
from lk.admin.writing import new_file
from lk.applications import papers, service
from lk.applications.models import Application


@applications.command("pdf")
@click.argument("number", metavar="НОМЕР", type=WORDS)
@click.option("--to", "folder", type=PLACE, metavar="ПАПКА", required=True, help="Куда положить.")
@click.option("--force", is_flag=True, help="Заменить файлы, которые там уже есть.")
@as_json
@reads("office.papers_taken")
def pdf(number: str, folder: Path, force: bool, as_json: bool) -> None:
    """Выложить в папку заявку в PDF (форма № 4–7) и все ее квитанции."""
    application = find(number)
    if not application.is_submitted:
        raise Refused("Это черновик: в офисе он появится на бумаге, когда его подадут.")
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise Refused(f"Папку {folder} не создать: {why(error)}.") from error
    taken = []
    for name, data in _made(application):
        with new_file(folder / name, over=force) as out:
            out.write(data)
        taken.append({"file": name, "size": len(data)})
    output.say(f"Файлов: {len(taken)}. Папка: {folder}", as_json=as_json, files=taken)


def _made(application: Application) -> Iterator[tuple[str, bytes]]:
    """Names and bytes: the application as of its newest receipt, then the receipts."""
    receipts = service.receipts_of(application=application)
    sent = receipts[-1].at if receipts else application.submitted_at
    if sent:
        documents = service.documents_sent(application, sent)
        made = papers.application_pdf(application, documents, sent)
        yield papers.application_name(application), made
    for receipt in receipts:
        made = papers.receipt_pdf(receipt, application, receipts=receipts)
        yield papers.receipt_name(receipt, application), made
