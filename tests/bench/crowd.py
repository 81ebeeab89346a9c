"""Many applications in the demo's database: copies of a submitted one, each sealed for its place.

python -m tests.bench.crowd 200000      # into the database of LK_INSTANCE
"""

import sys
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from typing import Any

from sqlalchemy import func, insert, select

from lk.account.models import User
from lk.app import create_app
from lk.applications import number
from lk.applications.models import Application, StatusChange
from lk.applications.names import search_key
from lk.crypto import keyring
from lk.db import begin_write, db, new_public_id

OF_PERSON = 5_000
AT_ONCE = 2_000
STREETS = ("Сибирская", "Лесная", "Мира", "Ёлочная", "Кирова", "Советская", "Нахимова")


def fill(count: int) -> None:
    """Add `count` applications: every fifth of the first 25,000 is the person's, 5,000 at most."""
    begin_write()
    model = db.session.scalars(
        select(Application).where(Application.number.is_not(None)).order_by(Application.id)
    ).first()
    if model is None:
        raise SystemExit("the demo has no submitted application")
    person = db.session.scalars(select(User.id).where(User.login == "person")).one()
    others = db.session.scalars(select(User.id).where(User.login != "person")).all()
    rows = _rows(model, count, person, list(others))
    while some := list(islice(rows, AT_ONCE)):
        ids = db.session.scalars(insert(Application).returning(Application.id), some).all()
        changes = [_change(model, application_id) for application_id in ids]
        db.session.execute(insert(StatusChange), changes)
    db.session.commit()


def _rows(
    model: Application, count: int, person: int, others: list[int]
) -> Iterator[dict[str, Any]]:
    columns = [column.key for column in Application.__mapper__.column_attrs]
    common = {name: getattr(model, name) for name in columns if name != "id"}
    last = db.session.scalar(select(func.max(Application.running_number))) or 0
    submitted, answers = model.submitted_at, model.submitted
    if submitted is None:
        raise SystemExit("the application was not submitted")
    day = submitted.date()
    for place in range(count):
        public_id, running = new_public_id(), last + 1 + place
        of_person = place % 5 == 0 and place < 5 * OF_PERSON
        address = f"г. Томск, ул. {STREETS[place % len(STREETS)]}, д. {place}"
        copy = Application(public_id=public_id)
        copy.keep_final(answers, (model.applicant_name,))
        yield common | {
            "public_id": public_id,
            "user_id": person if of_person else others[place % len(others)],
            "final_answers": copy.final_answers,
            "sealed_with": keyring().current,
            "number": number.make(day, running),
            "running_number": running,
            "link_token": new_public_id(),
            "object_address": address,
            "search_key": search_key(number.make(day, running), address, model.applicant_name),
            "submitted_at": submitted + timedelta(seconds=place % 1000),
        }


def _change(model: Application, application_id: int) -> dict[str, Any]:
    return {
        "application_id": application_id,
        "status_before": "draft",
        "status": "submitted",
        "at": model.submitted_at,
        "by": "consumer:person",
        "comment": "",
        "facts": {},
    }


if __name__ == "__main__":
    with create_app().app_context():
        fill(int(sys.argv[1]))
