"""Readings of many meters typed in the grid: shown first, then sent in one act."""

from datetime import date
from decimal import Decimal

import pytest

from lk.meters.models import Reading
from tests.factories import a_contract, a_meter, a_reading, another_consumer

HISTORY = [("2026-09", 900, 100, "actual"), ("2026-10", 1000, 100, "actual")]
FIRST, SECOND, THIRD = (f"Показание, счетчик 72002{n}" for n in (1, 2, 3))


@pytest.fixture(autouse=True)
def november(clock):
    """24.11.2026: homes send from the 23rd to the 26th."""


@pytest.fixture
def contract(consumer):
    return a_contract(consumer, "38005843")


@pytest.fixture
def meters(contract):
    return [
        a_meter(contract, f"72002{n}", history=HISTORY, address=f"г. Томск, ул. Мира, д. {n}")
        for n in (1, 2, 3)
    ]


def sent(session):
    found = session.query(Reading).order_by(Reading.id)
    return [(each.meter.number, each.value1, each.state) for each in found]


def test_grid_shows_ones_own_meters_with_their_last_reading(signed_in, meters):
    page = signed_in.open("meters.table")

    rows = page.rows("Показания")
    assert [each["Счетчик"][:6] for each in rows] == ["720021", "720022", "720023"]
    assert rows[0]["Последнее показание"] == "1 000 Октябрь 2026"
    assert page.field("Дата показаний").value == "2026-11-24"


def test_dry_run_tells_what_goes_and_writes_nothing(signed_in, meters, session):
    page = signed_in.open("meters.table").submit("Проверить", **{FIRST: "1100,5", THIRD: "1 090"})

    assert page.h1 == "Проверка перед отправкой"
    assert page.facts["К передаче"] == "2 показания"
    assert [each["Расход"] for each in page.rows("Что будет")] == ["101 кВт·ч", "90 кВт·ч"]
    assert sent(session) == []


def test_checked_readings_are_sent_with_their_numbers(signed_in, meters, session):
    page = signed_in.open("meters.table").submit("Проверить", **{FIRST: "1100,5", THIRD: "1 090"})

    page = page.submit("Передать 2 показания")

    first, last = (each.id for each in session.query(Reading).order_by(Reading.id))
    assert page.h1 == "Показания переданы"
    assert page.facts["Передано"] == "2 показания"
    assert page.facts["Номера"] == f"№ {first} – {last}"
    assert sent(session) == [
        ("720021", Decimal("1100.5"), "sent"),
        ("720023", Decimal(1090), "sent"),
    ]


def test_form_that_is_sent_twice_is_one_reading_of_each_meter(signed_in, meters, session):
    check = signed_in.open("meters.table").submit("Проверить", **{FIRST: "1100", THIRD: "1090"})

    once = check.submit("Передать 2 показания")
    again = check.submit("Передать 2 показания")

    assert once.facts == again.facts
    assert len(sent(session)) == 2


def test_what_was_sent_leaves_the_grid_and_can_be_corrected(signed_in, meters, session):
    check = signed_in.open("meters.table").submit("Проверить", **{FIRST: "1100"})
    check.submit("Передать 1 показание")

    grid = signed_in.open("meters.table")
    assert not grid.has_field(FIRST)
    grid = grid.search("Найти", **{"Показать и переданные, которые можно исправить": True})
    assert "Передано 24.11.2026: 1 100" in grid.text
    check = grid.submit("Проверить", **{FIRST: "1101"})
    assert check.facts["Из них заменят переданные раньше"] == "1"
    check.submit("Передать 1 показание")

    assert sent(session) == [
        ("720021", Decimal(1100), "replaced"),
        ("720021", Decimal(1101), "sent"),
    ]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1,234", "Непонятно, что значит «1,234»: напишите 1234 или 1,2340."),
        ("много", "Нужно одно число цифрами, например 12345 или 12345,6."),
        ("123456", "На этом счетчике 5 цифр до запятой"),
    ],
)
def test_fault_is_told_at_its_cell_and_all_values_stay(signed_in, meters, typed, said):
    page = signed_in.open("meters.table").submit("Проверить", **{FIRST: typed, SECOND: "1100"})

    assert page.status == 422
    assert said in page.field(FIRST).error
    assert page.errors[0].startswith(f"№ 720021. {said}")
    assert (page.field(FIRST).value, page.field(SECOND).value) == (typed, "1100")


