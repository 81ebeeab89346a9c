"""Links of letters: made when the letter leaves, kept as a sum, good for one click."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from lk.account import rules
from lk.account.models import Link, User
from lk.account.tokens import new_token, sum_of
from lk.db import db, is_unique_violation


def make(*, user: User, purpose: str, email: str, life: timedelta, at: datetime) -> str:
    """A new link's token; for composers of letters."""
    token = new_token()
    db.session.add(
        Link(
            user_id=user.id,
            purpose=purpose,
            token_hash=sum_of(token),
            email=email,
            serial=user.mail_serial,
            created_at=at,
            expires_at=at + life,
        )
    )
    db.session.flush()
    return token


def usable(*, token: str, purpose: str, at: datetime, is_pressed: bool = True) -> Link:
    """The link, when its button may be shown (not `is_pressed`) or is pressed: then it is locked.

    Raises LinkRefused, which says why not.
    """
    query = select(Link).where(Link.token_hash == sum_of(token), Link.purpose == purpose)
    link = db.session.scalar(query.with_for_update(of=Link) if is_pressed else query)
    if link is None or link.user.is_blocked:
        raise rules.LinkRefused("unknown")
    if link.used_at:
        raise rules.LinkRefused("used")
    if purpose != "cancel" and link.serial != link.user.mail_serial:
        raise rules.LinkRefused("replaced")
    if link.expires_at <= at:
        raise rules.LinkRefused("expired")
    return link


def take_email(link: Link) -> None:
    """Make the link's address the account's; raises LinkRefused when another one has it by now."""
    try:
        with db.session.begin_nested():
            link.user.take_email(link.email)
    except IntegrityError as error:
        if is_unique_violation(error, "uq_users_email_key"):
            raise rules.LinkRefused("taken") from error
        raise


def use_up_from(link: Link, *, at: datetime) -> None:
    """Use up this link and all like it made after it: nobody must undo the undoing."""
    later = update(Link).where(Link.user_id == link.user_id, Link.purpose == link.purpose)
    db.session.execute(later.where(Link.id >= link.id, Link.used_at.is_(None)).values(used_at=at))
