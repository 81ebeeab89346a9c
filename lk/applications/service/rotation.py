import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import func, select

from lk.applications.models import Application, CaseEvent, CaseFile, Document
from lk.crypto import keyring
from lk.db import db
from lk.files import store
from lk.questions.models import Message, MessageFile, Thread

Row: TypeAlias = Application | CaseEvent | Thread | Message
File: TypeAlias = Document | CaseFile | MessageFile
# All that names a data key: sealed values in a row, and files of the store.
_VALUES: tuple[type[Row], ...] = (Application, CaseEvent, Thread, Message)
_FILES: tuple[type[File], ...] = (Document, CaseFile, MessageFile)


@dataclass(frozen=True)
class Rotated:
    """How many rows were sealed anew, and the stored files that are to go after the commit
    (`remove_unclaimed`): the old ones, or the new ones if it fails.
    """

    count: int
    touched_files: list[str]


def count_to_rotate() -> int:
    """How many rows are sealed with another key than the current one."""
    current = keyring().current
    return sum(
        db.session.scalar(select(func.count()).where(table.sealed_with != current)) or 0
        for table in (*_VALUES, *_FILES)
    )


def rotate_keys(*, batch: int = 50) -> Rotated:
    """Seal up to `batch` rows of each table with the current data key; 0 when all are.

    Commit after each batch. A row that is being written waits, and is sealed in its turn.
    """
    current, touched, count = keyring().current, list[str](), 0
    for table in _VALUES:
        found = _sealed_before(table, current, batch)
        count += len(found)
        for row in found:
            row.reseal()
    for files in _FILES:
        kept = _sealed_before(files, current, batch)
        count += len(kept)
        for file in kept:
            touched += _save_again(file, current)
    db.session.flush()
    return Rotated(count, touched)


def _sealed_before(table: Any, current: str, most: int) -> Sequence[Any]:
    query = select(table).where(table.sealed_with != current).order_by(table.id)
    return db.session.scalars(query.limit(most).with_for_update()).all()


def _save_again(file: File, key_id: str) -> tuple[str, str]:
    old = file.storage_key
    plain = io.BytesIO(b"".join(store().open(old, file.context)))
    stored = store().save(plain, file.context, file.sha256_original)
    file.storage_key, file.sha256_stored = stored.key, stored.sha256_stored
    if isinstance(file, Document):
        file.keep_thumbnail(file.open_thumbnail())
    file.sealed_with = key_id
    return old, stored.key
