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
    """`by`: the operator's name; `comment`: why; `at`: when the command began."""

    by: str
    comment: str
    at: datetime

    @property
    def actor(self) -> str:
        return f"office:{self.by}"

    @property
    def today(self) -> date:
        return today(company().time_zone)


def changes(act: Act) -> Act:
    """A command that writes: `--by`, `--comment`, one transaction that a refusal rolls back.

    The command gets `operator`; the services it calls leave the line in the audit.
    """

    @wraps(act)
    def run(**kwargs: Any) -> Any:
        try:
            with begin_and_commit():
                return act(**kwargs)
        except REFUSALS as error:
            raise Refused(str(error)) from error

    return operates(run)


@contextmanager
def _refusal_is_noted(operator: Operator, given: dict[str, Any]) -> Iterator[None]:
    """A refused command leaves its line too: what was tried, on what, by whom."""
    try:
        yield
    except Refused:
        db.session.rollback()
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
    named = (given.get(each) for each in ("number", "login", "thread", "letter"))
    return next((str(each) for each in named if each is not None), "all")


def operates(act: Act) -> Act:
    """The same for a command that makes its transactions itself, for there are several."""

    @wraps(act)
    def run(*, by: str, comment: str, **kwargs: Any) -> Any:
        operator = Operator(_name(by), comment.strip(), now())
        with _database_in_words(), _refusal_is_noted(operator, kwargs):
            return act(operator=operator, **kwargs)

    return _by(_comment(run))


@contextmanager
def begin_and_commit() -> Iterator[None]:
    """One transaction with the write lock from its start; an exception rolls it back."""
    begin_write()
    try:
        yield
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


def as_json(act: Act) -> Act:
    """`--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Ответ в JSON для программ.")(act)


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
