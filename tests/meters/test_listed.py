"""The rows that a list reads are those that the bindings and the meters say, whatever was done."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from lk.account.models import User
from lk.account.service import erase
from lk.clock import now
from lk.db import begin_write, db
from lk.meters.errors_binding import AlreadyBound, NotBound
from lk.meters.models import Contract, ContractBinding, ListedMeter, Meter
from lk.meters.rules import folded
from lk.meters.service import binding
from tests.factories import a_contract, a_meter, another_consumer
from tests.meters.adding import a_free_contract
from tests.meters.importing import CONTRACTS, METERS, a_file, take_all


def listed() -> list[tuple[Any, ...]]:
    query = select(ListedMeter).order_by(ListedMeter.user_id, ListedMeter.meter_id)
    rows = db.session.scalars(query)
    return [(r.user_id, r.meter_id, *_facts(r), r.contract, r.may_send, r.search_key) for r in rows]


def said() -> list[tuple[Any, ...]]:
    """What should be listed, from the rows that mean it."""
    query = (
        select(ContractBinding, Meter)
        .join(Meter, Meter.contract_id == ContractBinding.contract_id)
        .where(ContractBinding.unbound_at.is_(None))
        .order_by(ContractBinding.user_id, Meter.id)
    )
    found = []
    for own, meter in db.session.execute(query):
        contract = db.session.get_one(Contract, meter.contract_id)
        veiled = folded(f"{meter.number} {contract.number} {meter.type}")
        key = meter.search_key if own.shows_all else veiled
        facts = (*_facts(meter), contract.number, contract.may_send, key)
        found.append((own.user_id, meter.id, *facts))
    return found


def _facts(row: Meter | ListedMeter) -> tuple[Any, ...]:
    return row.contract_id, row.number, row.removed_on, row.tariff


def bound(user: User, number: str) -> None:
    contract = binding.find_contract(number=number)
    assert contract
    binding.bind(user=user, contract_id=contract.id, actor="anyone", at=now())


@pytest.fixture
def two(consumer: Any) -> Any:
    """Two cabinets and two contracts of two meters; nothing is bound yet."""
    a_free_contract("A", "1", "2")
    a_free_contract("B", "3", "4", kind="organisation")
    return consumer, another_consumer()


def test_second_cabinet_lists_the_meters_without_their_address(two: Any) -> None:
    first, second = two
    bound(first, "A")
    bound(second, "A")
    db.session.commit()

    rows = {each[0]: each[-1] for each in listed()}

    assert listed() == said()
    assert len(listed()) == 4
    assert "томск" in rows[first.id]
    assert "томск" not in rows[second.id]


def test_unbound_contract_is_not_listed_and_one_bound_again_is(two: Any) -> None:
    consumer, _ = two
    bound(consumer, "A")
    bound(consumer, "B")
    binding.unbind(user=consumer, number="A", actor="anyone", at=now())
    db.session.commit()
    after = listed()

    bound(consumer, "A")
    db.session.commit()

    assert {each[-3] for each in after} == {"B"}
    assert len(listed()) == 4
    assert listed() == said()


def test_import_lists_new_meters_and_what_changed_of_old_ones(consumer: Any) -> None:
    take_all(a_file(CONTRACTS, "A;Иванова А. П.;person;да"))
    bound(consumer, "A")
    db.session.commit()
    take_all(a_file(METERS, "A;1;РИМ 614.01;Общий тариф;5;г. Томск, ул. Мира, д. 1"))
    before = listed()

    take_all(
        a_file(
            f"{METERS};removed_date",
            "A;1;РИМ 614.01;Общий тариф;5;г. Томск, пер. Ёлочный, д. 2;01.11.2026",
            "A;2;РИМ 614.01;Двухзонный тариф;5;г. Томск, пер. Ёлочный, д. 2;",
        )
    )

    assert len(before) == 1
    assert len(listed()) == 2
    assert listed() == said()
    assert all("елочный" in each[-1] for each in listed())


def test_erased_person_lists_nothing(two: Any) -> None:
    consumer, other = two
    bound(consumer, "A")
    bound(other, "B")
    db.session.commit()

    erase(user=consumer, actor="office:Мальцева", at=now(), comment="Заявление № 5")
    db.session.commit()

    assert {each[0] for each in listed()} == {other.id}
    assert listed() == said()


def test_meter_that_goes_is_listed_nowhere(consumer: Any) -> None:
    meter = a_meter(a_contract(consumer))
    assert len(listed()) == 1

    db.session.execute(delete(Meter).where(Meter.id == meter.id))

    assert listed() == []


ACTS = st.tuples(
    st.sampled_from(["bind", "unbind", "show", "move", "remove", "add", "forbid"]),
    st.sampled_from([0, 1]),
    st.sampled_from(["A", "B"]),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, max_size=12))
def test_any_row_of_acts_lists_what_the_bindings_say(two: Any, acts: list[Any]) -> None:
    with db.session.begin_nested() as trial:
        for place, (act, who, number) in enumerate(acts):
            do(act, two[who], number, place)
            db.session.flush()
            db.session.expire_all()
            assert listed() == said(), act
        trial.rollback()


def do(act: str, user: User, number: str, place: int) -> None:
    try:
        CABINET_ACTS[act](user, number) if act in CABINET_ACTS else a_change(act, number, place)
    except (AlreadyBound, NotBound):
        return


CABINET_ACTS = {
    "bind": bound,
    "unbind": lambda user, number: binding.unbind(
        user=user, number=number, actor="anyone", at=now()
    ),
    "show": lambda user, number: binding.show_all(
        user=user, number=number, actor="anyone", at=now()
    ),
}


def a_change(act: str, number: str, place: int) -> None:
    """Of the first meter of this contract, or one more."""
    contract = binding.find_contract(number=number)
    assert contract
    if act == "add":
        a_new_meter(contract.id, f"9{place}")
        return
    if act == "forbid":
        contract.may_send = not contract.may_send
        return
    query = select(Meter).where(Meter.contract_id == contract.id).order_by(Meter.id).limit(1)
    meter = db.session.scalars(query).one()
    if act == "move":
        meter.search_key = f"ул. {place} {meter.search_key}"
    else:
        meter.removed_on = None if meter.removed_on else now().date()


@pytest.mark.parametrize("act", ["bind", "unbind"])
def test_meter_that_comes_while_its_contract_changes_hands_is_listed_rightly(
    app: Flask, consumer: Any, act: str
) -> None:
    """Neither of the two transactions sees the other: the second waits and looks again."""
    contract = a_free_contract("A", "1")
    if act == "unbind":
        bound(consumer, "A")
        db.session.commit()
    user_id, contract_id, began = consumer.id, contract.id, Event()

    def the_other() -> None:
        with app.app_context():
            began.set()
            begin_write()
            do(act, db.session.get_one(User, user_id), "A", 0)
            db.session.commit()

    db.session.rollback()
    begin_write()
    with ThreadPoolExecutor(1) as pool:
        a_new_meter(contract_id, "2")
        other = pool.submit(the_other)
        began.wait(10)
        with pytest.raises(TimeoutError):
            other.result(timeout=0.7)
        db.session.commit()
        other.result(timeout=10)

    db.session.expire_all()
    assert len(listed()) == (2 if act == "bind" else 0)
    assert listed() == said()


def a_new_meter(contract_id: int, number: str) -> None:
    facts = {"type": "Ёлка 1", "tariff": "Общий тариф", "digits": 5, "address": "г. Томск"}
    key = f"г. томск {number} елка 1"
    db.session.add(Meter(contract_id=contract_id, number=number, search_key=key, **facts))
    db.session.flush()
