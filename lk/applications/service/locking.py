from datetime import date, datetime

from sqlalchemy.exc import InvalidRequestError

from lk.applications import rules
from lk.applications.models import Application
from lk.company import company
from lk.db import db


def lock(application: Application) -> None:
    """Hold the row until the transaction ends, with what it says now (SQLite holds all rows).

    Raises Gone when it was deleted meanwhile: on PostgreSQL another window may be first.
    """
    db.session.flush()  # a refresh forgets what is not written yet
    # Of this table alone: PostgreSQL locks no row of an outer join.
    try:
        db.session.refresh(application, with_for_update={"of": Application})
    except InvalidRequestError as error:
        raise rules.Gone from error


def local_day(at: datetime) -> date:
    """The calendar day of `at` in the company's zone."""
    return at.astimezone(company().time_zone).date()
