"""Files that come with messages: judged and stored before any lock is held, then named by rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO

from sqlalchemy import select

from lk.db import db
from lk.files import store
from lk.questions import rules
from lk.questions.models import Message, MessageFile, Thread
from lk.uploads import ReadyFile, shown_name, size_of, take_in
from lk.uploads.errors import FileError

# What `take_in` calls the place of a file; messages have but one.
SLOT = "message"


@dataclass(frozen=True)
class Chosen:
    """A file as it came, and under which name."""

    name: str
    stream: BinaryIO


@dataclass(frozen=True)
class Taken:
    """Files that lie in the store and wait for their rows; why others were refused, in words."""

    ready: list[ReadyFile] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)


def prepare_files(chosen: Sequence[Chosen]) -> Taken:
    """Judge and store the files of one message; slow, so no lock may be held.

    Each stored one has to get its row with the message, or be removed (`remove_unclaimed`). What
    can be told from number and size is told before anything is judged.
    """
    taken = Taken()
    if len(chosen) > rules.MOST_FILES:
        taken.refusals.append(rules.TooManyFiles.message)
        return taken
    sizes = [_checked(each, taken) for each in chosen]
    if taken.refusals:
        return taken
    try:
        for each, size in zip(chosen, sizes, strict=True):
            try:
                ready = take_in(slot=SLOT, name=each.name, stream=each.stream, size=size)
            except FileError as error:
                taken.refusals.append(_words(each, error))
            else:
                taken.ready.append(ready)
    except BaseException:
        for ready in taken.ready:
            store().remove(ready.stored.key)
        raise
    return taken


def add_files(message: Message, thread: Thread, ready: Sequence[ReadyFile]) -> None:
    """Rows for files that lie in the store already; of two alike one is kept."""
    known: set[str] = set()
    for each in ready:
        if each.stored.sha256_original not in known:
            known.add(each.stored.sha256_original)
            db.session.add(_row(message, thread, each, message.at))
    db.session.flush()


def files_of(*, thread: Thread) -> Sequence[MessageFile]:
    """All files of a thread, oldest first, for the office."""
    query = select(MessageFile).where(MessageFile.thread_id == thread.id)
    return db.session.scalars(query.order_by(MessageFile.id)).all()


def read_file(file: MessageFile) -> Iterator[bytes]:
    """The bytes, decrypted chunk by chunk; raises FileNotFoundError or CannotOpen."""
    return store().open(file.storage_key, file.context)


def _checked(chosen: Chosen, taken: Taken) -> int:
    """The file's size in bytes; a refusal is noted."""
    size = size_of(chosen.stream)
    try:
        rules.check_size(size)
    except FileError as error:
        taken.refusals.append(_words(chosen, error))
    return size


def _words(chosen: Chosen, error: FileError) -> str:
    return f"{shown_name(chosen.name)}: {error.message}"


def _row(message: Message, thread: Thread, ready: ReadyFile, at: datetime) -> MessageFile:
    return MessageFile(
        thread_id=thread.id, message_id=message.id, user_id=thread.user_id, **ready.columns(at)
    )
