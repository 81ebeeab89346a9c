"""What the worker does with applications by itself: each case is a transaction of its own."""

from collections.abc import Iterator
from datetime import datetime

from lk.applications.models import Application
from lk.applications.service.expiring import old_drafts, tidy_draft
from lk.applications.service.receipts import keep_first, without_receipts
from lk.applications.service.reminding import cases_in_need
from lk.applications.service.reminding import remind as remind_of
from lk.db import begin_write, db
from lk.files.sweeping import remove_unclaimed

# The worker comes again soon, and sends letters in between.
RECEIPTS_AT_ONCE = 500


def tidy_drafts(*, at: datetime) -> int:
    """Warn of old drafts and remove those that were warned of twice; returns how many went."""
    gone = 0
    for draft_id in _each_old_draft(at):
        begin_write()
        keys = tidy_draft(draft_id=draft_id, at=at)
        db.session.commit()
        if keys is not None:
            gone += 1
            remove_unclaimed(keys)
    return gone


def _each_old_draft(at: datetime) -> Iterator[int]:
    """All of them, some at a time: those that only wait for their day keep no other one waiting."""
    after = 0
    while found := old_drafts(at=at, after=after):
        db.session.rollback()
        yield from found
        after = found[-1]
    db.session.rollback()


def issue_receipts(*, at: datetime) -> int:
    """Receipts for what was sent before there were any; returns how many were issued."""
    found = without_receipts(limit=RECEIPTS_AT_ONCE)
    db.session.rollback()
    issued = 0
    for case_id in found:
        begin_write()
        case = db.session.get(Application, case_id)
        issued += keep_first(application=case, at=at) if case else 0
        db.session.commit()
    return issued


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
