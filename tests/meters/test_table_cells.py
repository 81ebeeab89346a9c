"""While one types in the grid: messages alone come back, the cells stay as they are."""

import pytest

from tests.factories import a_contract, a_meter, a_reading, another_consumer

HISTORY = [("2026-09", 900, 100, "actual"), ("2026-10", 1000, 100, "actual")]


@pytest.fixture
def meter(clock, consumer):
    return a_meter(a_contract(consumer, "38005843"), "720021", history=HISTORY)


@pytest.fixture
def check(meter, client, consumer):
    """`check("1,234")`: what is said of this value, at the cell and under it."""
    client.sign_in_as(consumer)

    def check(*typed, of=meter, **more):
        cells = {f"v-{of.public_id}-{zone}": text for zone, text in enumerate(typed, start=1)}
        return client.open("meters.table_cell", fragment=True, **cells, **more)

    return check


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1,234", "Непонятно, что значит «1,234»"),
        ("123456", "На этом счетчике 5 цифр до запятой"),
        ("950", "950 меньше прошлого показания 1 000."),
        ("1000", "Показание не изменилось"),
        ("11000", "намного больше обычного"),
        ("11000", "Возможно, 1 100?"),
        ("1100,5", "Расход 101 кВт·ч."),
    ],
)
def test_what_is_typed_is_answered_at_once(check, typed, said):
    assert said in check(typed).text


def test_fault_goes_to_the_notice_of_its_cell(check, meter):
    page = check("много")

    notice = page.soup.find(id=f"v-{meter.public_id}-1-notice")
    assert "Нужно одно число" in notice.get_text()
    assert not page.soup.find("input")


def test_nothing_is_said_of_an_empty_row_and_of_zones_not_yet_typed(check, meter, session):
    two = a_meter(a_contract(), "720030", zones=2)
    two.contract_id = meter.contract_id
    session.commit()

    assert check("").text == ""
    assert check("5", "", of=two).text == ""


def test_day_above_the_grid_counts(check):
    assert "еще не наступил" in check("1100", taken_on="2026-11-25").text


def test_reading_that_the_billing_has_is_told_at_once(check, meter, consumer):
    a_reading(meter, consumer, 1100, state="exported")

    assert "уже передано в расчет" in check("1101").text


@pytest.mark.parametrize("history", [HISTORY, ()])
def test_row_is_checked_by_four_selects_at_most(check, meter, session, history):
    fresh = a_meter(a_contract(), "720030", history=history)
    fresh.contract_id = meter.contract_id
    session.commit()

    assert len(check("1100", of=fresh).statements) <= 4


def test_foreign_meter_is_404_and_a_whole_page_is_the_grid(check, client):
    foreign = a_meter(a_contract(another_consumer()))

    assert check("5", of=foreign).status == 404
    assert client.open("meters.table_cell").h1 == "Показания таблицей"


def test_cell_left_without_a_session_does_not_take_the_page_away(check, client):
    client.forget_cookies()

    answer = check("1100")

    assert (answer.status, answer.text) == (401, "")
    assert "HX-Redirect" not in answer.headers
