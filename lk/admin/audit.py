"""`flask admin audit …`: who did what and when, and whether nobody has touched the journal."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import click
from sqlalchemy import select

from lk import audit
from lk.admin import output
from lk.admin.operator import as_json, reads
from lk.admin.speech import Group, Refused
from lk.admin.types import DAY, WORDS, Whole, start_of
from lk.audit.models import AuditEntry
from lk.db import db

journal = Group("audit", help="Журнал: кто, что и когда сделал; цел ли он.")

TITLES = {
    "id": "№",
    "at": "Когда",
    "event": "Событие",
    "actor": "Кто",
    "subject": "О чем",
    "facts": "Сведения",
}


@journal.command("list")
@click.option("--event", type=WORDS, default="", help="Событие или его начало: account.blocked.")
@click.option("--subject", type=WORDS, default="", help="О ком или о чем: логин, номер заявки.")
@click.option("--since", type=DAY, help="С этого дня.")
@click.option("--limit", type=Whole(1, 100_000), default=100, help="Сколько строк, до.")
@as_json
@reads("office.audit_listed")
def show_all(event: str, subject: str, since: date | None, limit: int, as_json: bool) -> None:
    """Показать записи журнала, новые сверху."""
    found = _entries(event=event, subject=subject, since=start_of(since), limit=limit)
    rows = [_facts(each) if as_json else _row(each) for each in found]
    output.show_list(rows, TITLES, as_json=as_json, empty="Таких записей нет.")


@journal.command("verify")
@as_json
@reads("office.audit_verified")
def verify(as_json: bool) -> None:
    """Проверить, что записи никто не менял и не удалял. Код выхода 1, если не сходится."""
    wrong = audit.verify()
    entry = db.session.get(AuditEntry, wrong) if wrong is not None else None
    if entry is not None:
        about = f"{entry.event}, {entry.subject}"
        raise Refused(
            f"Журнал нарушен. Запись № {entry.id} ({about}) не сходится с предыдущими: "
            "изменена она сама или удалена запись перед ней. Сравните журнал с резервной копией."
        )
    output.say("Журнал цел: все записи сходятся.", as_json=as_json, is_whole=True)


def _entries(
    *, event: str, subject: str, since: datetime | None, limit: int
) -> Sequence[AuditEntry]:
    """Newest first; `event` begins the name of the event, `subject` stands in the subject."""
    query = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(limit)
    if event:
        query = query.where(AuditEntry.event.startswith(event, autoescape=True))
    if subject:
        query = query.where(AuditEntry.subject.icontains(subject, autoescape=True))
    if since:
        query = query.where(AuditEntry.at >= since)
    return db.session.scalars(query).all()


def _facts(entry: AuditEntry) -> dict[str, Any]:
    names = ("id", "at", "event", "actor", "subject", "details")
    return {name: getattr(entry, name) for name in names}


def _row(entry: AuditEntry) -> dict[str, Any]:
    said = (f"{name}: {value}" for name, value in entry.details.items() if value not in ("", None))
    return _facts(entry) | {"facts": "; ".join(said)}
