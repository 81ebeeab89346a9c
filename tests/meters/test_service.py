from datetime import date

import pytest

from lk.clock import now
from lk.meters import service
from lk.meters.models import Contract, ContractBinding, Meter

DAY = date(2026, 11, 24)


def a_meter(number: str, **changes) -> Meter:
    return Meter(number=number, type="РИМ 614.01", tariff="Общий тариф", digits=5,
                 address=f"г. Томск, ул. Мира, д. {number}", search_key="", **changes)  # fmt: skip


@pytest.fixture
def bind(session, consumer):
    """`bind(meter, …)` hangs a contract with these meters on the consumer."""

    def bind(*meters: Meter, may_send: bool = True, kind: str = "person", **changes):
        contract = Contract(number=meters[0].number, holder="Иванова", kind=kind,
                            may_send=may_send, meters=list(meters))  # fmt: skip
        binding = ContractBinding(user_id=consumer.id, contract=contract, bound_at=now(), **changes)
        session.add(binding)
        session.commit()

    return bind


def test_meters_of_a_contract_are_due_in_the_window(bind, consumer):
    bind(a_meter("1"), a_meter("2"))

    due = service.readings_due(user_id=consumer.id, on=DAY)

    assert [(each.meters, each.named[0].number) for each in due] == [(2, "1")]
    assert due[0].window.closes == date(2026, 11, 26)


def test_nothing_is_due_between_windows(bind, consumer):
    bind(a_meter("1"))

    assert service.readings_due(user_id=consumer.id, on=date(2026, 11, 12)) == []


def test_removed_meters_and_holders_who_may_not_send_are_left_out(bind, consumer):
    bind(a_meter("1", removed_on=date(2016, 12, 1)))
    bind(a_meter("2"), may_send=False)
    bind(a_meter("3"), unbound_at=now())

    assert service.readings_due(user_id=consumer.id, on=DAY) == []


def test_another_persons_meters_are_not_due_for_me(bind, consumer):
    bind(a_meter("1"))

    assert service.readings_due(user_id=consumer.id + 1, on=DAY) == []
