from typing import Any

import pytest

from lk.applications.models import Application
from lk.db import db
from tests.applications.wizard import (
    REQUISITES,
    TECHNICAL,
    a_draft,
    at_object,
    at_technical,
    begin,
)
from tests.client import Client

TITLE = "Заявка для физических лиц, мощностью присоединяемого объекта менее 150кВт"
STEPS = ("requisites", "object", "technical")


def test_the_categories_stand_in_three_groups(signed_in: Client) -> None:
    page = signed_in.open("applications.start")

    for group in ("Физического лица", "Индивидуальных предпринимателей", "Юридических лиц"):
        assert f"Для {group}" in page.text
    buttons = [each for each in page.buttons if "кВт" in each or "Временное" in each]
    assert len(buttons) == 15


def test_a_category_opens_its_form(signed_in: Client) -> None:
    page = begin(signed_in)

    assert page.h1 == TITLE
    for tab in ("Реквизиты и контакты", "Объект", "Технические данные", "Документы"):
        assert tab in page.text
    assert "Справки по телефону: 8 (3822) 999-718, 999-688, 999-532." in page.text
    assert page.buttons[-2:] == ["Назад", "Далее"]


def test_the_profile_fills_the_form_beforehand(signed_in: Client, consumer: Any) -> None:
    page = begin(signed_in)

    assert page.field("Электронная почта").value == consumer.email
    assert page.field("Фамилия").value == "Иванова"
    assert "999" in str(page.field("Телефон").value).replace("-", "")


def test_an_empty_field_says_so_over_itself(signed_in: Client) -> None:
    page = begin(signed_in).submit("Далее")

    assert page.status == 422
    assert page.notices["Паспорт серия и номер"] == "Заполните поле «Паспорт серия и номер»"
    assert "Заполните поле «В связи с»" in page.errors
    assert page.field("Паспорт серия и номер").is_refused
    assert page.title.startswith("Ошибка: ")


def test_what_was_typed_stays_though_the_step_is_refused(signed_in: Client) -> None:
    page = begin(signed_in).submit("Далее", **{"Паспорт серия и номер": "12 ab", "Имя": "Ева"})

    again = signed_in.open_path(page.path)

    for each in (page, again):
        assert each.field("Паспорт серия и номер").value == "12 ab"
        assert each.field("Имя").value == "Ева"


def test_back_saves_and_is_never_held_up(signed_in: Client) -> None:
    page = at_object(signed_in).submit("Назад", **{"Кадастровый номер": "не знаю"})

    assert page.path.endswith("/requisites")
    assert page.click("2 Объект").field("Кадастровый номер").value == "не знаю"


def test_back_from_the_first_step_leads_to_the_list(signed_in: Client) -> None:
    page = begin(signed_in).submit("Назад", Фамилия="Щербакова")

    assert page.h1 == "Мои заявки"
    assert page.rows("Черновики")[0]["Тип заявки"] == "Физическое лицо · до 150 кВт"


def test_a_step_ahead_opens_only_when_it_is_reached(signed_in: Client, consumer: Any) -> None:
    begin(signed_in)
    draft = db.session.query(Application).one()

    page = signed_in.open("applications.step", public_id=draft.public_id, step="documents")

    assert page.path.endswith("/requisites")


def test_finished_steps_are_links(signed_in: Client) -> None:
    page = at_technical(signed_in)

    assert page.has_link("Реквизиты и контакты") or page.has_link("Реквизиты")
    assert page.click("Объект").field("Кадастровый номер").value == "70:21:0100001:123"


def test_rows_are_added_and_taken_away_without_a_script(signed_in: Client) -> None:
    page = at_technical(signed_in).submit("Добавить", **TECHNICAL)
    two = page.has_field("stages-1-power")

    page = page.submit("Удалить", **{"stages-1-power": "5"})

    assert two
    assert not page.has_field("stages-1-power")
    assert page.field("stages-0-power").value == "5"


def test_a_wrong_cell_is_marked_in_its_row(signed_in: Client) -> None:
    page = at_technical(signed_in).submit("Далее", **(TECHNICAL | {"stages-0-design": "скоро"}))

    assert page.status == 422
    assert page.field("stages-0-design").is_refused
    assert page.field("stages-0-design").value == "скоро"
    assert len(page.errors) == 1


def test_questions_about_an_earlier_connection_come_with_the_reason(signed_in: Client) -> None:
    answers = REQUISITES | {"В связи с": "Увеличение мощности"}

    page = begin(signed_in).submit("Далее", **answers)

    assert page.has_field("existing_contract")


def test_the_sum_of_power_is_shown_and_cannot_be_sent(signed_in: Client) -> None:
    page = at_technical(signed_in).submit("Назад", **TECHNICAL)

    page = page.click("Технические данные")

    assert "12,5 кВт" in page.text
    assert not page.has_field("p_total")


def test_power_over_the_category_leads_to_the_others(signed_in: Client) -> None:
    power = {"Максимальная мощность присоединяемых устройств, кВт": "150,01"}

    page = at_technical(signed_in).submit("Далее", **(TECHNICAL | power))

    assert page.status == 422
    moved = page.submit("Перейти к заявке")
    assert "от 150кВт до 670кВт" in moved.h1
    assert moved.field("p_new").value == "150,01"


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(
    "bad",
    ["\0", "\ud800", "0" * 1500, "<script>alert(1)</script>", "{{7*7}}", "١٢٣", "-1e999", " "],
)
def test_bad_values_in_every_field_are_refused_and_kept(
    signed_in: Client, consumer: Any, step: str, bad: str
) -> None:
    draft = a_draft(consumer, files=False)
    page = signed_in.open("applications.step", public_id=draft.public_id, step=step)
    controls = page.soup.find("main").select("input[name], select[name], textarea[name]")
    kept = {"csrf_token", "seen", "go"}
    sent = [(c["name"], bad if c["name"] not in kept else c.get("value", "")) for c in controls]

    answer = signed_in.post(page.path, [(n, v.encode("utf-8", "replace")) for n, v in sent])

    assert answer.status == 422
    again = signed_in.open_path(page.path)
    assert again.status == 200
    assert "49" not in again.text.split("Справки")[0]
