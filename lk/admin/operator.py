"""Who gives a command, and what every command has: one transaction, one line of the audit."""

import getpass
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any

import click
from sqlalchemy.exc import OperationalError, ProgrammingError

from lk import audit
from lk.account.rules import AccountError
from lk.admin import trial
from lk.admin.speech import Refused
from lk.admin.types import WORDS
from lk.applications.rules import ApplicationError
from lk.clock import now, today
from lk.company import company
from lk.crypto import CannotOpen
from lk.db import begin_write, db
from lk.questions.rules import QuestionError

REFUSALS = (AccountError, ApplicationError, QuestionError)

Act = Callable[..., Any]

log = logging.getLogger("lk.admin")


@dataclass(frozen=True)
class Operator:
    """`by`: the operator's name; `comment`: why; `at`: when the command began.

    `is_trial`: `--dry-run`, nothing may be left behind, in the database or beside it.
    """

    by: str
    comment: str
    at: datetime
    is_trial: bool = False

    @property
    def actor(self) -> str:
        return f"office:{self.by}"

    @property
    def today(self) -> date:
        return today(company().time_zone)


def changes(act: Act) -> Act:
    """A command that writes: `--by`, `--comment`, one transaction that a refusal rolls back.

    The command gets `operator`; the services it calls leave the line in the audit. With
    `--dry-run` all is done and rolled back: `output.say` tells it with the letters that would go.
    """

    @wraps(act)
    def run(*, operator: Operator, **kwargs: Any) -> Any:
        with one_act(operator):
            return act(operator=operator, **kwargs)

    return dry_run(operates(run))


@contextmanager
def one_act(operator: Operator) -> Iterator[None]:
    """The one transaction of a command that writes; a rule's no becomes Refused.

    For commands that have something to do before the lock is held (`operates` and `dry_run`).
    """
    try:
        with begin_and_commit(keeps=not operator.is_trial):
            if operator.is_trial:
                trial.begin(at=operator.at)
            yield
    except REFUSALS as error:
        raise Refused(str(error)) from error


@contextmanager
def _refusal_is_noted(operator: Operator, given: dict[str, Any]) -> Iterator[None]:
    """A refused command leaves its line too: what was tried, on what, by whom; a trial does not."""
    try:
        yield
    except Refused:
        db.session.rollback()
        if operator.is_trial:
            raise
        audit.record_apart(
            "office.refused",
            actor=operator.actor,
            subject=_subject(given),
            at=operator.at,
            command=click.get_current_context().command_path,
            comment=operator.comment,
        )
        raise


def _subject(given: dict[str, Any]) -> str:
    named = (given.get(each) for each in ("case", "number", "login", "thread", "letter", "version"))
    return next((str(each) for each in named if each is not None), "all")


def operates(act: Act) -> Act:
    """The same for a command that makes its transactions itself, for there are several."""

    @wraps(act)
    def run(*, by: str, comment: str, is_trial: bool = False, **kwargs: Any) -> Any:
        operator = Operator(_name(by), comment.strip(), now(), is_trial)
        with _database_in_words(), _refusal_is_noted(operator, kwargs):
            return act(operator=operator, **kwargs)

    return _by(_comment(run))


@contextmanager
def begin_and_commit(*, keeps: bool = True) -> Iterator[None]:
    """One transaction with the write lock from its start; an exception rolls it back.

    Without `keeps` everything is written down to the last constraint, and rolled back.
    """
    begin_write()
    try:
        yield
        db.session.flush()
        if keeps:
            db.session.commit()
    finally:
        db.session.rollback()


def reads(event: str) -> Callable[[Act], Act]:
    """A command that shows consumers' data: `--by`, and a line in the audit that it was seen.

    The line names the command and its subject (`number`, `login`, `thread`), not what was found.
    """

    def decorate(act: Act) -> Act:
        @wraps(act)
        def run(*, by: str, **kwargs: Any) -> Any:
            operator, subject = Operator(_name(by), "", now()), _subject(kwargs)
            with _database_in_words(), _refusal_is_noted(operator, kwargs):
                act(**kwargs)
                db.session.rollback()
                audit.record_apart(event, actor=operator.actor, subject=subject, at=operator.at)

        return _by(run)

    return decorate


def exports(event: str) -> Callable[[Act], Act]:
    """The same for data that leave the portal, with `operator` and `--comment` for the command."""

    def decorate(act: Act) -> Act:
        @wraps(act)
        def run(*, operator: Operator, **kwargs: Any) -> Any:
            subject = _subject(kwargs)
            act(operator=operator, **kwargs)
            db.session.rollback()
            audit.record_apart(
                event,
                actor=operator.actor,
                subject=subject,
                at=operator.at,
                comment=operator.comment,
            )

        return operates(run)

    return decorate


def as_json(act: Act) -> Act:
    """`--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Ответ в JSON для программ.")(act)


def dry_run(act: Act) -> Act:
    """`--dry-run`, for what `operates` runs: the command finds it in `operator.is_trial`."""
    return click.option(
        "--dry-run", "is_trial", is_flag=True, help="Показать, что будет, и ничего не менять."
    )(act)


@contextmanager
def _database_in_words() -> Iterator[None]:
    try:
        yield
    except CannotOpen as error:
        raise Refused(
            "Зашифрованное не открывается: нет ключа, которым оно закрыто, или запись повреждена. "
            "Проверьте LK_DATA_KEYS: прежние ключи стоят в списке после нового."
        ) from error
    except (OperationalError, ProgrammingError) as error:
        kind = type(error.orig).__name__
        if isinstance(error, ProgrammingError) and kind != "UndefinedTable":
            raise
        log.error("database", extra={"kind": kind})
        raise Refused(
            "База данных не отвечает или не готова. Проверьте LK_DATABASE_URL, выполните "
            "flask db upgrade и повторите команду: ничего не записано."
        ) from error


def _name(by: str) -> str:
    found = " ".join(by.split())[:100]
    if not found:
        raise Refused("Укажите, кто выполняет команду: --by ИМЯ или переменная LK_OPERATOR.")
    return found


def _system_user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user without a name
        return ""


def _by(act: Act) -> Act:
    return click.option(
        "--by",
        type=WORDS,
        metavar="ИМЯ",
        envvar="LK_OPERATOR",
        default=_system_user,
        help="Кто выполняет (иначе LK_OPERATOR или пользователь системы).",
    )(act)


def _comment(act: Act) -> Act:
    return click.option(
        "--comment", type=WORDS, metavar="ТЕКСТ", default="", help="Пояснение: почему так."
    )(act)
