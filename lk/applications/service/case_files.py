from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import func, select

from lk import files
from lk.account.models import User
from lk.applications import rules
from lk.applications.acts import MOST_FILES
from lk.applications.models import Application, CaseFile
from lk.applications.service.events import happen
from lk.applications.service.locking import lock
from lk.applications.service.moving import NotSubmitted, write
from lk.db import db
from lk.questions.models import Thread
from lk.uploads import Chosen, ReadyFile, Taken, take_all

# Files that the acts of one application may bring, all of them together.
MOST_FROM_CONSUMER = 40
# What the office attaches, and how the applicant reads it.
CASE_FILES = {
    "contract": "Договор",
    "terms": "Технические условия",
    "invoice": "Счет",
    "act": "Акт",
    "other": "Документ",
}


def attach_case_file(
    *,
    application: Application,
    ready: ReadyFile,
    code: str,
    title: str,
    by: str,
    at: datetime,
    comment: str = "",
) -> CaseFile:
    """The office puts a document into the case; the applicant sees it there and gets a letter.

    `by` is the operator's name, `comment` goes to the history. Raises NotSubmitted, FileThere.
    """
    lock(application)
    if application.is_draft:
        raise NotSubmitted
    if _is_there(application, ready, code):
        raise rules.FileThere
    name = " ".join(title.split())[:200] or CASE_FILES[code]
    office = f"office:{by}"
    (file,) = add_files(
        application, [ready], side="office", code=code, title=name, by=office, at=at
    )
    words = "\n".join(filter(None, (name, comment)))
    happen(
        application, "file_attached", by=office, at=at, comment=words, code_of_file=code,
        file=file.public_id,
    )  # fmt: skip
    user = db.session.get_one(User, application.user_id)
    act = file.public_id
    write("applications.file_attached", application, user, at, act, file=file.public_id)
    return file


def _is_there(application: Application, ready: ReadyFile, code: str) -> bool:
    query = select(CaseFile.id).where(
        CaseFile.application_id == application.id,
        CaseFile.side == "office",
        CaseFile.code == code,
        CaseFile.sha256_original == ready.stored.sha256_original,
    )
    return db.session.scalar(query) is not None


def add_files(
    application: Application,
    ready: Sequence[ReadyFile],
    *,
    side: str,
    code: str,
    title: str,
    by: str,
    at: datetime,
) -> list[CaseFile]:
    """Rows for files that lie in the store already."""
    found = [
        CaseFile(
            application_id=application.id,
            user_id=application.user_id,
            side=side,
            code=code,
            title=title,
            by=by[:120],
            **each.columns(at),
        )
        for each in ready
    ]
    db.session.add_all(found)
    db.session.flush()
    return found


def case_files_of(application: Application) -> Sequence[CaseFile]:
    """The files of the case, the newest first; one SELECT."""
    query = select(CaseFile).where(CaseFile.application_id == application.id)
    return db.session.scalars(query.order_by(CaseFile.id.desc())).all()


def case_files_and_unread(application: Application) -> tuple[list[CaseFile], int]:
    """The same, and how many answers of the thread are not read yet; one SELECT for both."""
    query = (
        select(CaseFile, Thread.unread_by_consumer)
        .select_from(Application)
        .outerjoin(CaseFile, CaseFile.application_id == Application.id)
        .outerjoin(Thread, Thread.application_id == Application.id)
        .where(Application.id == application.id)
    )
    rows = db.session.execute(query.order_by(CaseFile.id.desc())).all()
    return [file for file, _ in rows if file is not None], rows[0][1] or 0


def prepare_case_files(application: Application, chosen: Sequence[Chosen]) -> Taken:
    """Judge and store the files of an act before any lock is held; see `remove_unclaimed`."""
    there = _count_from_consumer(application) if chosen else 0

    def check(_file: Chosen, size: int, before: Sequence[ReadyFile]) -> None:
        rules.check_file(
            size=size,
            slot_files=len(before),
            slot_max=MOST_FILES,
            files=0,
            total=sum(each.size for each in before),
        )
        if there + len(before) >= MOST_FROM_CONSUMER:
            raise rules.TooManyFiles(MOST_FROM_CONSUMER, in_slot=False)

    return take_all(chosen, check)


def read_case_file(file: CaseFile) -> Iterator[bytes]:
    """The bytes, decrypted chunk by chunk; raises FileNotFoundError or CannotOpen."""
    return files.store().open(file.storage_key, file.context)


def _count_from_consumer(application: Application) -> int:
    query = select(func.count()).where(
        CaseFile.application_id == application.id, CaseFile.side == "consumer"
    )
    return db.session.scalar(query) or 0
