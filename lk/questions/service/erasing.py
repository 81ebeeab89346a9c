from sqlalchemy import delete, or_, select

from lk.account import service as accounts
from lk.db import change_rows, db
from lk.outbox import Letter
from lk.questions.models import Message, MessageFile, Thread


@accounts.erases
def erase_threads(leaving: accounts.Leaving) -> accounts.Erased:
    """All that was written to the specialist and answered, with its files and its letters."""
    owner = leaving.user.id
    threads = select(Thread.id).where(Thread.user_id == owner)
    messages = select(Message.id).where(Message.thread_id.in_(threads))
    to_office = [f"questions.question:{each}" for each in db.session.scalars(messages)]
    files = db.session.scalars(
        select(MessageFile.storage_key).where(MessageFile.thread_id.in_(threads))
    ).all()
    to_person = Letter.purpose.startswith("questions.") & (Letter.user_id == owner)
    change_rows(delete(Letter).where(or_(to_person, Letter.key.in_(to_office))))
    change_rows(delete(MessageFile).where(MessageFile.thread_id.in_(threads)))
    count = change_rows(delete(Message).where(Message.thread_id.in_(threads)))
    change_rows(delete(Thread).where(Thread.user_id == owner))
    return accounts.Erased({"messages": count, "files": len(files)}, files=files)
