from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO

from sqlalchemy import select

from lk import audit, files
from lk.account.models import User
from lk.applications import rules
from lk.applications.catalogue import Kind
from lk.applications.models import Application, Document
from lk.applications.service.locking import lock
from lk.db import db
from lk.uploads import ReadyFile, shown_name, take_in


@dataclass(frozen=True)
class Refusal:
    """A file that was not taken, and why, in words for the consumer."""

    slot: str
    name: str
    message: str

    @classmethod
    def of(cls, slot: str, name: str, message: str) -> "Refusal":
        """About a file that came under `name`, which is cleaned and shortened to be shown."""
        return cls(slot, shown_name(name), message)


@dataclass
class Room:
    """What still fits: files of a slot, files of the application, bytes of all together."""

    kind: Kind
    slots: Counter[str] = field(default_factory=Counter)
    total: int = 0

    @classmethod
    def left_by(cls, kind: Kind, documents: Sequence[Document]) -> "Room":
        sizes = sum(document.size for document in documents)
        return cls(kind, Counter(document.slot for document in documents), sizes)

    def take(self, slot: str, size: int) -> None:
        """Count one more file; raises FileError when it does not fit."""
        try:
            most = self.kind.slot(slot).max_files
        except KeyError:
            raise rules.UnknownSlot from None
        rules.check_file(
            size=size,
            slot_files=self.slots[slot],
            slot_max=most,
            files=self.slots.total(),
            total=self.total,
        )
        self.slots[slot] += 1
        self.total += size


@dataclass(frozen=True)
class Chosen:
    """A file as it came: for which slot, under which name."""

    slot: str
    name: str
    stream: BinaryIO


@dataclass(frozen=True)
class Taken:
    """Files that lie in the store and wait for their rows, and those that were refused."""

    ready: list[ReadyFile] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)


def prepare_files(application: Application, chosen: Sequence[Chosen]) -> Taken:
    """Judge and store files before any lock is held; one bad file does not keep the others out.

    Each stored one has to get its row by `attach`, or be removed (`remove_unclaimed`).
    """
    room = Room.left_by(application.kind, documents_of(application) if chosen else ())
    taken = Taken()
    try:
        for each in chosen:
            size = _size(each.stream)
            try:
                room.take(each.slot, size)
                taken.ready.append(
                    take_in(slot=each.slot, name=each.name, stream=each.stream, size=size)
                )
            except rules.FileError as error:
                taken.refusals.append(Refusal.of(each.slot, each.name, error.message))
    except BaseException:
        for ready in taken.ready:
            files.store().remove(ready.stored.key)
        raise
    return taken


def documents_of(application: Application) -> Sequence[Document]:
    """The files of an application, in the order they came; one SELECT."""
    query = select(Document).where(Document.application_id == application.id)
    return db.session.scalars(query.order_by(Document.id)).all()


def counted(documents: Sequence[Document]) -> dict[str, int]:
    """How many files each slot has."""
    return dict(Counter(document.slot for document in documents))


def attach(
    *, application: Application, user: User, ready: Sequence[ReadyFile], at: datetime
) -> list[Refusal]:
    """Rows for files that lie in the store already; what no longer fits comes back refused.

    The stored file of a refused one has no row: see `remove_unclaimed`. Raises NotEditable.
    """
    lock(application)
    if not application.may_attach:
        raise rules.NotEditable
    there = documents_of(application)
    known = {(document.slot, document.sha256_original) for document in there}
    room = Room.left_by(application.kind, there)
    refusals = []
    for each in ready:
        if (each.slot, each.stored.sha256_original) in known:
            continue  # sent twice: a double click, or F5 on the answer
        try:
            room.take(each.slot, each.size)
        except rules.FileError as error:
            refusals.append(Refusal.of(each.slot, each.name, error.message))
        else:
            known.add((each.slot, each.stored.sha256_original))
            db.session.add(_row(application, each, at))
            _note("application.file_added", application, user, each.public_id, at)
    if ready:
        application.saved_at = at
    db.session.flush()
    return refusals


def remove_document(*, application: Application, user: User, public_id: str, at: datetime) -> str:
    """Forget a file of this application; returns its stored name, to be removed after the commit.

    «» when there is none (a second click). Raises NotEditable once it was submitted.
    """
    lock(application)
    if not application.may_remove_files:
        raise rules.NotEditable
    # Compared here: what came may hold signs that PostgreSQL takes for an error.
    there = (each for each in documents_of(application) if each.public_id == public_id)
    document = next(there, None)
    if document is None:
        return ""
    db.session.delete(document)
    application.saved_at = at
    _note("application.file_removed", application, user, public_id, at)
    db.session.flush()
    return document.storage_key


def remove_unclaimed(keys: Sequence[str]) -> None:
    """Remove those stored files that no row names. To be called when the transaction is over,
    however it ended: the database alone tells which files count.
    """
    if not keys:
        return
    query = select(Document.storage_key).where(Document.storage_key.in_(keys))
    claimed = set(db.session.scalars(query))
    for key in keys:
        if key not in claimed:
            files.store().remove(key)


def read_document(document: Document) -> Iterator[bytes]:
    """The bytes, decrypted chunk by chunk; raises FileNotFoundError or CannotOpen."""
    return files.store().open(document.storage_key, document.context)


def _size(stream: BinaryIO) -> int:
    stream.seek(0, 2)
    size = stream.tell()
    stream.seek(0)
    return size


def _row(application: Application, ready: ReadyFile, at: datetime) -> Document:
    return Document(
        public_id=ready.public_id,
        application_id=application.id,
        user_id=application.user_id,
        slot=ready.slot,
        name=ready.name,
        content_type=ready.content_type,
        size=ready.size,
        stored_size=ready.stored.size,
        sha256_original=ready.stored.sha256_original,
        sha256_stored=ready.stored.sha256_stored,
        storage_key=ready.stored.key,
        sealed_with=ready.sealed_with,
        created_at=at,
    )


def _note(event: str, application: Application, user: User, document: str, at: datetime) -> None:
    subject = f"application:{application.public_id}"
    actor = f"consumer:{user.login}"
    audit.record(event, actor=actor, subject=subject, at=at, document=document)
