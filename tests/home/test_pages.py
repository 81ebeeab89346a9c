import pytest

from lk.account.models import User
from lk.home import service
from lk.limits import Limit
from tests import factories
from tests.client import Client


def test_root_leads_to_the_cabinet(client: Client):
    answer = client.ask("GET", "/")

    assert (answer.status_code, answer.location) == (302, "/lk/")


def test_signed_out_front_page_shows_the_four_ways_in(client: Client):
    page = client.open("home.front")

    assert page.h1 == "Личный кабинет"
    for way in ("Войти", "Зарегистрироваться", "Калькулятор", "Проверить заявку"):
        assert page.has_link(way)


def test_front_page_shows_the_companys_contacts(signed_in: Client):
    page = signed_in.open("home.front")

    assert page.facts["Диспетчерская служба"] == "999-908"
    assert page.facts["Пресс служба"] == "999-588"
    assert "8-800-250-5991" in page.text


def test_newcomer_is_greeted_and_led_to_the_first_application(signed_in: Client):
    page = signed_in.open("home.front")

    assert page.h1 == "Здравствуйте, Анна Петровна"
    assert page.has_link("Создать заявку")
    assert "Поданных заявок пока нет" in page.text


def test_draft_stands_on_the_front_page_and_leads_back_to_its_step(
    clock, signed_in: Client, consumer: User
):
    factories.a_draft(consumer, files=False)

    page = signed_in.open("home.front")

    assert "Черновик: Физическое лицо · до 150 кВт" in page.text
    assert "Сохранено 24.11.2026 в 12:04" in page.text
    assert page.click("Продолжить").path.endswith("/documents")


def test_application_stands_in_the_table_with_its_status_and_day(
    clock, signed_in: Client, consumer: User
):
    case = factories.an_application(consumer)

    page = signed_in.open("home.front")

    (row,) = page.rows("Мои заявки")
    assert row == {
        "Номер": case.number,
        "Адрес объекта": case.object_address.replace("\N{NO-BREAK SPACE}", " "),
        "Статус заявки": "Заявка подана",
        "Дата": "24.11.2026",
    }
    assert page.link(row["Адрес объекта"]).endswith(case.public_id)
    assert page.soup.find("td", {"data-th": "Номер"})["class"] == ["id"]  # does not wrap


def test_unread_answer_is_a_next_step(session, signed_in: Client, consumer: User):
    thread = factories.a_thread(consumer, "Когда подключите?")
    thread.unread_by_consumer = 1
    session.commit()

    page = signed_in.open("home.front")

    assert f"Новый ответ: {thread.title}" in page.text
    assert page.rows("Мои вопросы")[0]["Состояние"] == "Новый ответ"


def test_when_nothing_is_asked_the_page_says_so(signed_in: Client, consumer: User):
    factories.an_application(consumer)

    page = signed_in.open("home.front")

    assert "Сейчас от вас ничего не требуется" in page.text


def test_another_persons_things_are_not_on_the_front_page(signed_in: Client):
    case = factories.an_application(factories.another_consumer())

    page = signed_in.open("home.front")

    assert case.number not in page.text


def test_front_page_takes_the_same_selects_for_one_row_and_for_many(
    signed_in: Client, consumer: User
):
    factories.an_application(consumer)
    few = len(signed_in.open("home.front").statements)

    for _ in range(8):
        factories.a_draft(consumer, files=False)
        factories.a_thread(consumer)

    assert len(signed_in.open("home.front").statements) == few == 4


def test_section_page_says_how_a_connection_goes(client: Client):
    page = client.open("home.connection")

    assert page.h1 == "Технологическое присоединение"
    assert "Данный раздел позволяет пользователю работать с заявками" in page.text
    assert "Справки по телефону: 8 (3822) 999-718, 999-688, 999-532" in page.text
    assert page.has_link("Проверить заявку")


def test_help_page_holds_the_instruction_and_the_acts(client: Client):
    page = client.open("home.help")

    assert page.h1 == "Инструкция пользователя"
    assert "Постановление Правительства РФ от 9 декабря 2013 г. N 1131" in page.text
    assert "от 27.12.2004 N 861 (ред. от 28.07.2017)" in page.text
    assert page.has_link("Создать заявку")


def test_misprint_is_reported_without_javascript(client: Client):
    page = client.open("home.misprint_form", page="/lk/help")

    page = page.submit("Отправить", **{"Текст с ошибкой": "ашибка", "Что не так": "опечатка"})

    (kept,) = service.misprints()
    assert (kept.words, kept.comment, kept.page, kept.user_id) == (
        "ашибка", "опечатка", "/lk/help", None,
    )  # fmt: skip
    assert page.path == "/lk/help"
    assert page.flashes == ["Спасибо! Прочтем и исправим."]


