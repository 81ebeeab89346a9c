"""What the worker does with accounts by itself: each is a transaction of its own."""

from datetime import datetime

from lk.account.service.erasing import due_for_erasure, tidy_account
from lk.db import begin_write, db
from lk.files.sweeping import remove_unclaimed


def erase_withdrawn(*, at: datetime) -> int:
    """Warn those whose data go soon and erase on the thirtieth day; returns how many went."""
    found = due_for_erasure(at=at)
    db.session.rollback()
    gone = 0
    for user_id in found:
        begin_write()
        erased = tidy_account(user_id=user_id, at=at)
        db.session.commit()
        if erased:
            gone += 1
            remove_unclaimed(erased.files)
            db.session.rollback()
    return gone