def test_comma_and_dot_are_one_number(signed_in, meters, session):
    check = signed_in.open("meters.table").submit(
        "Проверить", **{FIRST: "1100,5", SECOND: "1100.5"}
    )

    check.submit("Передать 2 показания")

    assert {value for _, value, _ in sent(session)} == {Decimal("1100.5")}


def test_good_rows_go_without_the_bad_ones_on_request(signed_in, meters, session):
    page = signed_in.open("meters.table").submit("Проверить", **{FIRST: "1,234", SECOND: "1100"})

    page = page.submit("Продолжить без строк с ошибками").submit("Передать 1 показание")

    assert [number for number, _, _ in sent(session)] == ["720022"]
    assert page.facts["Не передано"] == "1 строка"
    assert "Непонятно, что значит «1,234»" in page.rows("Исправьте")[0]["Что исправить"]


def test_lower_reading_asks_and_its_answer_travels(signed_in, meters, session):
    check = signed_in.open("meters.table").submit("Проверить", **{FIRST: "950", SECOND: "1100"})
    assert check.facts["Нужен ваш ответ"] == "1 строка"

    check.submit(
        "Передать 1 показание",
        **{"Ответ к строке 1, счетчик 720021": "Прошлое показание было с ошибкой"},
    )

    answers = {each.meter.number: each.answer for each in session.query(Reading)}
    assert answers == {"720021": "earlier_error", "720022": ""}


def test_doubted_row_without_an_answer_comes_back(signed_in, meters, session):
    check = signed_in.open("meters.table").submit("Проверить", **{FIRST: "950", SECOND: "1100"})

    page = check.submit("Передать 1 показание")

    assert [number for number, _, _ in sent(session)] == ["720022"]
    assert "950 меньше прошлого показания 1 000" in page.rows("Исправьте")[0]["Что исправить"]


def test_one_answer_lets_all_doubted_rows_through(signed_in, meters, session):
    check = signed_in.open("meters.table").submit("Проверить", **{FIRST: "950", SECOND: "1000"})

    check.submit("Передать с ответами", insists=True)

    assert {each.answer for each in session.query(Reading)} == {"insist"}
    assert len(sent(session)) == 2


def test_suggested_figure_is_taken_by_its_choice(signed_in, meters, session):
    check = signed_in.open("meters.table").submit("Проверить", **{FIRST: "11000"})
    field = check.field("Ответ к строке 1, счетчик 720021")

    check.submit("Передать с ответами", **{field.label: field.options[1]})

    assert field.options[1] == "Исправить на 1 100"
    assert sent(session) == [("720021", Decimal(1100), "sent")]


def test_future_day_is_told_once_at_the_day(signed_in, meters):
    page = signed_in.open("meters.table").submit(
        "Проверить", **{"Дата показаний": "2026-11-25", FIRST: "1100", SECOND: "1100"}
    )

    assert page.status == 422
    assert page.errors == ["Этот день еще не наступил: сегодня 24.11.2026."]
    assert page.field("Дата показаний").error == page.errors[0]


def test_empty_grid_asks_for_a_figure(signed_in, meters):
    page = signed_in.open("meters.table").submit("Проверить")

    assert (page.status, page.errors) == (422, ["Впишите хотя бы одно показание."])


def test_meter_of_several_zones_has_a_cell_for_each(signed_in, contract, session):
    a_meter(contract, "720030", zones=2)
    grid = signed_in.open("meters.table")

    page = grid.submit("Проверить", **{"Т1 (день), счетчик 720030": "100"})
    assert page.field("Т2 (ночь), счетчик 720030").error.startswith("Т2: впишите показание")
    assert page.errors[0].startswith("№ 720030, Т2: впишите показание")
    page = page.submit("Проверить", **{"Т2 (ночь), счетчик 720030": "50"})
    page.submit("Передать 1 показание")

    assert session.query(Reading).one().values == (Decimal(100), Decimal(50))


def test_removed_forbidden_billed_and_foreign_meters_are_not_in_the_grid(
    signed_in, consumer, contract, meters
):
    a_meter(contract, "720031", removed_on=date(2026, 1, 1))
    a_meter(a_contract(consumer, may_send=False), "720032")
    a_meter(contract, "720033", history=[*HISTORY, ("2026-11", 1100, 100, "actual")])
    a_reading(a_meter(contract, "720034", history=HISTORY), consumer, 1100, state="exported")
    a_meter(a_contract(another_consumer()), "720035")

    page = signed_in.open("meters.table", sent="y")

    shown = [each["Счетчик"][:6] for each in page.rows("Показания")]
    assert shown == ["720021", "720022", "720023"]
