from typing import Any

import pytest

from lk.applications import rules, service
from lk.clock import now, today
from lk.company import company
from lk.db import db
from tests.applications.wizard import NAME, a_submitted
from tests.client import Client
from tests.page import Page

TITLE = "Заявка для физических лиц, мощностью присоединяемого объекта менее 150кВт"


def check(client: Client, number: str, **names: str) -> Page:
    return client.open("applications.check").submit(
        "Проверить заявку", **{"Номер заявки": number, **names}
    )


def test_the_right_pair_gets_the_four_rows_and_no_more(client: Client, consumer: Any) -> None:
    case = a_submitted(consumer)

    page = check(client, str(case.number), ФИО=NAME)

    assert page.status == 200
    assert page.facts == {
        "Номер заявки": case.number,
        "Статус заявки": "Заявка подана",
        "В связи с": "Присоединение впервые",
        "Тип заявки": TITLE,
    }


@pytest.mark.parametrize(
    "name",
    [
        "щербакова аграфена петровна",
        "  ЩЕРБАКОВА   Аграфена Петровна ",
        "«Щербакова» Аграфена-Петровна",
    ],
)
def test_spelling_of_the_name_does_not_matter(client: Client, consumer: Any, name: str) -> None:
    case = a_submitted(consumer)

    page = check(client, f" {str(case.number).upper()} ", ФИО=name)

    assert page.facts["Номер заявки"] == case.number


def test_e_with_dots_is_e(client: Client, consumer: Any) -> None:
    case = a_submitted(consumer, last_name="Королёва", first_name="Алёна", middle_name="Петровна")

    page = check(client, str(case.number), ФИО="Королева Алена Петровна")

    assert page.status == 200


def test_the_name_may_stand_in_the_other_field(client: Client, consumer: Any) -> None:
    case = a_submitted(consumer)

    page = check(client, str(case.number), **{"Название организации": NAME})

    assert page.status == 200


def test_a_wrong_number_and_a_wrong_name_get_the_same_answer(client: Client, consumer: Any) -> None:
    case = a_submitted(consumer)

    wrong = [
        check(client, str(case.number), ФИО="Иванов Иван"),
        check(client, "2026-11-24-999-1", ФИО=NAME),
        check(client, "нет", ФИО=NAME),
        check(client, str(case.number), ФИО="—"),
    ]

    assert {page.status for page in wrong} == {422}
    assert len({tuple(page.errors) for page in wrong}) == 1
    assert not any(str(case.object_address) in page.text for page in wrong)


def test_both_refusals_ask_the_database_the_same(client: Client, consumer: Any) -> None:
    case = a_submitted(consumer)

    pages = [
        check(client, str(case.number), ФИО="Иванов Иван"),
        check(client, "2026-11-24-999-1", ФИО="Иванов Иван"),
    ]

    assert pages[0].statements.selects == pages[1].statements.selects


def test_a_draft_is_not_found(client: Client, consumer: Any) -> None:
    page = check(client, "", ФИО=NAME)

    assert page.notices["Номер заявки"] == "Заполните поле «Номер заявки»"


def test_one_of_the_two_names_is_needed(client: Client, consumer: Any) -> None:
    page = check(client, "2020-01-10-702-5")

    assert page.status == 422
    assert page.notices["ФИО"] == "Заполните поле «ФИО» или «Название организации»"


def test_the_new_status_is_seen_without_signing_in(client: Client, consumer: Any) -> None:
    case = a_submitted(consumer)
    service.move_status(
        application=case,
        to="registered",
        by="Петрова",
        at=now(),
        facts=rules.Facts(date=today(company().time_zone), number="12"),
    )
    db.session.commit()

    page = check(client, str(case.number), ФИО=NAME)

    assert page.facts["Статус заявки"] == "Заявка зарегистрирована"


def test_a_number_stands_ten_wrong_names_a_day(client: Client, consumer: Any, clock: Any) -> None:
    case = a_submitted(consumer)
    for _ in range(10):
        check(client, str(case.number), ФИО="Иванов Иван")

    page = check(client, str(case.number), ФИО=NAME)

    assert page.status == 429
    assert page.errors == ["Слишком много попыток. Попробуйте через 24 часа."]
    clock.forward(hours=25)
    assert check(client, str(case.number), ФИО=NAME).status == 200


def test_other_spellings_of_a_number_are_the_same_number(
    client: Client, consumer: Any, clock: Any
) -> None:
    typed = str(a_submitted(consumer).number)
    spellings = [typed, f"№ {typed}", typed.replace("-", "–"), typed.replace("-", " - ")]
    for guess in range(10):
        check(client, spellings[guess % 4], ФИО="Иванов Иван")

    pages = [check(client, each, ФИО=NAME) for each in spellings]

    assert {page.status for page in pages} == {429}


def test_a_household_of_ipv6_addresses_is_one_address(app: Any, clock: Any) -> None:
    neighbours = [Client(app, address=f"2001:db8:1:2::{place:x}") for place in range(22)]
    for place, each in enumerate(neighbours[:20]):
        check(each, f"2026-11-24-{place}-1", ФИО="Иванов Иван")

    page = check(neighbours[21], "2026-11-24-99-1", ФИО="Иванов Иван")

    assert page.status == 429
    far = Client(app, address="2001:db8:1:3::1")
    assert check(far, "2026-11-24-99-1", ФИО="Иванов Иван").status == 422


def test_an_address_guesses_twenty_times_an_hour(client: Client, clock: Any, app: Any) -> None:
    for guess in range(20):
        assert check(client, f"2026-11-24-{guess}-1", ФИО="Иванов Иван").status == 422

    page = check(client, "2026-11-24-99-1", ФИО="Иванов Иван")

    assert page.status == 429
    assert "через 60 минут" in page.errors[0]
    assert page.field("ФИО").value == "Иванов Иван"


def test_the_right_name_forgives_the_wrong_ones(client: Client, consumer: Any) -> None:
    case = a_submitted(consumer)
    for _ in range(9):
        check(client, str(case.number), ФИО="Иванов Иван")
    check(client, str(case.number), ФИО=NAME)

    page = check(client, str(case.number), ФИО="Иванов Иван")

    assert page.status == 422


def test_names_do_not_reach_the_log(client: Client, consumer: Any, log_lines: Any) -> None:
    case = a_submitted(consumer)

    check(client, str(case.number), ФИО=NAME)

    assert "Щербакова" not in "\n".join(log_lines.raw)
