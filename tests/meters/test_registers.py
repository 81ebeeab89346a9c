from datetime import date
from decimal import Decimal

from lk.db import begin_write
from lk.meters.models import MeterEvent
from lk.meters.service import own_meter
from lk.meters.service.registers import register_of, registers_of, registers_owned, seen_by
from tests.factories import FIG20, a_contract, a_meter
from tests.harness.statements import watching

TODAY = date(2026, 11, 24)
SUMMER = [("2026-10", 74345, 200, "actual"), ("2026-09", 74145, 200, "actual")]


def test_register_of_figure_20_has_its_last_reading_its_mean_and_its_last_read_month(consumer):
    meter = a_meter(a_contract(consumer), history=FIG20)

    register = registers_of(meter_ids=[meter.id], on=TODAY)[meter.id]

    last = register.last[1]
    assert (last.period, last.reading, last.taken_on) == ("2016-11", 74525, date(2016, 12, 1))
    assert (last.actual, last.is_calculated) == ("2016-10", True)
    assert register.means[1] == Decimal(751 + 749 + 817 + 780 + 181 + 688) / 6


def test_meter_without_months_begins_with_the_first_reading_of_its_register(consumer, session):
    meter = a_meter(a_contract(consumer))
    begin_write()
    facts = {"code": "replaced", "zone": 1, "before": Decimal(12450), "after": Decimal(7)}
    session.add(MeterEvent(meter_id=meter.id, on=date(2026, 11, 10), **facts))
    session.commit()

    last = registers_of(meter_ids=[meter.id], on=TODAY)[meter.id].last[1]

    assert (last.reading, last.taken_on, last.period) == (7, date(2026, 11, 10), "2026-10")


def test_what_a_meter_began_with_never_hides_months_older_than_a_year(consumer, session):
    meter = a_meter(a_contract(consumer), history=FIG20)
    begin_write()
    facts = {"code": "installed", "zone": 1, "after": Decimal(0)}
    session.add(MeterEvent(meter_id=meter.id, on=date(2010, 5, 1), **facts))
    session.commit()

    last = registers_of(meter_ids=[meter.id], on=TODAY)[meter.id].last[1]

    assert (last.period, last.reading) == ("2016-11", 74525)


def test_registers_of_many_meters_cost_two_selects(consumer):
    contract = a_contract(consumer)
    meters = [a_meter(contract, history=SUMMER).id for _ in range(20)]

    with watching() as statements:
        found = registers_of(meter_ids=meters, on=TODAY)

    assert len(found) == 20
    assert len(statements.selects) == 2


def test_second_reader_is_not_shown_what_was_before_their_day(consumer):
    contract = a_contract(consumer, bound={"sees_from": date(2026, 11, 15)})
    another = a_meter(contract, history=SUMMER)

    own = own_meter(user_id=consumer.id, public_id=another.public_id)

    assert register_of(own=own, on=TODAY).last[1].reading is None


def test_usual_amount_of_a_second_reader_is_made_of_months_that_they_are_shown(consumer):
    contract = a_contract(consumer, bound={"sees_from": date(2026, 10, 1)})
    months = [("2026-10", 74345, 200, "actual"), ("2026-09", 74145, 900, "actual")]
    another = a_meter(contract, history=months)
    own = own_meter(user_id=consumer.id, public_id=another.public_id)

    alone = register_of(own=own, on=TODAY)
    of_many = seen_by(own, registers_owned(owned=[own], on=TODAY)[another.id])

    assert alone.means == of_many.means == {1: 200}


def test_second_reader_is_told_no_usual_amount_of_months_before_their_day(consumer):
    contract = a_contract(consumer, bound={"sees_from": date(2026, 11, 15)})
    another = a_meter(contract, history=SUMMER)

    own = own_meter(user_id=consumer.id, public_id=another.public_id)

    assert register_of(own=own, on=TODAY).means == {}
