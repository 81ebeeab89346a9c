"""What was sent by a table has a page of its own: to reload, to come back to, nobody else's."""

from datetime import date

import pytest
from sqlalchemy import update

from lk.clock import now
from lk.db import db
from lk.meters.models import ContractBinding, Reading
from tests.client import Client
from tests.factories import a_contract, a_meter, another_consumer
from tests.harness.writing import start_writing

HISTORY = [("2026-09", 900, 100, "actual"), ("2026-10", 1000, 100, "actual")]
PASTE = "Или вставьте из Excel"


@pytest.fixture
def meters(clock, consumer):
    contract = a_contract(consumer, "38005843")
    return [a_meter(contract, f"72002{n}", history=HISTORY) for n in (1, 2, 3)]


@pytest.fixture
def check(meters, signed_in):
    """`check("720021\\t1100")`: the dry run of this text."""
    return lambda text: signed_in.open("meters.table_file").submit("Проверить", **{PASTE: text})


def change(statement):
    start_writing()
    db.session.execute(statement)
    db.session.commit()


def test_sent_table_leads_to_a_page_that_can_be_reloaded(check, signed_in, session):
    sent = check("720021\t1100\n720022\t1090").submit("Передать 2 показания", follow=False)
    first, last = (each.id for each in session.query(Reading).order_by(Reading.id))

    page = signed_in.open_path(sent.location)
    again = signed_in.open_path(sent.location)

    assert (sent.status, page.h1, page.facts) == (303, "Показания переданы", again.facts)
    assert page.facts["Номера"] == f"№ {first} – {last}"
    assert [(row["Номер"], row["Показание"]) for row in page.rows("Переданные")] == [
        (f"№ {first}", "1 100"),
        (f"№ {last}", "1 090"),
    ]


def test_refused_rows_come_back_at_once_with_a_link_to_what_was_sent(check, session):
    page = check("720021\t1100\n99999\t5").submit("Передать 1 показание", follow=False)

    assert (page.status, page.facts["Не передано"]) == (200, "1 строка")
    receipt = page.click("Что передано")
    assert receipt.facts["Передано"] == "1 показание"


def test_table_of_figures_that_were_sent_before_is_told_at_once(check, session):
    check("720021\t1100").submit("Передать 1 показание")

    page = check("720021\t1100\n720022\t1090").submit("Передать 2 показания", follow=False)

    assert (page.status, page.facts["Передано"]) == (200, "2 показания")
    assert page.click("Что передано").facts["Передано"] == "1 показание"


def test_corrected_reading_says_so_in_the_old_receipt(check, signed_in):
    old = check("720021\t1100").submit("Передать 1 показание", follow=False).location
    check("720021\t1101").submit("Передать 1 показание")

    page = signed_in.open_path(old)

    assert page.rows("Переданные")[0]["Что с ним"] == "Исправлено вами"


def test_receipt_of_another_is_404(check, app):
    path = check("720021\t1100").submit("Передать 1 показание", follow=False).location
    other = Client(app).sign_in_as(another_consumer())

    assert other.open_path(path).status == 404


def test_receipt_of_a_contract_that_left_the_cabinet_is_404(check, signed_in):
    path = check("720021\t1100").submit("Передать 1 показание", follow=False).location
    change(update(ContractBinding).values(unbound_at=now()))

    assert signed_in.open_path(path).status == 404


def test_receipt_hides_what_this_cabinet_may_not_see_any_more(check, signed_in):
    path = check("720021\t1100").submit("Передать 1 показание", follow=False).location
    change(update(ContractBinding).values(sees_from=date(2026, 12, 1)))

    row = signed_in.open_path(path).rows("Переданные")[0]

    assert (row["Показание"], "Светлый" in row["Счетчик"]) == ("—", False)


@pytest.mark.parametrize("key", ["x", "a" * 26, "%" * 26, "_" * 26])
def test_receipt_that_nobody_has_is_404(meters, signed_in, key):
    assert signed_in.open("meters.table_receipt", key=key).status == 404
