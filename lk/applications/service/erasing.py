from sqlalchemy import delete, select

from lk.account import service as accounts
from lk.applications.models import Application
from lk.applications.service.locking import lock
from lk.applications.service.starting import delete_draft
from lk.db import db
from lk.outbox import Letter


@accounts.erases
def erase_drafts(leaving: accounts.Leaving) -> accounts.Erased:
    """Drafts with their files, and corrections that were not sent. What was submitted is kept:
    the company has to consider it and to prove that it did (Правила № 861).
    """
    files, drafts, unsent, cases = list[str](), 0, 0, 0
    mine = (
        select(Application).where(Application.user_id == leaving.user.id).order_by(Application.id)
    )
    for each in db.session.scalars(mine).all():
        if each.is_draft:
            files += delete_draft(application=each, by=leaving.actor, at=leaving.at)
            drafts += 1
            continue
        cases += 1
        if each.has_unsent:
            lock(each)
            each.draft_answers = None
            unsent += 1
    warnings = Letter.purpose == "applications.draft_ending", Letter.user_id == leaving.user.id
    db.session.execute(delete(Letter).where(*warnings))
    gone = {"drafts": drafts, "files": len(files), "corrections": unsent}
    return accounts.Erased(gone, {"applications": cases}, files)
