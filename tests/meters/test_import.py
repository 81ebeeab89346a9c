"""History of charges from the billing's files: what goes in, what does not, and what is told."""

import pytest
from sqlalchemy import func, select

from lk.audit.models import AuditEntry
from lk.db import db
from lk.meters.models import BillingPeriod, Contract
from tests.meters.importing import (
    HISTORY,
    a_file,
    counts,
    history_of,
    take,
    two_contracts,
    words,
)

FIG20 = [
    ("2016-01", 67717, 1170), ("2016-02", 68618, 901), ("2016-03", 69559, 941),
    ("2016-10", 74525, 181), ("2016-11", 74525, 688),
]  # fmt: skip


@pytest.fixture(autouse=True)
def contracts(session):
    two_contracts()


def fig20(encoding="utf-8"):
    rows = (f"1;{period};{reading};{used}" for period, reading, used in FIG20)
    return a_file(HISTORY, *rows, encoding=encoding)


def test_history_stands_as_the_file_has_it():
    outcome = take(fig20())

    assert (outcome.rows, outcome.bad, counts(outcome)) == (5, 0, (5, 0, 0))
    assert history_of("1")[0] == ("2016-01", 1, "67717", "1170", "actual")
    assert history_of("1")[-1] == ("2016-11", 1, "74525", "688", "actual")


def test_the_same_file_again_changes_nothing():
    take(fig20())
    before = db.session.scalar(select(func.max(BillingPeriod.id)))

    outcome = take(fig20())

    assert counts(outcome) == (0, 0, 5)
    assert db.session.scalar(select(func.max(BillingPeriod.id))) == before


def test_only_what_differs_is_a_change():
    take(fig20())

    outcome = take(a_file(HISTORY, "1;2016-10;74525;180", "1;2016-11;74525;688"), shows=True)

    assert counts(outcome) == (0, 1, 1)
    assert list(outcome.examples) == ["строка 2: consumption 181 → 180"]
    assert ("2016-10", 1, "74525", "180", "actual") in history_of("1")
    assert len(history_of("1")) == 5


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1251", "cp866", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_any_usual_encoding_and_separator_is_read(encoding, separator):
    heading = "Номер счетчика;Период;Показание;Расход;Способ расчета".replace(";", separator)
    row = "1;2016-11;74525;688;по среднему".replace(";", separator)

    take(a_file(heading, row, encoding=encoding))

    assert history_of("1") == [("2016-11", 1, "74525", "688", "average")]


@pytest.mark.parametrize("number", ["13,75", "13.75", "13,7500", " 13.75 "])
def test_a_comma_and_a_dot_are_equal(number):
    take(a_file(HISTORY, f"1;2016-11;{number};0"))

    assert history_of("1")[0][2] == "13.75"


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("1,234", "непонятно, что значит «1,234»: напишите 1234 или 1,2340."),
        ("-5", "число не бывает со знаком."),
        ("1e5", "нужно одно число цифрами, например 12345 или 12345,6."),
        ("=A1*2", "формула: вставьте вместо нее значение."),
        ("", "пусто: нужно значение."),
        ("0,12345", "после запятой — не больше 4 цифр."),
        ("1000000000000", "слишком длинное число."),
        ("¹²", "нужно одно число цифрами, например 12345 или 12345,6."),
    ],
)
def test_a_number_that_cannot_be_told_is_refused(number, why):
    outcome = take(a_file(HISTORY, f"1;2016-11;{number};0"))

    assert words(outcome) == [(2, "reading", why)]
    assert history_of("1") == []


@pytest.mark.parametrize(
    ("row", "column", "why"),
    [
        ("1;2016-13;1;1", "period", "нужен месяц вида 2016-11."),
        ("1;2027-01;1;1", "period", "этот месяц еще не наступил."),
        ("77;2016-11;1;1", "meter_no", "такого счетчика нет: сначала загрузите счетчики."),
        ("2;2016-11;1;1", "meter_no", "таких счетчиков несколько: укажите номер договора."),
        (";2016-11;1;1", "meter_no", "пусто: нужно значение."),
        ("1;2016-11;1;1;7", "", "ячеек больше, чем столбцов: лишний разделитель?"),
        ("1;2016-11;1", "consumption", "пусто: нужно значение."),
        ("1\x01;2016-11;1;1", "meter_no", "в тексте есть непечатаемый знак."),
    ],
)
def test_each_bad_row_is_told_with_its_column(row, column, why):
    outcome = take(a_file(HISTORY, "1;2016-10;1;1", row))

    assert words(outcome) == [(3, column, why)]


