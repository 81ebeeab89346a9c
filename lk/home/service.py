from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select, update

from lk.account import service as accounts
from lk.account.rules import network_of
from lk.applications import service as applications
from lk.applications.models import Application
from lk.db import change_rows, db
from lk.home.models import Misprint
from lk.limits import Limit, take
from lk.meters import service as meters
from lk.meters.service import Due
from lk.questions import service as questions
from lk.questions.models import Thread

MISPRINTS = Limit("misprints", tries=20, per=timedelta(hours=1), is_flat=True)


@dataclass(frozen=True)
class Cabinet:
    """What a consumer sees first: drafts, submitted applications, threads, newest first; and
    the readings that are due.
    """

    drafts: Sequence[Application]
    cases: Sequence[Application]
    threads: Sequence[Thread]
    due: Sequence[Due]

    @property
    def waiting(self) -> list[Application]:
        return [case for case in self.cases if case.waits_for_consumer or case.has_to_replace]

    @property
    def unread(self) -> list[Thread]:
        return [thread for thread in self.threads if thread.unread_by_consumer]


def cabinet(*, user_id: int, on: date) -> Cabinet:
    """The consumer's own things on that day in three SELECTs, whatever their number."""
    found = applications.home_cards(user_id=user_id)
    return Cabinet(
        drafts=[each for each in found if each.is_draft],
        cases=[each for each in found if not each.is_draft],
        threads=questions.recent_threads(user_id=user_id),
        due=meters.readings_due(user_id=user_id, on=on),
    )


def wait_for_misprint(*, address: str, at: datetime) -> timedelta | None:
    """Count one report from this network, in a short transaction; how long to wait, or None."""
    db.session.close()  # what the request has read so far must keep no writer out
    return take([(MISPRINTS, network_of(address))], at)


def report_misprint(
    *, words: str, page: str, comment: str, user_id: int | None, at: datetime
) -> Misprint:
    """Keep the words that a reader marked on `page`; `user_id` is None for one not signed in."""
    misprint = Misprint(words=words, page=page, comment=comment, user_id=user_id, at=at)
    db.session.add(misprint)
    return misprint


def misprints(
    *,
    limit: int = 50,
    before_id: int | None = None,
    since: datetime | None = None,
    text: str = "",
) -> Sequence[Misprint]:
    """The newest misprints, or those older than `before_id` (the last one of a page before).

    `since`: reported at that moment or later; `text`: in the words, the comment or the page.
    """
    query = select(Misprint).order_by(Misprint.id.desc()).limit(limit)
    if before_id is not None:
        query = query.where(Misprint.id < before_id)
    if since:
        query = query.where(Misprint.at >= since)
    if text:
        places = (Misprint.words, Misprint.comment, Misprint.page)
        query = query.where(or_(*(place.icontains(text, autoescape=True) for place in places)))
    return db.session.scalars(query).all()


@accounts.erases
def forget_reporter(leaving: accounts.Leaving) -> accounts.Erased:
    """A misprint stays as words of a page; who reported it does not."""
    mine = update(Misprint).where(Misprint.user_id == leaving.user.id)
    return accounts.Erased({"misprints": change_rows(mine.values(user_id=None))})
