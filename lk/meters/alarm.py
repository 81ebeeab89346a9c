"""What is told when somebody tries numbers of contracts and meters one after the other."""

import logging
from datetime import datetime

from lk import audit, outbox
from lk.company import company
from lk.db import begin_write, db
from lk.meters.service.guessing import BY_ALL, is_first_alarm

log = logging.getLogger("lk.meters")


def tell_of_guessing(*, at: datetime) -> None:
    """Once a day: to the log, the audit and the office."""
    if not is_first_alarm(at=at):
        return
    tries = BY_ALL.tries
    log.warning("binding.guessed", extra={"tries": tries})
    begin_write()
    audit.record("meters.guessed", actor="anyone", subject="bindings", at=at, tries=tries)
    key = f"meters.guessed:{at.isoformat()}"
    outbox.put("meters.guessed", to=company().office_email, at=at, key=key, tries=tries)
    db.session.commit()
