"""`flask worker`: sends letters and tidies up, until it is told to stop."""

import logging
import signal
import threading
from collections.abc import Callable
from datetime import timedelta

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from lk import limits
from lk.account.service import forget_old_sessions
from lk.account.upkeep import erase_withdrawn
from lk.applications.upkeep import issue_receipts, remind, tidy_drafts
from lk.clock import now
from lk.company import company
from lk.db import db
from lk.meters.upkeep import remind as remind_of_readings
from lk.outbox import deliver_due, digest

log = logging.getLogger("lk.worker")

PAUSE_SECONDS = 1.0
TIDY_EVERY = timedelta(minutes=10)


@click.command("worker")
@click.option("--once", is_flag=True, help="Отправить то, что ждёт, и выйти.")
@with_appcontext
def worker(once: bool) -> None:
    """Отправляет письма (не позже чем через 5 секунд) и убирает устаревшее."""
    stopping = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stopping.set())
    tidied_at = now() - TIDY_EVERY
    while not stopping.is_set():
        if now() - tidied_at >= TIDY_EVERY:
            tidied_at = now()
            _safely(_tidy)
        _safely(deliver_due)
        if once:
            return
        stopping.wait(PAUSE_SECONDS)


def _tidy() -> None:
    limits.forget_old(now())
    forget_old_sessions(at=now())
    erase_withdrawn(at=now())
    tidy_drafts(at=now())
    issue_receipts(at=now())
    digest.send_daily(to=company().office_email, at=now(), zone=company().time_zone)
    remind(at=now())
    remind_of_readings(at=now())


def _safely(act: Callable[[], object]) -> None:
    """A database that is away now is there later: the worker stays."""
    try:
        act()
    except SQLAlchemyError as error:
        log.error("database", extra={"kind": type(error).__name__})
    finally:
        db.session.remove()
