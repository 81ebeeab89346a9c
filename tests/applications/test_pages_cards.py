from typing import Any

import pytest

from lk.applications import rules, service
from lk.applications.models import Application
from lk.clock import now, today
from lk.company import company
from lk.db import db
from lk.questions import service as questions
from tests.applications.wizard import PAPERS, a_draft, a_submitted
from tests.client import Client
from tests.factories import a_pdf, another_consumer

TITLE = "Заявка для физических лиц, мощностью присоединяемого объекта менее 150кВт"


def needs_documents(case: Application) -> None:
    facts = rules.Facts(date=today(company().time_zone), number="12")
    for status in ("registered", "review", "need_docs"):
        service.move_status(
            application=case,
            to=status,
            by="Петрова",
            at=now(),
            comment="Приложите план с границами",
            facts=facts if status == "registered" else None,
        )
    db.session.commit()


def test_the_list_says_so_when_it_is_empty(signed_in: Client) -> None:
    page = signed_in.open("applications.index")

    assert page.h1 == "Мои заявки"
    assert page.click("Создать заявку").h1 == "Создать заявку"


def test_the_list_has_the_columns_of_the_manual(signed_in: Client, consumer: Any) -> None:
    case = a_submitted(consumer)

    page = signed_in.open("applications.index")

    (row,) = page.rows("Мои заявки")
    assert row["Номер"] == case.number
    assert row["Адрес объекта"] == "г. Томск, ул. Мира, д. 1"
    assert row["Статус заявки"] == "Заявка подана"
    assert page.click("г. Томск, ул. Мира").h1 == "Данные заявки на технологическое подключение"


def test_drafts_stand_apart_with_the_time_of_the_last_save(
    signed_in: Client, consumer: Any
) -> None:
    a_draft(consumer, files=False)
    a_submitted(consumer)

    page = signed_in.open("applications.index")

    (draft,) = page.rows("Черновики")
    assert draft["Адрес объекта"] == "г. Томск, ул. Мира, д. 1"
    assert " в " in draft["Сохранено"]
    assert len(page.rows("Мои заявки")) == 1


def test_the_list_goes_on_page_by_page(signed_in: Client, consumer: Any) -> None:
    service_cases = [a_submitted(consumer) for _ in range(9)]
    for case in service_cases:
        case.submitted_at = now().replace(year=2025)
    db.session.commit()
    more = [a_submitted(consumer) for _ in range(9)]
    for case in more:
        case.submitted_at = now().replace(year=2025)
    db.session.commit()
    more += [a_submitted(consumer) for _ in range(4)]

    page = signed_in.open("applications.index")
    rest = page.click("Более ранние заявки")

    assert len(page.rows("Мои заявки")) == 20
    assert [row["Номер"] for row in rest.rows("Мои заявки")] == [
        service_cases[1].number,
        service_cases[0].number,
    ]


def test_the_card_has_the_four_rows_and_all_answers(signed_in: Client, consumer: Any) -> None:
    case = a_submitted(consumer)

    page = signed_in.open("applications.card", public_id=case.public_id)

    assert page.facts["Номер заявки"] == case.number
    assert page.facts["Статус заявки"] == "Заявка подана"
    assert page.facts["В связи с"] == "Присоединение впервые"
    assert page.facts["Тип заявки"] == TITLE
    assert page.facts["Паспорт серия и номер"] == "6903 123456"
    assert page.facts["Кадастровый номер"] == "70:21:0100001:123"
    for tab in ("Данные заявки", "Документы", "Задать вопрос"):
        assert page.has_link(tab)


def test_the_card_tells_the_history_and_whose_turn_it_is(signed_in: Client, consumer: Any) -> None:
    case = a_submitted(consumer)
    needs_documents(case)

    page = signed_in.open("applications.card", public_id=case.public_id)

    assert "Ход за вами" in page.text
    assert "Приложите план с границами" in page.text
    assert "включительно, осталось 20 рабочих дней" in page.text
    assert page.text.index("Требуются документы") < page.text.index("Заявка подана")
    assert "Петрова" not in page.text


