from decimal import Decimal

import pytest

from lk.meters.models import BillingPeriod, Contract, Meter


@pytest.mark.parametrize("value", ["1", "0.5", "74525", "687.6667", "40", "38000000"])
def test_figures_come_back_exactly_as_they_went_in(session, value: str):
    contract = Contract(number="38005843", holder="Иванова", kind="person", may_send=True)
    meter = Meter(
        number="720021", type="РИМ 614.01", tariff="Общий тариф", digits=5, address="г. Томск",
        search_key="",
        coefficient=Decimal(value), contract=contract,
    )  # fmt: skip
    session.add(BillingPeriod(
        meter=meter, period="2016-11", reading=Decimal(value), consumption=Decimal(value),
    ))  # fmt: skip
    session.commit()
    session.expire_all()

    kept = session.query(BillingPeriod).one()

    assert (kept.reading, kept.consumption) == (Decimal(value), Decimal(value))
    assert str(kept.reading) == value
