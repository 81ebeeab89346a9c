"""More drafts of the demo's `person`, each with what the first one says: JSON, their public ids.

python -m tests.bench.drafts 32     # into the database of LK_INSTANCE
"""

import json
import sys

from sqlalchemy import select

from lk.account.models import User
from lk.app import create_app
from lk.applications.models import NEW, Application
from lk.db import begin_write, db, new_public_id


def copy_draft(count: int) -> list[str]:
    """Nobody types one draft in eight windows at once: every connection gets others."""
    begin_write()
    person = db.session.scalars(select(User).where(User.login == "person")).one()
    drafts = select(Application).where(Application.user_id == person.id, Application.status == NEW)
    model = db.session.scalars(drafts.order_by(Application.id)).first()
    if model is None:
        raise SystemExit("no draft in the demo")
    found = []
    for _ in range(count):
        moment = {"created_at": model.created_at, "saved_at": model.saved_at}
        draft = Application(public_id=new_public_id(), user_id=person.id, status=NEW, **moment)
        draft.kind_code = model.kind_code
        draft.keep_typed(model.typed)
        db.session.add(draft)
        found.append(draft.public_id)
    db.session.commit()
    return found


if __name__ == "__main__":
    with create_app().app_context():
        sys.stdout.write(json.dumps(copy_draft(int(sys.argv[1]))))
