import threading

from lk import audit
from lk.audit.models import AuditEntry
from lk.clock import now
from lk.db import db

WRITERS, EACH = 8, 10


def test_writers_at_once_make_one_chain(app):
    db.session.remove()

    def write(number):
        with app.app_context():
            for _ in range(EACH):
                audit.record_apart("together", actor=f"office:{number}", subject="x", at=now())

    threads = [threading.Thread(target=write, args=[number]) for number in range(WRITERS)]
    [each.start() for each in threads]
    [each.join(60) for each in threads]

    assert db.session.query(AuditEntry).count() == WRITERS * EACH
    assert audit.verify() is None
