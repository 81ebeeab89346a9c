"""How tests write beside a running server: with the lock held first, as the portal does."""

from lk.db import begin_write, db


def start_writing() -> None:
    """Keep what the test has arranged so far, then begin a transaction that may write."""
    db.session.commit()
    begin_write()
