"""Versions as the office keeps them: drafts, put in force, corrected, never changed."""

from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from lk.audit.models import AuditEntry
from lk.calculator import service
from lk.calculator.models import Rate, TariffVersion
from lk.calculator.orders import NeverChanged, NotADraft, NoVersion, PeriodsClash, differences
from lk.db import db
from tests.calculator.ordering import AT, C1, RATES, in_force, order

pytestmark = pytest.mark.usefixtures("app")


def load(which=None, **changes):
    return service.import_order(order=which or order(**changes), by="Мальцева", at=AT)


def test_imported_order_is_a_draft_exact_to_the_digit():
    rates = [*RATES, C1 | {"kind": "точная", "value": "0,000001", "power_to": "150,5"}]

    load(order(rates))
    db.session.commit()

    found = service.version("t-2020")
    assert differences(found.order, order(rates)) == []
    assert (found.state, found.loaded_by, found.loaded_at) == ("draft", "Мальцева", AT)
    assert [str(found.rates[3].value), str(found.rates[3].power_to)] == ["0.000001", "150.5"]
    assert service.tariff_on(AT.date()) is None


def test_draft_is_replaced_by_the_next_file_of_its_code():
    load()

    is_changed = load(order([C1 | {"value": "5"}], title="Другой"))

    found = service.version("t-2020")
    assert is_changed
    assert found.title == "Другой"
    assert [each.value for each in found.rates] == [Decimal(5)]
    assert db.session.query(Rate).count() == 1


def test_same_file_once_more_changes_nothing():
    load()
    before = db.session.query(AuditEntry).count()

    assert not load()
    assert db.session.query(AuditEntry).count() == before


def test_version_in_force_takes_the_same_file_and_no_other():
    in_force(order())

    assert not load()
    with pytest.raises(NeverChanged, match="supersedes"):
        load(title="Другой")


def test_activation_is_noted_and_done_once():
    load()

    found = service.activate(code="t-2020", by="Петров", at=AT)

    assert (found.state, found.activated_by, found.activated_at) == ("active", "Петров", AT)
    with pytest.raises(NotADraft):
        service.activate(code="t-2020", by="Петров", at=AT)


def test_each_act_leaves_its_line_in_the_audit():
    load()
    service.activate(code="t-2020", by="Петров", at=AT)
    load(code="t-2021", effective_from="2021-01-01")
    service.delete(code="t-2021", by="Петров", at=AT)

    lines = db.session.query(AuditEntry).order_by(AuditEntry.id).all()
    assert [(line.event, line.actor, line.subject) for line in lines] == [
        ("office.tariff_imported", "office:Мальцева", "tariff:t-2020"),
        ("office.tariff_activated", "office:Петров", "tariff:t-2020"),
        ("office.tariff_imported", "office:Мальцева", "tariff:t-2021"),
        ("office.tariff_deleted", "office:Петров", "tariff:t-2021"),
    ]


def test_draft_goes_without_a_trace_and_a_version_in_force_stays():
    in_force(order())
    load(code="t-2021", effective_from="2021-01-01")

    service.delete(code="t-2021", by="Петров", at=AT)

    with pytest.raises(NoVersion):
        service.version("t-2021")
    with pytest.raises(NeverChanged):
        service.delete(code="t-2020", by="Петров", at=AT)


@pytest.mark.parametrize("act", [service.activate, service.delete])
def test_what_is_not_there_is_told(act):
    with pytest.raises(NoVersion, match="«нет такой» нет"):
        act(code="нет такой", by="Петров", at=AT)


def test_correction_takes_the_place_and_the_old_one_is_kept():
    in_force(order(), order([C1], code="t-2020-1", supersedes="t-2020"))

    old = service.version("t-2020")
    assert (old.state, old.superseded_at, old.is_superseded) == ("superseded", AT, True)
    assert len(old.rates) == 3
    assert list(service.periods()) == ["t-2020-1"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({}, "effective_from"),
        ({"effective_from": "2019-01-01", "effective_to": "2019-06-30"}, "effective_to"),
        ({"supersedes": "t-1999"}, "supersedes"),
    ],
)
def test_periods_that_clash_are_refused_at_import(changes, field):
    in_force(order())

    with pytest.raises(PeriodsClash) as refused:
        load(order(**{"code": "other"} | changes))

    assert [each.field for each in refused.value.clashes] == [field]


def test_drafts_may_be_loaded_ahead_but_not_put_in_force_over_a_gap():
    in_force(order(effective_to="2020-12-31"))
    load(code="t-2021", effective_from="2021-01-01", effective_to="2021-12-31")
    load(code="t-2022", effective_from="2022-01-01")

    with pytest.raises(PeriodsClash, match="пропуск"):
        service.activate(code="t-2022", by="Петров", at=AT)
    for code in ("t-2021", "t-2022"):
        service.activate(code=code, by="Петров", at=AT)

    assert [str(each.ends) for each in service.periods().values()] == [
        "2020-12-31",
        "2021-12-31",
        "None",
    ]


def test_basis_of_a_file_is_its_code_its_predecessor_or_what_counts_then():
    in_force(order(), order(code="t-2022", effective_from="2022-01-01"))

    same = service.basis_of(order(title="x"))
    then = service.basis_of(order(code="n", effective_from="2021-05-05"))
    named = service.basis_of(order(code="n", supersedes="t-2022", effective_from="2021-05-05"))
    nothing = service.basis_of(order(code="n", effective_from="2019-05-05"))

    assert same.is_same_code
    assert [each.order and each.order.tariff.code for each in (same, then, named, nothing)] == [
        "t-2020",
        "t-2020",
        "t-2022",
        None,
    ]


@pytest.mark.parametrize(
    "act",
    [
        "UPDATE rates SET value = '1'",
        "DELETE FROM rates",
        "INSERT INTO rates (version_id, code, unit, value, scheme, voltage, territory, kind) "
        "SELECT id, 'C1', 'RUB_CONN', '1', '', '', '', '' FROM tariff_versions",
        "UPDATE tariff_versions SET effective_to = '2030-01-01'",
        "UPDATE tariff_versions SET activated_at = NULL",
        "DELETE FROM tariff_versions",
    ],
)
def test_database_itself_keeps_a_used_version_from_changes(act):
    in_force(order())
    db.session.commit()

    with pytest.raises(DatabaseError, match="never changed"):
        db.session.execute(text(act))

    db.session.rollback()
    assert differences(service.version("t-2020").order, order()) == []


def test_database_lets_drafts_change():
    load()
    db.session.execute(text("UPDATE rates SET value = '1'"))
    db.session.execute(text("DELETE FROM rates"))
    db.session.execute(text("DELETE FROM tariff_versions"))

    assert db.session.query(TariffVersion).count() == 0
