from datetime import date, datetime

from sqlalchemy.exc import InvalidRequestError

from lk.applications import rules
from lk.applications.models import Application
from lk.company import company
from lk.db import db


def lock(application: Application) -> None:
    """Hold the row until the transaction ends, with what it says now.

    SQLite holds all rows since before this one was read (BEGIN IMMEDIATE). On PostgreSQL another
    window may be first: raises Gone when the row was deleted meanwhile.
    """
    db.session.flush()  # a refresh forgets what is not written yet
    try:
        if db.engine.dialect.name == "sqlite":
            application.status  # noqa: B018  # read anew where the row was expired
        else:  # of this table alone: PostgreSQL locks no row of an outer join
            db.session.refresh(application, with_for_update={"of": Application})
    except InvalidRequestError as error:
        raise rules.Gone from error


def local_day(at: datetime) -> date:
    """The calendar day of `at` in the company's zone."""
    return at.astimezone(company().time_zone).date()