@pytest.mark.parametrize(
    ("page", "kept"),
    [
        ("/lk/a/0123456789abcdefghjkmnpqrs", "/lk/a/…"),
        ("/lk/a/0123456789abcdefghjkmnpqrs?x=1", "/lk/a/…?x=1"),
        ("/lk/confirm/0123456789abcdefghjkmnpqrs", "/lk/confirm/…"),
        ("/lk/nowhere/0123", "/lk/nowhere/0123"),
    ],
)
def test_misprint_does_not_keep_what_opens_a_private_page(client: Client, page: str, kept: str):
    form = client.open("home.misprint_form", page=page)

    client.checks_pages = False  # the address leads to nobody's page
    form.submit("Отправить", **{"Текст с ошибкой": "ашибка"}, follow=False)

    assert [each.page for each in service.misprints()] == [kept]


def test_misprint_without_words_is_refused_and_keeps_the_comment(client: Client):
    page = client.open("home.misprint_form")

    page = page.submit("Отправить", **{"Что не так": "опечатка"})

    assert page.status == 422
    assert page.notices == {"Текст с ошибкой": "Заполните поле «Текст с ошибкой»"}
    assert page.field("Что не так").value == "опечатка"
    assert list(service.misprints()) == []


def test_misprint_sent_by_the_script_answers_without_a_page(signed_in: Client, consumer: User):
    token = signed_in.open("home.misprint_form").soup.find("input", {"name": "csrf_token"})["value"]

    answer = signed_in.ask(
        "POST", "/lk/misprint",
        data={"csrf_token": token, "words": "ашибка", "page": "/lk/me"},
        headers={"X-Requested-With": "lk", "Sec-Fetch-Site": "same-origin"},
    )  # fmt: skip

    assert (answer.status_code, answer.data) == (204, b"")
    assert service.misprints()[0].user_id == consumer.id


@pytest.mark.parametrize("where", ["https://evil.example/", "//evil.example", "javascript:1", ""])
def test_thanks_for_a_misprint_never_lead_off_the_site(client: Client, where: str):
    page = client.open("home.misprint_form", page=where)

    page = page.submit("Отправить", follow=False, **{"Текст с ошибкой": "ашибка"})

    assert page.location == "/lk/"


def test_misprints_are_limited_for_one_address(client: Client):
    for _ in range(20):
        page = client.open("home.misprint_form")
        assert page.submit("Отправить", **{"Текст с ошибкой": "а"}).status == 200

    page = client.open("home.misprint_form").submit("Отправить", **{"Текст с ошибкой": "а"})

    assert page.status == 429
    assert len(service.misprints()) == 20


def test_misprints_of_a_household_are_one_sender_and_the_page_says_how_long(
    clock, app, monkeypatch
):
    few = Limit(service.MISPRINTS.name, tries=2, per=service.MISPRINTS.per, is_flat=True)
    monkeypatch.setattr(service, "MISPRINTS", few)
    said = []
    for number in range(3):
        page = Client(app, address=f"2001:db8:1:2::{number + 1:x}").open("home.misprint_form")
        said.append(page.submit("Отправить", **{"Текст с ошибкой": "а"}))

    assert [page.status for page in said] == [200, 200, 429]
    assert "Попробуйте снова через 1 час." in said[2].text
    assert said[2].headers["Retry-After"] == "3600"


def test_version_for_weak_sight_is_kept_in_a_cookie(client: Client):
    page = client.open("home.sight", next="/lk/help")

    page = page.submit("Сохранить", **{"Размер букв": "Крупный", "Цвета": "Белым по черному"})

    assert client.cookie("lk_sight") == "150.dark.0.1"
    assert page.path == "/lk/help"
    assert client.open("home.sight").field("Размер букв").value == "Крупный"


def test_ordinary_view_comes_back_by_one_button(client: Client):
    client.open("home.sight").submit("Сохранить", **{"Размер букв": "Очень крупный"})

    client.open("home.sight").submit("Вернуть обычный вид")

    assert client.cookie("lk_sight") == "100.normal.0.1"


def test_unknown_size_of_letters_is_refused(client: Client):
    page = client.open("home.sight")
    token = page.soup.find("input", {"name": "csrf_token"})["value"]

    page = client.post("/lk/sight", [("csrf_token", token), ("size", "7"), ("scheme", "normal")])

    assert page.status == 422
    assert page.notices == {"Размер букв": "Выберите размер букв"}
    assert client.cookie("lk_sight") is None
