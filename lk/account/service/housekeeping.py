from datetime import datetime

from sqlalchemy import Delete, delete, or_, select

from lk.account import rules
from lk.account.models import Consent, Link, RecoveryCode, RememberToken, SignIn, User
from lk.account.service import erasing
from lk.db import short_transaction
from lk.outbox import Letter


def forget_old_sessions(*, at: datetime) -> None:
    """The worker's tidying, in a short transaction of its own.

    Ended sessions go when they are too old to make a device known; with them go remembered
    browsers, links and codes that are over, and registrations that nobody confirmed; and the last
    letters of erased accounts, which hold their addresses, once they are sent.
    """
    stale = select(User.id).where(
        User.confirmed_at.is_(None),
        User.blocked_at.is_(None),
        User.approved_at < at - rules.PENDING_KEPT,
    )
    acts: list[Delete] = [
        delete(SignIn).where(SignIn.last_seen_at < at - rules.KNOWN_DEVICE),
        delete(RememberToken).where(RememberToken.expires_at < at),
        delete(RecoveryCode).where(RecoveryCode.expires_at < at - rules.LINKS_KEPT),
        delete(Link).where(or_(Link.expires_at < at - rules.LINKS_KEPT, Link.user_id.in_(stale))),
        delete(Consent).where(Consent.user_id.in_(stale)),
        delete(User).where(User.id.in_(stale)),
        delete(Letter).where(Letter.purpose == erasing.DONE, Letter.due_at.is_(None)),
    ]
    with short_transaction() as session:
        for act in acts:
            session.execute(act.execution_options(synchronize_session=False))
