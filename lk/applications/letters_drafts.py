from datetime import datetime
from typing import Any

from sqlalchemy import select

from lk.applications.models import Application
from lk.db import db
from lk.outbox import Letter, NoLongerNeeded, composes


@composes("applications.draft_ending")
def draft_ending(letter: Letter, _at: datetime) -> dict[str, Any]:
    """«Черновик будет удален»: not needed once it was changed, submitted or deleted."""
    query = select(Application).where(Application.public_id == letter.facts["application"])
    draft = db.session.scalar(query)
    if draft is None or not draft.is_draft:
        raise NoLongerNeeded
    if draft.saved_at.isoformat() != letter.facts["saved_at"]:
        raise NoLongerNeeded
    return {"application": draft, "ends_at": datetime.fromisoformat(letter.facts["ends_at"])}
