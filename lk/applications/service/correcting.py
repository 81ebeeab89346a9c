"""To mend what was sent: within half an hour after it, or when the office has asked for that."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lk import audit
from lk.account.models import User
from lk.applications import rules
from lk.applications.differences import Difference, differences
from lk.applications.models import Answers, Application, Document, Receipt
from lk.applications.service.attaching import note_file
from lk.applications.service.deadlines import changes_of, clock_of
from lk.applications.service.events import happen, tell_office
from lk.applications.service.folder import documents_of, folder_of
from lk.applications.service.locking import local_day, lock
from lk.applications.service.moving import record_move, write
from lk.applications.service.receipts import issue, keep_first, latest_receipt
from lk.applications.service.submitting import check_complete, keep_final
from lk.db import db

LONGEST_COMMENT = 1000


@dataclass(frozen=True)
class Correction:
    """What is not sent yet: answers and files that differ from what was sent last.

    `added` and `removed` name files with their documents; `receipt` is the last one's number.
    """

    fields: tuple[Difference, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    receipt: int

    @property
    def is_empty(self) -> bool:
        return not (self.fields or self.added or self.removed)


def correction_of(application: Application, documents: Sequence[Document]) -> Correction:
    """What the applicant has changed since the last sending; one SELECT."""
    receipt = latest_receipt(application=application)
    changed = differences(application.kind, application.submitted, application.typed)
    added, removed = _changed_files(application, documents, receipt)
    return Correction(changed, added, removed, receipt.number if receipt else 0)


def begin_correction(*, application: Application, at: datetime) -> datetime:
    """«Исправить»: the answers of what was just sent may be changed; returns until when.

    What was sent holds until the correction is. Raises NotEditable when the time is over.
    """
    lock(application)
    until = application.window_at(at)
    if until is None:
        raise rules.NotEditable
    application.editable_until = until
    return until


def correct(
    *,
    application: Application,
    user: User,
    is_confirmed: bool,
    at: datetime,
    comment: str = "",
    dropped: Collection[str] = (),
    seen: int | None = None,
) -> bool:
    """Send what was mended: from now on it is what was submitted. The history keeps old and new,
    a new receipt is issued, both sides get a letter; what the office had asked back goes to it.

    `dropped`: public ids of files that no longer belong to it; they are kept as replaced, and only
    while nobody has looked at them. `seen`: the last receipt that the page knew of. False when
    this has been sent already. Raises NotEditable, NothingChanged, Incomplete,
    AccuracyNotConfirmed.
    """
    lock(application)
    keep_first(application=application, at=at)
    documents = documents_of(application)
    found = correction_of(application, documents)
    if _is_sent(application, found, seen):
        return False
    if not application.is_editable_at(at):
        raise rules.NotEditable
    is_back = application.is_asked_back
    gone = [] if is_back else [each for each in documents if each.public_id in dropped]
    if found.is_empty and not gone and not is_back:
        raise rules.NothingChanged
    left = [each for each in documents if each not in gone]
    check_complete(application, left, is_confirmed=is_confirmed, at=at)
    before = application.submitted
    receipt = _send(application, left, gone, at)
    details = _details(application, found, gone, before) | {"receipt": receipt.number}
    details["comment"] = comment.strip()[:LONGEST_COMMENT]
    _tell(application, user, details, at)
    return True


def _tell(application: Application, user: User, details: dict[str, Any], at: datetime) -> None:
    """The history, the clock of who moves next, the letters to both sides."""
    by, is_back = f"consumer:{user.login}", application.is_asked_back
    code = "resubmitted" if is_back else "corrected"
    event = happen(application, code, by=by, at=at, details=details, **_facts(details))
    if is_back:
        record_move(application, "review", by=by, at=at, facts=rules.Facts(date=local_day(at)))
    else:  # another distance or voltage, another term
        application.due_on = clock_of(application, changes_of(application)).due_on
    number, act = details["receipt"], f"{event.id}"
    write("applications.corrected", application, user, at, act, receipt=number)
    tell_office(application, event)


def drop_correction(
    *, application: Application, user: User, at: datetime
) -> Sequence[Document] | None:
    """Forget the answers that were changed and not sent, and the files that came with them; what
    was sent stays as it is.

    The files whose stored bytes are to be removed after the commit; None when there was nothing
    to forget. Raises NotEditable for a draft.
    """
    lock(application)
    if application.is_draft:
        raise rules.NotEditable
    unsent = folder_of(application, at=at).unsent
    if not (application.has_unsent or application.editable_until or unsent):
        return None
    application.draft_answers = application.editable_until = None
    for each in unsent:
        db.session.delete(each)
        note_file("application.file_removed", application, user, each.public_id, at)
    audit.record(
        "application.correction_dropped",
        actor=f"consumer:{user.login}",
        subject=f"application:{application.public_id}",
        at=at,
    )
    return unsent


def _is_sent(application: Application, found: Correction, seen: int | None) -> bool:
    """A second click, or another window: nothing is left to send, and it was sent since then."""
    is_newer = seen is not None and seen < found.receipt
    is_back = application.is_in_review and application.editable_until is None
    return found.is_empty and (is_newer or is_back)


def _send(
    application: Application, left: Sequence[Document], gone: Sequence[Document], at: datetime
) -> Receipt:
    keep_final(application, at)
    for each in gone:
        each.replaced_at = at
    application.saved_at, application.editable_until = at, None
    db.session.flush()
    return issue(application=application, documents=left, at=at)


def _details(
    application: Application, found: Correction, gone: Sequence[Document], before: Answers
) -> dict[str, Any]:
    """What the history keeps of it, sealed: `text` is read by people as it stands."""
    titles = _titles(application)
    removed = [*found.removed, *(_named(titles, each.slot, each.name) for each in gone)]
    lines = [f"Добавлено: {name}" for name in found.added]
    lines += [f"Убрано: {name}" for name in removed]
    changed = differences(application.kind, before, application.submitted)
    return {
        "fields": [each.kept() for each in changed],
        "documents": {"added": list(found.added), "removed": removed},
        "text": "\n".join(lines),
    }


def _facts(details: dict[str, Any]) -> dict[str, Any]:
    """What the audit may know: which questions, how many files."""
    files = details["documents"]
    return {
        "fields": [each["key"] for each in details["fields"]],
        "files_added": len(files["added"]),
        "files_removed": len(files["removed"]),
        "receipt": details["receipt"],
    }


def _changed_files(
    application: Application, documents: Sequence[Document], receipt: Receipt | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of the files that came since the receipt, and of those in it that count no more."""
    if receipt is None:
        return (), ()
    titles = _titles(application)
    sent = Counter((each["slot"], each["sha256"]) for each in receipt.files)
    names = {(each["slot"], each["sha256"]): each["name"] for each in receipt.files}
    added = []
    for each in documents:
        key = (each.slot, each.sha256_original)
        if sent[key] > 0:
            sent[key] -= 1
        else:
            added.append(_named(titles, each.slot, each.name))
    removed = [_named(titles, key[0], names[key]) for key in sent.elements()]
    return tuple(added), tuple(removed)


def _titles(application: Application) -> dict[str, str]:
    return {slot.code: slot.title for slot in application.kind.documents}


def _named(titles: dict[str, str], slot: str, name: str) -> str:
    return f"{titles.get(slot, slot)} — {name}"
