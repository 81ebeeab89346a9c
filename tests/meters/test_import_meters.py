"""Contracts, meters and their events from the billing's files."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from lk.db import db
from lk.meters.models import BillingPeriod, Contract, Meter
from lk.meters.rules import search_key_of
from tests import factories
from tests.meters.importing import (
    CONTRACTS,
    EVENTS,
    HISTORY,
    METERS,
    a_file,
    counts,
    events,
    meter,
    take,
    take_all,
    two_contracts,
    words,
)

ROW = "A;{};РИМ 614.01;Общий тариф;5;г. Томск, ул. Мира, д. 1"


@pytest.fixture(autouse=True)
def contracts(session):
    two_contracts()


def a_row(number, *more):
    return ";".join([ROW.format(number), *more])


def contract(number="A"):
    return db.session.scalars(select(Contract).where(Contract.number == number)).one()


def test_contracts_are_added_and_changed_by_their_numbers():
    outcome = take(a_file(CONTRACTS, "A;Иванова А. П.;частное лицо;нет", "C;Гаражи;cooperative;1"))

    assert counts(outcome) == (1, 1, 0)
    assert (contract("A").may_send, contract("C").kind) == (False, "cooperative")
    assert contract("C").may_be_bound


def test_import_keeps_a_contract_out_of_all_cabinets():
    heading = CONTRACTS + ";may_be_bound"
    take(a_file(heading, "A;Иванова А. П.;person;да;нет"))

    take(a_file(CONTRACTS, "A;Иванова А. П.;person;да"))

    assert not contract("A").may_be_bound


def test_a_contract_of_no_known_kind_is_refused():
    outcome = take(a_file(CONTRACTS, "A;Иванова;кто-то;может быть"))

    assert words(outcome) == [
        (2, "kind", "нужно одно из: person, entrepreneur, organisation, cooperative."),
        (2, "may_send", "нужно «да» или «нет»."),
    ]


def test_a_meter_comes_with_all_its_facts_and_its_search_key():
    heading = METERS + ";coef;zones;installed_date;verified_date;status;removed_date"
    take(a_file(heading, a_row("1", "0,5", "2", "14.06.2011", "2011-03-01", "снят", "01.12.2016")))

    found = meter("1")
    assert (found.coefficient, found.zones, found.removed_on) == (
        Decimal("0.5"), 2, date(2016, 12, 1),
    )  # fmt: skip
    assert (found.installed_on, found.verified_on) == (date(2011, 6, 14), date(2011, 3, 1))
    assert found.search_key == search_key_of(
        number="1", contract="A", address="г. Томск, ул. Мира, д. 1", type="РИМ 614.01"
    )


def test_a_changed_address_changes_the_search_key_and_no_address_of_the_page():
    before = meter("1").public_id

    outcome = take(a_file(METERS, "A;1;РИМ 614.01;Общий тариф;5;г. Томск, ул. Ленина, д. 5"))

    assert counts(outcome) == (0, 1, 0)
    assert meter("1").public_id == before
    assert "ленина" in meter("1").search_key


def test_facts_without_a_column_stay():
    take(a_file(METERS + ";coef;removed_date", a_row("1", "40", "01.12.2016")))

    outcome = take(a_file(METERS, a_row("1")))

    assert counts(outcome) == (0, 0, 1)
    assert (meter("1").coefficient, meter("1").removed_on) == (40, date(2016, 12, 1))


def test_a_new_meter_of_a_bound_contract_appears_by_itself(client, consumer):
    factories.a_contract(consumer, number="38001")
    take(a_file(METERS, "38001;90017;РИМ 614.01;Общий тариф;5;г. Томск, пр. Мира, д. 40"))

    page = client.sign_in_as(consumer).open("meters.mine")

    assert "90017" in page.text


@pytest.mark.parametrize(
    ("heading", "row", "fault"),
    [
        (METERS, "Z;1;Т;Т;5;А",
         ("contract_no", "такого договора нет: сначала загрузите договоры.")),
        (METERS + ";status", a_row("1", "removed"),
         ("removed_date", "счетчик снят, а дня нет: укажите его.")),
        (METERS + ";status;removed_date", a_row("1", "active", "01.12.2016"),
         ("status", "счетчик действует, а день снятия указан.")),
        (METERS + ";removed_date", a_row("1", "31.02.2016"),
         ("removed_date", "нужна дата вида 2016-11-30 или 30.11.2016.")),
        (METERS + ";coef", a_row("1", "0"), ("coef", "ноль: нужно число больше нуля.")),
        (METERS + ";replaces", a_row("1", "1"), ("replaces", "счетчик не заменяет сам себя.")),
        (METERS + ";replaces", a_row("1", "77"),
         ("replaces", "в этом договоре такого счетчика нет.")),
        (METERS + ";replaces", a_row("1", "3"),
         ("replaces", "в этом договоре такого счетчика нет.")),
        (METERS, "A;=1+1;Т;Т;5;А", ("meter_no", "формула: вставьте вместо нее значение.")),
    ],
)  # fmt: skip
def test_a_meter_that_cannot_be_is_refused(heading, row, fault):
    outcome = take(a_file(heading, row))

    assert words(outcome) == [(2, *fault)]


def test_a_meter_stands_in_the_place_of_another():
    heading = METERS + ";replaces"
    data = a_file(heading, a_row("10", "9"), a_row("9", "1"), a_row("1", ""))

    first, again = take(data), take(data)

    assert meter("10").replaces_id == meter("9").id
    assert meter("9").replaces_id == meter("1").id
    assert (counts(first), counts(again)) == ((2, 0, 1), (0, 0, 3))


def test_places_are_swapped_in_one_file():
    heading = METERS + ";replaces"
    take_all(a_file(heading, a_row("8", "1"), a_row("9", "2")))

    outcome = take(a_file(heading, a_row("8", "2"), a_row("9", "1")))

    assert counts(outcome) == (0, 2, 0)
    assert (meter("8").replaces_id, meter("9").replaces_id) == (meter("2").id, meter("1").id)


def test_two_meters_do_not_stand_in_one_place():
    heading = METERS + ";replaces"
    take_all(a_file(heading, a_row("8", "1")))

    outcome = take(a_file(heading, a_row("9", "1")))

    why = "на место этого счетчика поставлены два: проверьте номера."
    assert words(outcome) == [(2, "replaces", why)]


def test_meters_do_not_replace_each_other_in_a_circle():
    heading = METERS + ";replaces"
    take_all(a_file(heading, a_row("8", "1"), a_row("9", "8")))

    outcome = take(a_file(heading, a_row("1", "9")))

    assert [line for line, _, why in words(outcome) if "по кругу" in why] == [2]


def test_a_meter_whose_old_one_was_not_taken_is_not_taken_either():
    heading = METERS + ";replaces"
    rows = [a_row("8", "7"), a_row("7", "6"), "A;6;;Общий тариф;5;ул. Мира;", a_row("5", "")]

    outcome = take(a_file(heading, *rows), skips_bad=True)

    assert [line for line, _, _ in words(outcome)] == [2, 3, 4]
    assert counts(outcome) == (1, 0, 0)


def test_events_of_a_meters_life_stand_once():
    data = a_file(
        EVENTS,
        "1;2016-12-01;replaced;74525;0,5;заменен по сроку",
        "3;01.02.2020;Изменен расчетный коэффициент;1;40;",
    )

    first, again = take(data), take(data)

    assert (counts(first), counts(again)) == ((2, 0, 0), (0, 0, 2))
    assert [(each.code, each.before, each.after) for each in events()] == [
        ("replaced", Decimal(74525), Decimal("0.5")),
        ("coefficient", Decimal(1), Decimal(40)),
    ]


def test_events_without_readings_and_notes_stand_once_too():
    data = a_file("meter_no;date;event", "1;2020-02-01;verified")

    first, again = take(data), take(data, shows=True)

    assert (counts(first), counts(again)) == ((1, 0, 0), (0, 0, 1))
    assert [each.code for each in events()] == ["verified"]


def test_an_event_of_tomorrow_or_of_no_kind_is_refused():
    outcome = take(a_file(EVENTS, "1;2026-11-25;verified;;;", "1;2020-01-01;сломан;;;"))

    assert [(line, column) for line, column, _ in words(outcome)] == [(2, "date"), (3, "event")]


def test_the_kind_of_a_file_is_told_by_its_columns():
    with pytest.raises(Exception, match=r"Это похоже на history .* нет столбцов: consumption"):
        take(a_file("meter_no;period;reading", "1;2016-10;5"))


def test_columns_are_called_as_the_settings_say():
    names = {"history": {"meter_no": "Зав. №", "reading": "Показ.", "consumption": "кВт"}}

    take(a_file("Зав. №;Период;Показ.;кВт", "1;2016-10;5;6"), names=names)

    assert db.session.scalar(select(func.count(BillingPeriod.id))) == 1


def test_settings_that_name_no_column_are_refused():
    with pytest.raises(Exception, match=r"в \[billing_columns.history\] нет «metre»"):
        take(a_file(HISTORY, "1;2016-10;5;6"), names={"history": {"metre": "Зав. №"}})


def test_nothing_is_removed_by_a_shorter_file():
    take(a_file(METERS, a_row("1")))

    assert db.session.scalar(select(func.count(Meter.id))) == 4
