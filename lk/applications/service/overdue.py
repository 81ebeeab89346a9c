from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import defer

from lk.applications import rules
from lk.applications.models import NEW, Application
from lk.db import db

# Rows that the database gives at a time, so that memory does not grow with their number.
AT_A_TIME = 500
_SEALED = (defer(Application.draft_answers), defer(Application.final_answers))


def overdue(*, on: date, whose: str | None = None) -> Iterator[Application]:
    """Cases whose term has passed by that day, the longest late first; one SELECT, read as a
    stream. `whose`: of this side only (consumer, company).
    """
    running = [
        code for code, each in rules.STATUSES.items() if each.whose_turn is not None and code != NEW
    ]
    query = (
        select(Application)
        .where(Application.due_on < on, Application.status.in_(running))
        .options(*_SEALED)
        .order_by(Application.due_on, Application.id)
        .execution_options(yield_per=AT_A_TIME)
    )
    for each in db.session.scalars(query):
        if each.is_overdue(on) and whose in {None, each.whose_turn}:
            yield each
        db.session.expunge(each)
