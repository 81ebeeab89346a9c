"""The private page: opened by whoever has its address, shows four rows and the receipts."""

from typing import Any

import pytest

from lk.clock import now
from lk.db import db
from lk.questions import service as questions
from lk.questions.models import Thread
from tests.applications.test_papers_pages import with_receipts
from tests.applications.wizard import NAME, a_submitted
from tests.client import Client
from tests.factories import a_thread

WRONG = "0" * 26


def test_it_shows_the_four_rows_without_a_sign_in(client: Client, consumer: Any) -> None:
    case = with_receipts(a_submitted(consumer))

    page = client.open("applications.private_link", token=case.link_token)

    assert page.h1 == "Личная страница заявки"
    assert page.facts == {
        "Номер заявки": case.number,
        "Статус заявки": "Заявка подана",
        "В связи с": "Присоединение впервые",
        "Тип заявки": case.title,
    }


def test_it_says_nothing_personal(client: Client, consumer: Any) -> None:
    case = with_receipts(a_submitted(consumer))

    page = client.open("applications.private_link", token=case.link_token)

    for secret in (*NAME.split(), "Мира", "6903", "example.ru", "План", "ivanova"):
        assert secret not in str(page.soup.find("main"))


def test_each_receipt_stands_there_with_its_sum(client: Client, consumer: Any, clock: Any) -> None:
    case = with_receipts(a_submitted(consumer), 2)

    page = client.open("applications.private_link", token=case.link_token)

    assert "Квитанция № 2 24.11.2026 в 12:04 · действует" in page.text
    assert "Квитанция № 1 24.11.2026 в 12:04 · заменена квитанцией № 2 от 24.11.2026" in page.text
    sums = [each.text for each in page.soup.select("code")]
    assert len(set(sums)) == 2
    assert all(len(each) == 64 for each in sums)


def test_an_application_without_receipts_has_its_page_too(client: Client, consumer: Any) -> None:
    case = a_submitted(consumer)
    db.session.execute(db.text("DELETE FROM receipts"))

    page = client.open("applications.private_link", token=case.link_token)

    assert page.status == 200
    assert "Квитанция" not in page.text


def test_its_address_is_told_to_nobody(client: Client, consumer: Any) -> None:
    case = a_submitted(consumer)

    page = client.open("applications.private_link", token=case.link_token)

    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"
    assert "noindex" in page.headers["X-Robots-Tag"]


def test_it_costs_few_questions_and_writes_nothing(signed_in: Client, consumer: Any) -> None:
    case = with_receipts(a_submitted(consumer))

    page = signed_in.open("applications.private_link", token=case.link_token)

    assert len(page.statements) <= 3


@pytest.mark.parametrize(
    "token",
    [WRONG, "x", "A" * 26, "0" * 25, "0" * 27, "é" * 26, "l" * 26, "0" * 5000],
)
def test_no_other_address_opens_anything(client: Client, consumer: Any, token: str) -> None:
    a_submitted(consumer)

    page = client.open_path(f"/lk/a/{token}")

    assert page.status == 404


def test_the_id_of_the_cabinet_is_no_key_to_it(client: Client, consumer: Any) -> None:
    case = a_submitted(consumer)

    page = client.open("applications.private_link", token=case.public_id)

    assert page.status == 404


def test_who_tries_many_addresses_waits(
    client: Client, another_client: Client, consumer: Any, clock: Any
) -> None:
    case = a_submitted(consumer)
    another_client.address = "198.51.100.7"
    for _ in range(30):
        client.open("applications.private_link", token=WRONG)

    stopped = client.open("applications.private_link", token=case.link_token)
    elsewhere = another_client.open("applications.private_link", token=case.link_token)
    clock.forward(minutes=11)
    later = client.open("applications.private_link", token=case.link_token)

    assert (stopped.status, elsewhere.status, later.status) == (429, 200, 200)
    assert int(stopped.headers["Retry-After"]) <= 600


def test_it_takes_no_input(client: Client, consumer: Any) -> None:
    case = a_submitted(consumer)
    path = client.url("applications.private_link", token=case.link_token)

    answer = client.ask("POST", path)

    assert answer.status_code in {400, 405}


def test_answer_about_an_application_carries_its_private_page(consumer: Any, letters: Any) -> None:
    case = a_submitted(consumer)
    answer_to(a_thread(consumer, application_id=case.id, title="Заявка"))

    letter = letters.last("ivanova@example.ru")

    assert f"/lk/a/{case.link_token}" in letter.paths
    assert str(case.link_token) in letter.html


def test_answer_about_nothing_in_particular_carries_none(consumer: Any, letters: Any) -> None:
    answer_to(a_thread(consumer))

    letter = letters.last("ivanova@example.ru")

    assert letter.subject == "Ответ специалиста"
    assert "Личная страница" not in letter.text + letter.html


def answer_to(thread: Thread) -> None:
    questions.answer(thread=thread, text="Завтра", by="Петрова", at=now())
    db.session.commit()
