"""The demo's contracts: what each page of meters has to show."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from lk import demo
from lk.account.models import User
from lk.db import db
from lk.meters import service as meters
from lk.meters.models import (
    BillingPeriod,
    Contract,
    ContractBinding,
    Meter,
    MeterEvent,
    Reading,
)
from lk.meters.rules.why import explain

AT = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)

# Figure 20 of the manual: period, consumption, reading.
FIGURE_20 = [
    ("2016-11", 688, 74525),
    ("2016-10", 181, 74525),
    ("2016-09", 780, 74345),
    ("2016-08", 817, 73565),
    ("2016-07", 749, 72748),
    ("2016-06", 751, 71999),
    ("2016-05", 848, 71248),
    ("2016-04", 841, 70400),
    ("2016-03", 941, 69559),
    ("2016-02", 901, 68618),
    ("2016-01", 1170, 67717),
]


@pytest.fixture
def loaded(app):
    demo.load("snezhnyj-lis-41", AT)
    db.session.commit()


def test_meter_of_figure_20_is_bound_to_person(loaded):
    meter = db.session.scalars(select(Meter).where(Meter.number == "720021")).one()
    contract = db.session.get_one(Contract, meter.contract_id)
    binding = db.session.scalars(select(ContractBinding).filter_by(contract_id=contract.id)).one()
    periods = _history("720021")
    shown = [(row.period, int(row.consumption), int(row.reading)) for row in periods]

    assert contract.number == "38005843"
    assert binding.user_id == _user("person").id
    assert (meter.type, meter.tariff, meter.coefficient) == ("РИМ 614.01", "Общий тариф", 1)
    assert meter.is_removed
    assert shown == FIGURE_20
    assert periods[0].reading_date.isoformat() == "2016-12-01"
    assert [row.method for row in periods] == ["average"] + ["actual"] * 10


def test_meters_of_two_zones_have_a_history_of_each(loaded):
    periods = _history("30418902")
    newer, older = [row for row in periods if row.zone == 2][:2]

    assert {row.zone for row in periods} == {1, 2}
    assert newer.period == "2026-10"
    assert newer.consumption == (newer.reading - older.reading) * 20


def test_replaced_meter_of_person_has_its_old_one_and_the_readings_of_both(loaded):
    old, new = _meter("0971134"), _meter("1184502")
    query = select(MeterEvent).filter_by(meter_id=new.id).order_by(MeterEvent.zone)
    events = db.session.scalars(query).all()
    last = [row.reading for row in _history("0971134")[:2]]

    assert new.replaces_id == old.id
    assert old.removed_on == new.installed_on == events[0].on
    assert [each.code for each in events] == ["replaced", "replaced"]
    assert all(each.before >= reading for each, reading in zip(events, last, strict=True))
    assert [int(each.after) for each in events] == [2, 1]


def test_every_month_of_the_demo_is_explained(loaded):
    """Each row but the first of a history, which has nothing to be counted from."""
    kinds = set()
    for meter in db.session.scalars(select(Meter).join(Contract).join(ContractBinding)).all():
        user = db.session.scalars(
            select(ContractBinding.user_id).filter_by(contract_id=meter.contract_id)
        ).one()
        history = meters.card_of(user_id=user, public_id=meter.public_id).history
        kinds |= {explain(history, each).kind for each in history.charges}

    assert kinds == {"coefficient", "difference", "first", "mean", "replaced", "settled"}


@pytest.mark.parametrize(
    ("login", "states"),
    [
        ("person", {"accepted", "corrected", "exported", "rejected"}),
        ("company", {"accepted", "corrected", "exported", "rejected", "sent"}),
    ],
)
def test_sent_readings_are_in_every_state(loaded, login: str, states: set[str]):
    query = select(Reading).where(Reading.user_id == _user(login).id)
    found = db.session.scalars(query.order_by(Reading.id)).all()

    assert {each.state for each in found} == states
    assert [each.sent_at for each in found] == sorted(each.sent_at for each in found)
    assert max(each.sent_at for each in found) <= AT
    assert all(bool(each.file_id) == (each.state != "sent") for each in found)


def test_one_contract_has_three_meters_and_one_is_free(loaded):
    number, meter = demo.free_contract()
    counts = (
        select(Contract.number, func.count())
        .join(Meter, Meter.contract_id == Contract.id)
        .group_by(Contract.number)
    )
    bound = select(Contract.number).join(ContractBinding)
    free = db.session.scalars(select(Meter).where(Meter.number == meter)).one()

    assert dict(map(tuple, db.session.execute(counts)))["70021450"] == 3
    assert number not in db.session.scalars(bound).all()
    assert db.session.get_one(Contract, free.contract_id).number == number


def _user(login: str) -> User:
    return db.session.scalars(select(User).where(User.login == login)).one()


def _meter(number: str) -> Meter:
    return db.session.scalars(select(Meter).where(Meter.number == number)).one()


def _history(number: str) -> list[BillingPeriod]:
    query = select(Meter).where(Meter.number == number)
    meter = db.session.scalars(query).one()
    db.session.refresh(meter, ["history"])
    return meter.history
