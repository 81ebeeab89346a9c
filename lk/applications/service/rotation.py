import io
from dataclasses import dataclass

from sqlalchemy import select

from lk.applications.models import Application, Document
from lk.crypto import keyring
from lk.db import db
from lk.files import store


@dataclass(frozen=True)
class Rotated:
    """How many rows were sealed anew, and the stored files that are to go after the commit
    (`remove_unclaimed`): the old ones, or the new ones if it fails.
    """

    count: int
    touched_files: list[str]


def rotate_keys(*, batch: int = 50) -> Rotated:
    """Seal up to `batch` applications and files with the current data key; 0 when all are.

    Commit after each batch. A row that is being written waits, and is sealed in its turn.
    """
    current = keyring().current
    applications = db.session.scalars(
        select(Application)
        .where(Application.sealed_with != current)
        .order_by(Application.id)
        .limit(batch)
        .with_for_update()
    ).all()
    for application in applications:
        application.reseal()
    documents = db.session.scalars(
        select(Document)
        .where(Document.sealed_with != current)
        .order_by(Document.id)
        .limit(batch)
        .with_for_update()
    ).all()
    touched: list[str] = []
    for document in documents:
        touched += _save_again(document, current)
    db.session.flush()
    return Rotated(len(applications) + len(documents), touched)


def _save_again(document: Document, key_id: str) -> tuple[str, str]:
    old = document.storage_key
    plain = io.BytesIO(b"".join(store().open(old, document.context)))
    stored = store().save(plain, document.context, document.sha256_original)
    document.storage_key, document.sha256_stored = stored.key, stored.sha256_stored
    document.sealed_with = key_id
    return old, stored.key
