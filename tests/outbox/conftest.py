from typing import Any

import pytest

from lk import outbox
from lk.account.models import User
from lk.clock import now
from lk.db import db
from lk.outbox import Letter
from lk.questions.models import Message
from tests.factories import a_thread
from tests.harness.writing import start_writing


@pytest.fixture
def put(consumer: User) -> Any:
    """Put letters about an answered question, to `consumer` or another address."""
    a_thread(consumer)
    start_writing()
    message_id = db.session.query(Message).one().id
    db.session.query(Letter).delete()  # those of the question itself
    db.session.commit()

    def add(to: str = "", key: str | None = None) -> None:
        start_writing()
        outbox.put(
            "questions.answer",
            to=to or consumer.email,
            at=now(),
            user_id=consumer.id,
            key=key,
            message_id=message_id,
        )
        db.session.commit()

    return add
