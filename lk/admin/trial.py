"""`--dry-run`: the act is done whole, what would go out is told, and all of it is rolled back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import click
from sqlalchemy import func, select

from lk.db import db
from lk.outbox import Letter, NoLongerNeeded
from lk.outbox.compose import compose

NOTHING_CHANGED = "Пробный запуск: ничего не изменено. Было бы так:"
_PLACE = "lk.admin.trial"


@dataclass(frozen=True)
class Trial:
    """`last_letter`: letters with a greater id have been put by this act."""

    at: datetime
    last_letter: int

    def letters(self) -> list[dict[str, Any]]:
        """The letters that the act would send: purpose, recipient, subject."""
        db.session.flush()
        query = select(Letter).where(Letter.id > self.last_letter, Letter.created_at == self.at)
        found = db.session.scalars(query.order_by(Letter.id)).all()
        return [told for each in found if (told := _told(each, self.at))]


def begin(*, at: datetime) -> None:
    """From now on this command is a trial."""
    last = db.session.scalar(select(func.max(Letter.id))) or 0
    click.get_current_context().meta[_PLACE] = Trial(at, last)


def current() -> Trial | None:
    """The trial that the running command is, if it is one."""
    context = click.get_current_context(silent=True)
    found: Trial | None = context.meta.get(_PLACE) if context else None
    return found


def _told(letter: Letter, at: datetime) -> dict[str, Any] | None:
    try:
        subject = compose(letter, at).subject
    except NoLongerNeeded:
        return None
    return {"purpose": letter.purpose, "recipient": letter.recipient, "subject": subject}
