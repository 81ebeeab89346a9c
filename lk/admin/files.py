"""Documents of an application, decrypted into a folder of the office."""

import hashlib
import json
import os
import re
from pathlib import Path
from typing import Any

from lk.admin.speech import Refused
from lk.applications import service
from lk.applications.models import Application, Document
from lk.crypto import CannotOpen

MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"


def take_out(application: Application, folder: Path) -> list[dict[str, Any]]:
    """Write the documents as `01-<slot>-<name>`, 0600, with `manifest.json` and `SHA256SUMS`.

    `sha256` is of the bytes in the folder (`sha256sum -c SHA256SUMS` checks them), and
    `sha256_original` of what the consumer sent: a picture is kept without its hidden data.
    Raises Refused when there is nothing to take, or something would be written over.
    """
    if not application.documents:
        raise Refused(f"У заявки {application.number or application.public_id} нет документов.")
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        taken = [
            _write(document, folder, place)
            for place, document in enumerate(application.documents, start=1)
        ]
        manifest = {"number": application.number, "files": taken}
        text = json.dumps(manifest, ensure_ascii=False, indent=2)
        _new(folder / MANIFEST, f"{text}\n".encode())
        _new(folder / SUMS, "".join(f"{f['sha256']}  {f['file']}\n" for f in taken).encode())
    except FileExistsError as error:
        raise Refused(f"Файл {error.filename} уже есть. Выберите пустую папку.") from error
    except OSError as error:
        raise Refused(
            f"Не записать или не прочитать {error.filename}: {error.strerror}."
        ) from error
    return taken


def _write(document: Document, folder: Path, place: int) -> dict[str, Any]:
    name = f"{place:02d}-{document.slot}-{_plain(document.name)}"
    try:
        data = b"".join(service.read_document(document))
    except CannotOpen as error:
        raise Refused(f"Файл «{document.name}» не открывается: нет ключа или поврежден.") from error
    _new(folder / name, data)
    return {
        "file": name,
        "slot": document.slot,
        "name": document.name,
        "type": document.content_type,
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "sha256_original": document.sha256_original,
        "received_at": document.created_at.isoformat(),
    }


def _plain(name: str) -> str:
    """The consumer's name of a file as a name of ours: letters, digits, dots and hyphens."""
    stem, dot, suffix = name.rpartition(".")
    if not dot:
        stem, suffix = name, ""
    kept = re.sub(r"[^\w-]+", "_", stem)[:60].strip("_") or "file"
    return f"{kept}.{re.sub(r'[^0-9A-Za-z]', '', suffix)[:5]}" if suffix else kept


def _new(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(data)