def test_the_papers_tab_gives_the_files_back(signed_in: Client, consumer: Any) -> None:
    case = a_submitted(consumer)

    page = signed_in.open("applications.card", public_id=case.public_id).click("Документы")
    answer = signed_in.ask("GET", page.link("plan.pdf"))

    assert answer.data.startswith(b"%PDF")


def test_a_question_goes_into_the_thread_of_the_application(
    signed_in: Client, consumer: Any
) -> None:
    case = a_submitted(consumer)
    page = signed_in.open("applications.question", public_id=case.public_id)

    page = page.submit("Отправить", **{"Ваш вопрос": "Когда приедет мастер?"})

    assert "Когда приедет мастер?" in page.text
    assert page.path.endswith("/question")
    thread = questions.thread_of(application_id=case.id)
    assert thread is not None
    assert thread.unread_by_office == 1


def test_an_empty_question_is_refused_on_the_tab(signed_in: Client, consumer: Any) -> None:
    case = a_submitted(consumer)

    page = signed_in.open("applications.question", public_id=case.public_id).submit("Отправить")

    assert page.status == 422
    assert page.errors == ["Напишите ваш вопрос"]


def test_an_unread_answer_marks_the_tab(signed_in: Client, consumer: Any) -> None:
    case = a_submitted(consumer)
    thread = questions.ask(user=consumer, text="Когда?", at=now(), application_id=case.id)
    questions.answer(thread=thread, text="Завтра", by="Петрова", at=now())
    db.session.commit()

    page = signed_in.open("applications.card", public_id=case.public_id)

    assert page.has_link("Задать вопрос 1")


def test_what_the_office_asked_for_is_sent_from_the_card(signed_in: Client, consumer: Any) -> None:
    case = a_submitted(consumer)
    needs_documents(case)

    page = signed_in.open("applications.card", public_id=case.public_id)
    page = page.click("Приложить документы").submit("Далее", file_plan=a_pdf("Границы.pdf"))
    page = page.submit("Отправить снова", **{"Сведения достоверны": True, "Что исправлено": "план"})

    assert page.facts["Статус заявки"] == "На рассмотрении"
    assert page.flashes == ["Заявка отправлена специалисту. О решении мы напишем."]
    assert len(service.documents_of(case)) == 4


def test_corrections_start_from_what_was_submitted(signed_in: Client, consumer: Any) -> None:
    case = a_submitted(consumer)
    needs_documents(case)

    page = signed_in.open("applications.step", public_id=case.public_id, step="technical")
    page = page.submit("Далее", **{"p_new": "14", "stages-0-power": "14"})

    assert page.status == 200
    assert case.typed["p_new"] == "14"
    assert case.submitted["p_new"] == "12.5"


@pytest.mark.parametrize("page", ["card", "files", "question", "receipt", "preview", "documents"])
def test_another_consumers_application_is_not_found(signed_in: Client, page: str) -> None:
    case = a_submitted(another_consumer())

    answer = signed_in.open(f"applications.{page}", public_id=case.public_id)

    assert answer.status == 404


def test_another_consumers_file_is_not_found(signed_in: Client, consumer: Any) -> None:
    mine, theirs = a_submitted(consumer), a_submitted(another_consumer())
    document = service.documents_of(theirs)[0]

    for case in (mine, theirs):
        answer = signed_in.open(
            "applications.document", public_id=case.public_id, document_id=document.public_id
        )
        assert answer.status == 404


def test_another_consumers_application_takes_no_question(signed_in: Client) -> None:
    case = a_submitted(another_consumer())
    token = signed_in.open("applications.check").soup.find("input", {"name": "csrf_token"})
    path = f"/lk/applications/{case.public_id}/question"

    answer = signed_in.post(path, [("csrf_token", token["value"]), ("text", "Чужое")])

    assert answer.status == 404
    assert questions.thread_of(application_id=case.id) is None


@pytest.mark.parametrize("endpoint", ["index", "start"])
def test_the_pages_ask_who_it_is(client: Client, endpoint: str) -> None:
    page = client.open(f"applications.{endpoint}")

    assert page.h1 == "Вход"


def test_a_draft_has_no_card_yet(signed_in: Client, consumer: Any) -> None:
    draft = a_draft(consumer, files=False)

    page = signed_in.open("applications.card", public_id=draft.public_id)

    assert page.path.endswith("/documents")
    assert PAPERS
