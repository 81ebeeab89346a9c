"""«Подать заявку с этими данными»: from the calculator to a draft that keeps the calculation."""

from typing import Any

import pytest

from lk.applications import service
from lk.applications.models import Application
from lk.calculator.models import Calculation
from lk.db import db
from tests.calculator.asking import ask, demo_tariff
from tests.client import Client
from tests.factories import PASSWORD, a_draft, an_application, another_consumer

HOUSEHOLD = "до 15 кВт для бытовых нужд"
APPLY = "Подать заявку с этими данными"


@pytest.fixture(autouse=True)
def tariff(app: Any, clock: Any) -> None:
    demo_tariff()


def the_only(kind: Any) -> Any:
    return db.session.query(kind).one()


def test_what_was_calculated_stands_in_the_draft(signed_in: Client) -> None:
    page = ask(signed_in, power="12,5").click(APPLY)
    assert page.h1 == "Заявка с данными расчета"
    assert page.facts["Мощность, кВт"] == "12,5"
    assert page.facts["Расстояние до сетей электроснабжения, метры"] == "100"

    step = page.submit(HOUSEHOLD)

    draft = the_only(Application)
    assert step.path.endswith(f"/{draft.public_id}/requisites")
    assert "Данные расчета уже в заявке" in step.text
    assert draft.kind_code == "fl-15"
    assert draft.typed["p_new"] == "12,5"
    assert draft.typed["voltage"] == "0.4"
    assert draft.typed["distance_m"] == "100"


def test_calculation_is_kept_with_its_version(signed_in: Client) -> None:
    ask(signed_in).click(APPLY).submit(HOUSEHOLD)

    draft, kept = the_only(Application), the_only(Calculation)
    assert draft.calculation_id == kept.id
    assert kept.question["distance_m"] == "100"
    assert kept.answer["standard"]["total"] == "13202.00"


def test_power_leads_to_the_kinds_that_fit(signed_in: Client) -> None:
    page = ask(signed_in, power="200", voltage="10").click(APPLY)

    assert not any(HOUSEHOLD in each for each in page.buttons)
    assert sum("670" in each for each in page.buttons) == 3


def test_visitor_signs_in_and_finds_the_calculation_again(client: Client, consumer: Any) -> None:
    page = ask(client, power="7").click(APPLY)
    assert page.h1 == "Вход"

    page = page.submit("Войти", Логин=consumer.login, Пароль=PASSWORD)

    assert page.h1 == "Заявка с данными расчета"
    assert page.facts["Мощность, кВт"] == "7"


def test_draft_of_that_kind_is_not_overwritten(signed_in: Client, consumer: Any) -> None:
    older = service.start(user=consumer, kind_code="fl-15", at=consumer.created_at)
    older.keep_typed({"p_new": "3"})
    older.saved_at = consumer.created_at.replace(year=2030)
    db.session.commit()

    page = ask(signed_in).click(APPLY).submit(HOUSEHOLD)
    assert "У вас есть черновик такой заявки" in page.text
    page.submit("Начать новую с данными расчета")

    drafts = db.session.query(Application).order_by(Application.id).all()
    assert [each.typed["p_new"] for each in drafts] == ["3", "15"]
    assert drafts[0].calculation_id is None


def test_pressed_twice_makes_one_draft_and_one_calculation(signed_in: Client) -> None:
    page = ask(signed_in).click(APPLY)

    first = page.submit(HOUSEHOLD)
    again = page.submit(HOUSEHOLD)

    assert again.path == first.path
    assert db.session.query(Application).count() == db.session.query(Calculation).count() == 1


@pytest.mark.parametrize("query", [{"power": "много"}, {"power": ""}, {"on": "01.01.2001"}])
def test_what_cannot_be_calculated_leads_back_to_the_calculator(
    signed_in: Client, query: dict[str, str]
) -> None:
    asked = {"power": "15", "distance": "100", "voltage": "0.4", "reliability": "III", **query}

    page = signed_in.open_path("/lk/applications/from-estimate", query=asked)

    assert page.h1 == "Калькулятор"
    assert page.status == 422


