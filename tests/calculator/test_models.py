"""What is kept: exact figures, calculations with the version they were made by, old databases."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import count

import pytest
from flask_migrate import downgrade, upgrade
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import MetaData, func, insert, select

from lk.account import service as accounts
from lk.app import create_app
from lk.calculator import rules, service
from lk.calculator.models import Calculation
from lk.calculator.orders import from_plain, to_plain
from lk.db import ExactDecimal, db
from tests.calculator.ordering import AT, C1, NORTH, in_force, judged, order
from tests.harness.portal import plain_settings

_numbers = count(1)
QUESTION = rules.Question(Decimal(15), Decimal(100), "0.4", "III", date(2024, 3, 1))


@given(some.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9))
def test_decimal_is_kept_with_all_its_digits(value):
    kind = ExactDecimal()

    again = kind.process_result_value(kind.process_bind_param(value, None), None)

    assert again == value
    assert isinstance(again, Decimal)


@pytest.fixture
def tariff(app):
    found = judged(NORTH.read_bytes(), "north.csv")
    in_force(found)
    return found.tariff


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"group": "social", "territory": "rural"},
        {"voltage": "35", "reliability": "I", "second_distance_m": Decimal("12.5")},
        {"scheme": "temporary"},
    ],
)
def test_kept_calculation_is_the_answer_that_was_given(tariff, consumer, changes):
    question = replace(QUESTION, **changes)
    given_then = rules.calculate(question, tariff)

    kept = service.keep(question, at=AT, user_id=consumer.id)
    db.session.commit()

    assert service.kept(kept.id) == given_then
    assert (kept.user_id, kept.at) == (consumer.id, AT)


def test_same_question_of_the_same_person_is_kept_once(tariff, consumer):
    first = service.keep(QUESTION, at=AT, user_id=None)

    again = service.keep(QUESTION, at=AT, user_id=None)
    other = service.keep(QUESTION, at=AT, user_id=consumer.id)

    assert again is first
    assert other is not first
    assert db.session.scalar(select(func.count(Calculation.id))) == 2
    assert len({first.public_id, other.public_id}) == 2


def test_kept_answer_outlives_the_correction_of_its_version(tariff):
    kept = service.keep(QUESTION, at=AT, user_id=None)
    before = service.kept(kept.id)

    in_force(order([C1], code="n-1", effective_from="2024-01-01", supersedes="north-2024"))

    assert service.kept(kept.id) == before
    assert service.keep(QUESTION, at=AT, user_id=None).id != kept.id


def test_without_a_tariff_nothing_is_kept(app):
    with pytest.raises(service.NoTariff):
        service.keep(QUESTION, at=AT, user_id=None)

    assert service.kept(1) is None


def test_erased_person_has_asked_nothing(tariff, consumer):
    kept = service.keep(QUESTION, at=AT, user_id=consumer.id)

    accounts.erase(user=consumer, actor="office:Мальцева", at=AT, comment="Заявление")
    db.session.refresh(kept)

    assert kept.user_id is None


def test_plain_form_leaves_out_what_this_release_does_not_know():
    plain = to_plain(QUESTION) | {"of_tomorrow": 1}

    assert from_plain(rules.Question, plain) == QUESTION


@pytest.fixture
def before(portal, tmp_path):
    """A database of the revision before; its application's context is pushed."""
    url = portal.database.another(f"tariffs{next(_numbers)}")
    fresh = create_app(plain_settings(tmp_path, url))
    with fresh.app_context():
        upgrade(revision="0004")
        put_demo()
        yield fresh
        db.session.remove()
        db.engine.dispose()


def tables():
    found = MetaData()
    found.reflect(db.engine)
    return found.tables


def put_demo():
    """The demo's tariff as it was loaded before."""
    known = tables()
    lgota = {"max_kw": 15, "city_m": 300, "rural_m": 500, "mode": "fixed", "amount": "550.00"}
    version = {
        "code": "demo-2020",
        "title": "Демонстрационный тариф",
        "is_demo": True,
        "issuer": "Департамент",
        "effective_from": date(2020, 1, 1),
        "vat_included": True,
        "vat_percent": 20,
        "rules": {
            "last_mile_share_le150": "0",
            "last_mile_free_distance_m": 150,
            "lgota": lgota | {"reliability": ["III"], "show_as": "note"},
        },
    }
    rates = [
        {"code": "C1", "unit": "RUB_CONN", "value": 1320200},
        {"code": "CMAX1", "unit": "RUB_KW", "value": 69944},
        {"code": "C5", "unit": "RUB_KW", "value": 420000, "kind": "КТП", "kva_to": 250},
    ]
    blank = {"scheme": "permanent", "voltage": "", "territory": "", "kind": "", "version_id": 1}
    db.session.execute(insert(known["tariff_versions"]).values(id=1, **version))
    for each in rates:
        db.session.execute(insert(known["rates"]).values(**blank | each))
    db.session.commit()


def test_demo_loaded_before_counts_on_after_the_upgrade(before):
    upgrade()

    tariff = service.tariff_on(date(2026, 11, 24))
    answer = rules.calculate(replace(QUESTION, on=date(2026, 11, 24)), tariff)
    assert (tariff.code, tariff.is_demo, tariff.vat_mode) == ("demo-2020", True, "included")
    assert (answer.standard.total, answer.per_kw.total) == (
        Decimal("13202.00"),
        Decimal("10491.60"),
    )
    assert tariff.reduced.amount == Decimal(550)
    assert [each.kind for each in tariff.rates if each.code == "C5"] == ["КТП, до 250 кВА"]


def test_next_version_is_loaded_beside_what_was_there_before(before):
    upgrade()

    in_force(order(code="t-2027", effective_from="2027-01-01"))

    assert [each.code for each in service.version_days()] == ["demo-2020", "t-2027"]


def test_way_back_brings_the_figures_back(before):
    upgrade()

    downgrade(revision="0004")

    rates = tables()["rates"]
    rows = db.session.execute(select(rates.c.code, rates.c.value).order_by(rates.c.id)).all()
    db.session.rollback()
    upgrade()
    assert rows == [("C1", 1320200), ("CMAX1", 69944), ("C5", 420000)]
    assert service.tariff_on(date(2020, 1, 1)).reduced.amount == Decimal(550)
