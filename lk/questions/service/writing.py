from collections.abc import Sequence
from datetime import datetime

from lk.db import db
from lk.questions.models import Message, Thread
from lk.questions.service.files import add_files
from lk.uploads import ReadyFile


def locked(thread: Thread) -> Thread:
    """The thread as it is now, held until the transaction ends (on SQLite the lock is there)."""
    db.session.refresh(thread, with_for_update={"of": Thread})
    return thread


def add_message(
    thread: Thread,
    *,
    author: str,
    by: str,
    text: str,
    at: datetime,
    files: Sequence[ReadyFile],
    key: str | None = None,
) -> Message:
    """The next message of a locked thread, with its files."""
    thread.messages_count += 1
    thread.last_message_at = at
    message = Message(
        thread_id=thread.id,
        number=thread.messages_count,
        author=author,
        by=by[:120],
        at=at,
        key=key,
    )
    message.keep_text(text)
    db.session.add(message)
    db.session.flush()
    add_files(message, thread, files)
    return message