def test_one_bad_row_keeps_the_whole_file_out():
    outcome = take(a_file(HISTORY, "1;2016-10;5;5", "1;2016-11;x;1", "77;2016-11;1;1"))

    assert (outcome.is_merged, outcome.rows, outcome.bad) == (False, 3, 2)
    assert history_of("1") == []


def test_on_request_the_good_half_goes_in():
    data = a_file(HISTORY, "1;2016-10;5;5", "1;2016-11;x;1", "77;2016-11;1;1", "3;2016-10;7;7")

    outcome = take(data, skips_bad=True)

    assert (outcome.is_merged, outcome.bad, counts(outcome)) == (True, 2, (2, 0, 0))
    assert [each[2] for each in history_of("1") + history_of("3")] == ["5", "7"]


def test_two_rows_of_one_month_are_refused_with_both_lines():
    data = a_file(HISTORY, "1;2016-10;5;5", "3;2016-10;1;1", "1;2016-10;6;6", "1;2016-10;5;5")

    outcome = take(data, skips_bad=True)

    assert words(outcome) == [
        (2, "", "об этом же строка 4: оставьте одну."),
        (4, "", "об этом уже есть строка 2: оставьте одну."),
        (5, "", "об этом уже есть строка 2: оставьте одну."),
    ]
    assert history_of("1") == []
    assert len(history_of("3")) == 1


def test_a_meter_by_its_number_and_by_its_contract_is_one():
    data = a_file("contract_no;" + HISTORY, "A;1;2016-10;5;5", ";1;2016-10;5;5")

    outcome = take(data)

    assert [line for line, _, _ in words(outcome)] == [2, 3]


def test_the_contract_tells_apart_meters_of_one_number():
    take(a_file("contract_no;" + HISTORY, "A;2;2016-10;5;5", "B;2;2016-10;6;6"))

    assert [history_of("2", own)[0][2] for own in "AB"] == ["5", "6"]


def test_a_meter_of_another_contract_is_not_found():
    outcome = take(a_file("contract_no;" + HISTORY, "B;1;2016-10;5;5"))

    assert words(outcome) == [(2, "meter_no", "в этом договоре такого счетчика нет.")]


def test_a_zone_that_the_meter_has_not_is_refused():
    outcome = take(a_file(HISTORY + ";tariff_zone", "1;2016-10;5;5;2", "1;2016-10;5;5;1"))

    assert words(outcome) == [(2, "tariff_zone", "у этого счетчика столько зон нет.")]


def test_months_that_the_file_leaves_out_stay():
    take(fig20())

    take(a_file(HISTORY, "1;2016-12;75000;475"))

    assert len(history_of("1")) == 6


def test_a_column_that_is_not_there_changes_nothing():
    take(a_file(HISTORY + ";method", "1;2016-11;5;5;average"))

    outcome = take(a_file(HISTORY, "1;2016-11;5;5"))

    assert counts(outcome) == (0, 0, 1)
    assert history_of("1")[0][4] == "average"


def test_a_broken_off_file_changes_nothing_at_all(session):
    with pytest.raises(Exception, match="Строка 3: кавычки не закрыты"):
        take(a_file(HISTORY, "1;2016-10;5;5", '"1;2016-11;6;6'))
    session.rollback()

    assert history_of("1") == []
    assert session.scalar(select(func.count(Contract.id))) == 2


def test_the_act_leaves_counts_in_the_audit_and_no_names(session):
    take(fig20())

    line = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (line.event, line.actor, line.subject) == (
        "meters.imported", "office:Мальцева", "meters:history",
    )  # fmt: skip
    assert line.details == {"rows": 5, "bad": 0, "added": 5, "changed": 0, "same": 0}
