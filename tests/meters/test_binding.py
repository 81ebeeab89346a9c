"""Two who bind one contract at once: one is the first, the other the second."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from flask import Flask
from sqlalchemy import select

from lk.account.models import User
from lk.clock import now
from lk.db import begin_write, db
from lk.meters.errors_binding import AlreadyBound
from lk.meters.models import ContractBinding
from lk.meters.service import binding
from lk.outbox import Letter
from tests.factories import another_consumer
from tests.meters.adding import a_free_contract


def at_once(app: Flask, contract_id: int, user_ids: list[int]) -> list[str]:
    """All of them press the button in the same moment; what became of each."""
    barrier = Barrier(len(user_ids))

    def press(user_id: int) -> str:
        with app.app_context():
            barrier.wait()
            begin_write()
            user = db.session.get_one(User, user_id)
            try:
                binding.bind(user=user, contract_id=contract_id, actor="anyone", at=now())
                db.session.commit()
            except AlreadyBound:
                db.session.rollback()
                return "already"
            return "bound"

    with ThreadPoolExecutor(len(user_ids)) as pool:
        return list(pool.map(press, user_ids))


def test_of_two_people_one_sees_all_and_hears_of_the_other(app: Flask, session: Any) -> None:
    contract_id = a_free_contract().id
    users = [another_consumer().id, another_consumer().id]

    assert at_once(app, contract_id, users) == ["bound", "bound"]

    session.rollback()
    bindings = session.scalars(select(ContractBinding)).all()
    told = session.scalars(select(Letter.user_id).where(Letter.purpose == "meters.bound_too")).all()
    (first,) = [each.user_id for each in bindings if each.sees_from is None]
    assert len(bindings) == 2
    assert told == [first]


def test_one_person_twice_at_once_has_it_once(app: Flask, session: Any) -> None:
    contract_id, user_id = a_free_contract().id, another_consumer().id

    outcomes = at_once(app, contract_id, [user_id] * 3)

    session.rollback()
    letters = session.scalars(select(Letter).where(Letter.purpose == "meters.bound")).all()
    assert sorted(outcomes) == ["already", "already", "bound"]
    assert len(session.scalars(select(ContractBinding)).all()) == 1
    assert len(letters) == 1
