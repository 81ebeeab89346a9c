"""What only the database can tell before the portal opens."""

import logging

from sqlalchemy import inspect, text
from sqlalchemy.exc import SQLAlchemyError

from lk.config import Settings, SettingsError
from lk.db import db

log = logging.getLogger("lk.start")

_DURABLE = ("fsync", "synchronous_commit")


def check_database(found: Settings) -> None:
    """Refuse (production) or warn (demo) where commits could be lost or demo sign-ins are open.

    Raises SettingsError. A database that does not answer is no reason to stay down: pages say 503
    until it does.
    """
    try:
        problems = _problems(found)
    except SQLAlchemyError as error:
        log.warning("database does not answer yet", extra={"kind": type(error).__name__})
        return
    finally:
        db.session.remove()
    if problems and not found.is_demo:
        raise SettingsError(problems)
    for problem in problems:
        log.warning(problem)


def _problems(found: Settings) -> list[str]:
    problems = []
    if not found.is_demo and _has_demo_sign_ins():
        problems.append(
            "В базе есть демонстрационные учётные записи (person, entrepreneur, company). "
            "Для работы возьмите пустую базу: LK_DATABASE_URL или LK_INSTANCE."
        )
    if db.engine.dialect.name == "postgresql":
        off = [name for name in _DURABLE if db.session.scalar(text(f"SHOW {name}")) == "off"]
        problems += [f"PostgreSQL: {name}=off, заявки могут пропасть. Включите." for name in off]
    return problems


def _has_demo_sign_ins() -> bool:
    if not inspect(db.engine).has_table("users"):
        return False
    query = text("SELECT 1 FROM users WHERE is_demo LIMIT 1")
    return db.session.execute(query).first() is not None
