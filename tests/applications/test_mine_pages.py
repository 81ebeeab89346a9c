from datetime import timedelta
from typing import Any

import pytest

from lk.applications import service
from lk.applications.models import Application
from lk.clock import now
from lk.db import db
from tests.applications.wizard import a_draft, a_submitted
from tests.client import Client
from tests.factories import another_consumer
from tests.page import Page

ADDRESSES = ("г. Томск, пер. Сибирский, д. 5", "г. Томск, ул. Ёлочная, д. 7", "с. Зональное, д. 9")


@pytest.fixture
def cases(consumer: Any) -> list[Application]:
    return [a_submitted(consumer, obj_addr=address) for address in ADDRESSES]


def addresses(page: Page) -> list[str]:
    return [row["Адрес объекта"] for row in page.rows("Мои заявки")]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("СИБИРСК", ADDRESSES[0]),
        ("елочн", ADDRESSES[1]),
        ("  томск   ёлочная ", ADDRESSES[1]),
        ("зональн", ADDRESSES[2]),
    ],
)
def test_search_finds_part_of_a_word_in_any_case(
    signed_in: Client, cases: list[Application], words: str, expected: str
) -> None:
    page = signed_in.open("applications.index").search("Найти", Найти=words)

    assert addresses(page) == [expected]
    assert page.field("Найти").value == words


def test_search_finds_by_number_and_by_name(signed_in: Client, cases: list[Application]) -> None:
    number = str(cases[1].number)

    by_number = signed_in.open("applications.index", text=number.upper())
    by_name = signed_in.open("applications.index", text="щербакова")

    assert addresses(by_number) == [ADDRESSES[1]]
    assert len(addresses(by_name)) == 3


def test_filter_tells_the_states_apart(signed_in: Client, cases: list[Application]) -> None:
    service.move_status(application=cases[0], to="cancelled", by="Петрова", at=now())
    db.session.commit()
    page = signed_in.open("applications.index")

    ended = page.search("Найти", Состояние="Отозваны, отклонены")
    at_work = page.search("Найти", Состояние="В работе")

    assert addresses(ended) == [ADDRESSES[0]]
    assert addresses(at_work) == [ADDRESSES[2], ADDRESSES[1]]


def test_case_whose_term_has_passed_is_marked_in_the_list(
    signed_in: Client, cases: list[Application]
) -> None:
    cases[1].due_on = now().date() - timedelta(days=2)
    db.session.commit()

    rows = signed_in.open("applications.index").rows("Мои заявки")

    late = [row["Адрес объекта"] for row in rows if "Срок прошел" in row["Статус заявки"]]
    assert late == [ADDRESSES[1]]


def test_search_without_a_result_says_so_and_leads_back(
    signed_in: Client, cases: list[Application]
) -> None:
    page = signed_in.open("applications.index", text="100%_нет")

    assert page.rows("Мои заявки") == []
    assert "Ничего не нашлось" in page.text
    assert len(addresses(page.click("посмотрите все заявки"))) == 3


def test_search_does_not_find_what_is_another_persons(
    signed_in: Client, cases: list[Application]
) -> None:
    a_submitted(another_consumer(), obj_addr="г. Томск, ул. Чужая, д. 1")

    page = signed_in.open("applications.index", text="чужая")

    assert page.rows("Мои заявки") == []


def test_live_search_gets_the_rows_alone(signed_in: Client, cases: list[Application]) -> None:
    path = signed_in.url("applications.index")

    part = signed_in.open_path(path, query={"text": "зональн"}, fragment=True)

    assert addresses(part) == [ADDRESSES[2]]
    assert part.soup.find("h1") is None


def test_next_page_keeps_the_search(
    signed_in: Client, consumer: Any, settings_changed: Any
) -> None:
    for place in range(22):
        case = a_submitted(consumer, obj_addr=f"г. Томск, ул. Мира, д. {place}")
        case.submitted_at = now().replace(year=2025)
        db.session.commit()
    a_draft(consumer, files=False)

    first = signed_in.open("applications.index", text="МИРА")
    second = first.click("Более ранние заявки")

    assert len(addresses(first)) == 20
    assert addresses(second) == ["г. Томск, ул. Мира, д. 1", "г. Томск, ул. Мира, д. 0"]
    assert second.field("Найти").value == "МИРА"


@pytest.mark.parametrize("odd", ["\0", "%", "_", "\\", "'", "<b>", "\u202e", "а" * 5000])
def test_odd_words_find_nothing_and_break_nothing(
    signed_in: Client, cases: list[Application], odd: str
) -> None:
    page = signed_in.open("applications.index", text=odd, state=odd)

    assert page.status == 200
    assert len(page.rows("Мои заявки")) in {0, 3}