@pytest.mark.parametrize("name", ["endpoint", "_method", "_anchor", "_external", "_scheme"])
def test_foreign_names_of_an_address_go_nowhere(signed_in: Client, name: str) -> None:
    page = signed_in.open_path(
        "/lk/applications/from-estimate", query={"power": "abc", name: "DELETE"}, follow=False
    )

    assert page.location.startswith("/lk/calculator?power=abc")
    assert "DELETE" not in page.location


def test_another_calculation_does_not_change_the_draft_of_the_first(signed_in: Client) -> None:
    ask(signed_in, power="10", previous="4").click(APPLY).submit(HOUSEHOLD)

    page = ask(signed_in, power="12").click(APPLY).submit(HOUSEHOLD)

    assert "У вас есть черновик такой заявки" in page.text
    assert the_only(Application).typed["p_new"] == "10"
    assert the_only(Calculation).question["power_kw"] == "10"


def test_kind_that_the_power_does_not_lead_to_begins_no_draft(signed_in: Client) -> None:
    page = ask(signed_in, power="12,5").click(APPLY)
    hidden = [(each["name"], each["value"]) for each in page.main.select("form input[type=hidden]")]

    answer = signed_in.post("/lk/applications/from-estimate", [*hidden, ("kind", "fl-670")])

    assert answer.h1 == "Заявка с данными расчета"
    assert db.session.query(Application).count() == 0


def test_unknown_kind_is_not_found(signed_in: Client) -> None:
    page = ask(signed_in).click(APPLY)
    token = page.soup.select_one("main input[name=csrf_token]")["value"]

    answer = signed_in.post(
        "/lk/applications/from-estimate",
        [("csrf_token", token), ("kind", "fl-1000"), ("power", "15")],
    )

    assert answer.status == 404


def with_estimate(signed_in: Client, consumer: Any) -> Application:
    ask(signed_in).click(APPLY).submit(HOUSEHOLD)
    kept = the_only(Calculation)
    db.session.delete(the_only(Application))
    application = an_application(consumer)
    application.calculation_id = kept.id
    db.session.commit()
    return application


def test_card_shows_the_calculation(signed_in: Client, consumer: Any) -> None:
    application = with_estimate(signed_in, consumer)

    page = signed_in.open("applications.card", public_id=application.public_id)

    assert "Расчет стоимости" in page.text
    assert page.facts["По стандартизированным ставкам"] == "13 202,00 ₽"
    assert page.facts["По ставке за кВт"] == "10 491,60 ₽"


def test_kept_calculation_opens_line_by_line(signed_in: Client, consumer: Any) -> None:
    application = with_estimate(signed_in, consumer)
    card = signed_in.open("applications.card", public_id=application.public_id)

    page = card.click("Как посчитано")

    assert page.h1 == "Расчет стоимости по заявке"
    assert "13 202.00 рублей" in page.text
    assert "Демонстрационный тариф" in page.text
    assert page.click("Пересчитать в калькуляторе").field("Мощность, кВт").value == "15"


def test_another_consumers_calculation_is_not_found(signed_in: Client, client: Client) -> None:
    ask(signed_in).click(APPLY).submit(HOUSEHOLD)
    public_id = the_only(Calculation).public_id

    client.sign_in_as(another_consumer())

    assert client.open("calculator.kept", public_id=public_id).status == 404


def test_application_without_a_calculation_says_nothing_of_it(
    signed_in: Client, consumer: Any
) -> None:
    application = an_application(consumer)

    page = signed_in.open("applications.card", public_id=application.public_id)

    assert "Расчет стоимости" not in page.text


def test_the_twenty_first_draft_is_refused_here_too(signed_in: Client, consumer: Any) -> None:
    for _ in range(20):
        a_draft(consumer, files=False)

    page = ask(signed_in).click(APPLY).submit(HOUSEHOLD)

    assert page.status == 422
    assert "черновиков" in page.text
    assert page.facts["Мощность, кВт"] == "15"
