"""A session that ends in the middle of the form costs nobody what was typed."""

import pytest

from tests.factories import PASSWORD, a_draft, another_consumer
from tests.journeys import words as w

TYPED = {
    "Максимальная мощность присоединяемых устройств, кВт": "14,2",
    "Мощность этапа, кВт": "14,2",
    "Срок ввода (мм.гггг)": "11.2027",
}


def loses_all_cookies(client, clock):
    client.forget_cookies()


def is_idle_for_half_an_hour(client, clock):
    clock.forward(minutes=31)


@pytest.fixture
def step(consumer, client, clock):
    draft = a_draft(consumer)
    client.sign_in_as(consumer)
    return client.open("applications.step", public_id=draft.public_id, step="technical")


@pytest.mark.parametrize("loses", [loses_all_cookies, is_idle_for_half_an_hour])
def test_values_of_step_three_are_there_after_signing_in_again(
    client, clock, step, consumer, loses
):
    loses(client, clock)
    asked = step.submit("Далее", **TYPED)
    assert asked.h1 == "Вход"

    page = asked.submit("Войти", Логин=consumer.login, Пароль=PASSWORD)

    assert {label: page.field(label).value for label in TYPED} == TYPED
    assert client.open_path(step.path).field("Срок ввода (мм.гггг)").value == "09.2027"
    assert page.submit("Далее").path.endswith("/documents")


def test_typed_body_is_not_readable_in_the_page(client, clock, step):
    client.forget_cookies()

    asked = step.submit("Далее", **TYPED)

    assert "14,2" not in asked.body.decode()
    assert "11.2027" not in asked.body.decode()


def test_another_person_who_signs_in_gets_nothing_of_it(client, clock, step):
    stranger = another_consumer()
    client.forget_cookies()
    asked = step.submit("Далее", **TYPED)

    page = asked.submit("Войти", Логин=stranger.login, Пароль=PASSWORD)

    assert "14,2" not in page.body.decode()
    assert page.status in {200, 404}


def test_body_that_waited_too_long_is_dropped(client, clock, step, consumer):
    client.forget_cookies()
    asked = step.submit("Далее", **TYPED)

    clock.forward(minutes=31)
    page = asked.submit("Войти", Логин=consumer.login, Пароль=PASSWORD)

    assert "14,2" not in page.body.decode()


def test_submission_is_never_kept(consumer, client, clock):
    draft = a_draft(consumer)
    client.sign_in_as(consumer)
    page = client.open("applications.preview", public_id=draft.public_id)
    client.forget_cookies()

    asked = page.submit("Подать заявку", **w.AGREED)
    back = asked.submit("Войти", Логин=consumer.login, Пароль=PASSWORD) if asked.buttons else asked

    assert "Номер заявки" not in back.facts
    assert client.sign_in_as(consumer).open("applications.index").rows("Мои заявки") == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.test"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_body_from_elsewhere_is_never_kept(client, clock, step, headers):
    client.forget_cookies()

    answer = client.ask("POST", step.path, data={"p_new": "14,2"}, headers=headers)

    assert answer.status_code == 403
