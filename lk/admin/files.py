"""Files of a case, decrypted into a folder of the office."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from lk.admin import output
from lk.admin.group import applications, find
from lk.admin.operator import as_json, reads
from lk.admin.progress import counted
from lk.admin.speech import Refused
from lk.admin.troubles import why
from lk.admin.types import PLACE, WORDS
from lk.admin.writing import new_file
from lk.applications import service
from lk.applications.models import Application, Document
from lk.crypto import CannotOpen
from lk.files import store
from lk.files.columns import StoredFile
from lk.questions import service as questions

MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"


@dataclass(frozen=True)
class Source:
    """A file of the case and what it is: the slot of a document, else `case-…` or `message`."""

    slot: str
    file: StoredFile


@applications.command("files")
@click.argument("number", metavar="НОМЕР", type=WORDS)
@click.option("--to", "folder", type=PLACE, metavar="ПАПКА", required=True, help="Куда положить.")
@click.option("--force", is_flag=True, help="Заменить файлы, которые там уже есть.")
@as_json
@reads("office.files_taken")
def files(number: str, folder: Path, force: bool, as_json: bool) -> None:
    """Выложить файлы заявки расшифрованными в папку, с перечнем и суммами sha256."""
    taken = take_out(find(number), folder, over=force)
    output.say(f"Файлов: {len(taken)}. Папка: {folder}", as_json=as_json, files=taken)


def take_out(application: Application, folder: Path, *, over: bool = False) -> list[dict[str, Any]]:
    """Write all files as `01-<slot>-<name>`, 0600, with `manifest.json` and `SHA256SUMS`.

    Documents of the applicant (rejected ones too), files of the case, files of the thread.
    `sha256` is of the bytes in the folder (`sha256sum -c SHA256SUMS` checks them), and
    `sha256_original` of what came in: a picture is kept without its hidden data.
    Raises Refused when there is nothing to take, or something would be written over.
    """
    found = sources(application)
    if not found:
        raise Refused(f"У заявки {application.number or application.public_id} нет файлов.")
    return put_out(found, folder, {"number": application.number}, over=over)


def put_out(
    found: Sequence[Source], folder: Path, about: dict[str, Any], *, over: bool = False
) -> list[dict[str, Any]]:
    """The same for any files; `about` stands in the manifest above them."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise Refused(f"Папку {folder} не создать: {why(error)}.") from error
    taken = [
        _write(source, folder, place, over=over)
        for place, source in enumerate(counted(found, "Файлы"), start=1)
    ]
    manifest = about | {"files": taken}
    text = json.dumps(manifest, ensure_ascii=False, indent=2)
    _put(folder / MANIFEST, f"{text}\n".encode(), over=over)
    sums = "".join(f"{each['sha256']}  {each['file']}\n" for each in taken)
    _put(folder / SUMS, sums.encode(), over=over)
    return taken


def sources(application: Application) -> Sequence[Source]:
    """Documents by the kind's list, in the order of each; then those of the case and the thread."""
    order = {slot.code: place for place, slot in enumerate(application.kind.documents)}
    found = sorted(
        application.documents, key=lambda each: (order.get(each.slot, 99), each.position, each.id)
    )
    documents = [Source(each.slot, each) for each in found]
    case = [Source(f"case-{each.code}", each) for each in service.files_for_office(application)]
    return [*documents, *case, *_of_the_thread(application)]


def _of_the_thread(application: Application) -> list[Source]:
    thread = questions.thread_of(application_id=application.id)
    found = questions.files_of(thread=thread) if thread else ()
    return [Source("message", each) for each in found]


def _write(source: Source, folder: Path, place: int, *, over: bool) -> dict[str, Any]:
    file = source.file
    name = f"{place:02d}-{source.slot}-{_plain(file.name)}"
    try:
        data = b"".join(store().open(file.storage_key, file.context))
    except (CannotOpen, FileNotFoundError) as error:
        raise Refused(f"Файл «{file.name}» не открывается: нет ключа или поврежден.") from error
    _put(folder / name, data, over=over)
    return {
        "file": name,
        "slot": source.slot,
        "name": file.name,
        "type": file.content_type,
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "sha256_original": file.sha256_original,
        "received_at": file.created_at.isoformat(),
        **(_judged(file) if isinstance(file, Document) else {}),
    }


def _judged(document: Document) -> dict[str, Any]:
    """What the office has said of a document, and how many pages it has (of a PDF)."""
    return {
        "pages": document.pages,
        "verdict": document.verdict,
        "verdict_comment": document.verdict_comment,
        "replaced": document.is_replaced,
    }


def _plain(name: str) -> str:
    """The consumer's name of a file as a name of ours: letters, digits, dots and hyphens."""
    stem, dot, suffix = name.rpartition(".")
    if not dot:
        stem, suffix = name, ""
    kept = re.sub(r"[^\w-]+", "_", stem)[:60].strip("_") or "file"
    return f"{kept}.{re.sub(r'[^0-9A-Za-z]', '', suffix)[:5]}" if suffix else kept


def _put(path: Path, data: bytes, *, over: bool) -> None:
    with new_file(path, over=over) as out:
        out.write(data)
