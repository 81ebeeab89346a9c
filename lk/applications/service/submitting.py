from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite

from lk.account.models import User
from lk.applications import names, number, rules, steps
from lk.applications.models import Application, Counter, Document
from lk.applications.service.folder import counted, documents_of
from lk.applications.service.locking import local_day, lock
from lk.applications.service.moving import record_move, write
from lk.applications.service.receipts import issue
from lk.db import db, new_public_id

NUMBERS = "applications"
# Nobody applies for more connections by hand.
MOST_AN_HOUR = 10


class TooManySubmissions(rules.ApplicationError):
    message = (
        "За час подано слишком много заявок. Подождите час и подайте эту снова: она сохранена."
    )


@dataclass(frozen=True)
class Consent:
    """The ticked consent to pass the data to the supplier: which text, from which address."""

    version: str
    address: str

    def kept(self, at: datetime) -> dict[str, str]:
        """As the application keeps it."""
        facts = {"purpose": "supplier", "version": self.version, "address": self.address}
        return facts | {"at": at.isoformat()}


def what_is_missing(
    application: Application, documents: Sequence[Document], *, at: datetime
) -> tuple[rules.Problem, ...]:
    """All that keeps the application from being submitted now."""
    return steps.missing(
        application.kind, application.typed, counted(documents), today=local_day(at)
    )


def submit(
    *,
    application: Application,
    user: User,
    is_confirmed: bool,
    consent: Consent | None,
    at: datetime,
) -> Application:
    """Check everything again, give the number, write history, audit and letter: one transaction.

    Called again for a submitted application it changes nothing. Raises Incomplete,
    AccuracyNotConfirmed, ConsentMissing, TooManySubmissions.
    """
    lock(application)
    if application.is_submitted:
        return application
    documents = documents_of(application)
    check_complete(application, documents, is_confirmed=is_confirmed, at=at)
    if consent is None:
        raise rules.ConsentMissing
    _check_pace(user, at)
    day = local_day(at)
    application.running_number = _next_number()
    application.number = number.make(day, application.running_number)
    application.link_token = new_public_id()
    application.submitted_at = application.saved_at = at
    application.consents = [consent.kept(at)]
    keep_final(application, at)
    facts = rules.Facts(date=day, number=application.number)
    record_move(application, "submitted", by=f"consumer:{user.login}", at=at, facts=facts)
    issue(application=application, documents=documents, at=at)
    write("applications.submitted", application, user, at, application.public_id)
    return application


def check_complete(
    application: Application, documents: Sequence[Document], *, is_confirmed: bool, at: datetime
) -> None:
    """Raises Incomplete, AccuracyNotConfirmed."""
    if found := what_is_missing(application, documents, at=at):
        raise rules.Incomplete(found)
    if not is_confirmed:
        raise rules.AccuracyNotConfirmed


def keep_final(application: Application, at: datetime) -> None:
    """What is typed is from now on what was submitted."""
    answers = steps.answers_to_submit(application.kind, application.typed, today=local_day(at))
    application.keep_final(answers, names.of_applicant(answers))


def _check_pace(user: User, at: datetime) -> None:
    query = select(func.count()).where(
        Application.user_id == user.id, Application.submitted_at > at - timedelta(hours=1)
    )
    if (db.session.scalar(query) or 0) >= MOST_AN_HOUR:
        raise TooManySubmissions


def _next_number() -> int:
    """One more; rolled back with the transaction, so no number is skipped or given twice."""
    is_sqlite = db.session.get_bind().dialect.name == "sqlite"
    insert = sqlite.insert if is_sqlite else postgresql.insert
    statement = (
        insert(Counter)
        .values(name=NUMBERS, value=1)
        .on_conflict_do_update(index_elements=[Counter.name], set_={"value": Counter.value + 1})
        .returning(Counter.value)
    )
    return db.session.execute(statement).scalar_one()
