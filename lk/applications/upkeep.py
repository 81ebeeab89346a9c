"""What the worker does with applications by itself: each case is a transaction of its own."""

from datetime import datetime

from lk.applications.service.expiring import old_drafts, tidy_draft
from lk.applications.service.reminding import cases_in_need
from lk.applications.service.reminding import remind as remind_of
from lk.db import begin_write, db
from lk.files.sweeping import remove_unclaimed


def tidy_drafts(*, at: datetime) -> int:
    """Warn of old drafts and remove those that were warned of twice; returns how many went."""
    found = old_drafts(at=at)
    db.session.rollback()
    gone = 0
    for draft_id in found:
        begin_write()
        keys = tidy_draft(draft_id=draft_id, at=at)
        db.session.commit()
        if keys is not None:
            gone += 1
            remove_unclaimed(keys)
    return gone


def remind(*, at: datetime) -> int:
    """Write to those whose term ends soon or has just ended; returns how many letters."""
    found = cases_in_need(at=at)
    db.session.rollback()
    written = 0
    for case_id in found:
        begin_write()
        written += remind_of(case_id=case_id, at=at)
        db.session.commit()
    return written
