"""The applicant's turn: each act on a page of its own, without scripts."""

from typing import Any

import pytest
from sqlalchemy import select

from lk.applications import service
from lk.applications.models import Application, CaseEvent, CaseFile, StatusChange
from lk.audit.models import AuditEntry
from lk.db import db
from lk.outbox import Letter
from tests.client import Client
from tests.factories import a_jpeg, a_pdf, an_application, another_consumer, move
from tests.harness.controls import File

pytestmark = pytest.mark.usefixtures("clock")

OFFICE = "office@example.com"


def at(user: Any, status: str) -> Application:
    return an_application(user, status, email=user.email)


@pytest.fixture
def offer(consumer: Any, clock: Any) -> Application:
    return at(consumer, "offer_posted")


def card(client: Client, case: Application) -> Any:
    return client.open("applications.card", public_id=case.public_id)


def events(case: Application) -> list[CaseEvent]:
    query = select(CaseEvent).where(CaseEvent.application_id == case.id)
    return list(db.session.scalars(query.order_by(CaseEvent.id)))


def office_letters() -> int:
    return len(list(db.session.scalars(select(Letter).where(Letter.purpose == "applications.act"))))


def test_terms_are_accepted_from_the_card(signed_in: Client, offer: Application) -> None:
    page = card(signed_in, offer)
    assert "Ход за вами" in page.text

    page = page.click("Принять условия").submit("Принять условия")

    (event,) = events(offer)
    assert event.code == "terms_accepted"
    assert page.h1 == "Данные заявки на технологическое подключение"
    assert "Вы приняли условия" in page.flashes[0]
    assert "Условия приняты" in page.text
    assert "Ход за Горсетями" in page.text
    assert "Изучите условия договора" not in page.text
    assert not page.has_link("Принять условия")
    assert page.has_link("Приложить оплату")
    assert offer.status == "offer_posted"


def test_office_is_told_of_each_act_and_of_nothing_personal(
    signed_in: Client, offer: Application, letters: Any
) -> None:
    page = card(signed_in, offer).click("Направить протокол разногласий")
    page.submit("Направить", **{"С чем вы не согласны": "Срок: Щербакова против"})

    letter = letters.last(OFFICE)
    assert letter.subject == f"Заявка № {offer.number}: ход за нами"
    assert "Заявитель направил протокол разногласий." in letter.text
    assert "Ответить: до 8 декабря 2026" in letter.text.replace("\xa0", " ")
    assert "Щербакова" not in letter.text + letter.html


def test_disagreement_is_words_or_a_file(signed_in: Client, offer: Application) -> None:
    page = card(signed_in, offer).click("Направить протокол разногласий")

    refused = page.submit("Направить")
    page = refused.submit("Направить", **{"Протокол разногласий": a_pdf("Протокол.pdf")})

    (file,) = service.case_files_of(offer)
    assert refused.status == 422
    assert "Напишите пояснение или приложите файл." in refused.text
    assert (file.side, file.code, file.name) == ("consumer", "disagreement", "Протокол.pdf")
    assert "Файл «Протокол.pdf»" in page.text


def test_words_of_people_lie_sealed(signed_in: Client, offer: Application) -> None:
    page = card(signed_in, offer).click("Направить протокол разногласий")
    page.submit("Направить", **{"С чем вы не согласны": "Дорого для Щербаковой"})

    (event,) = events(offer)
    audit = list(db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)))
    assert event.details["text"] == "Дорого для Щербаковой"
    assert event.comment == ""
    assert not any("Дорого" in str(each.details) for each in audit)
    assert audit[-1].event == "application.disagreed"


def test_payment_needs_its_file(signed_in: Client, offer: Application) -> None:
    page = card(signed_in, offer).click("Приложить оплату")

    refused = page.submit("Отправить", Пояснение="Оплатили вчера")
    page = refused.submit("Отправить", **{"Документ об оплате": [a_pdf("Чек.pdf"), a_jpeg()]})

    assert refused.status == 422
    assert refused.field("Документ об оплате").error == "Приложите файл: документ об оплате"
    assert refused.field("Пояснение").value == "Оплатили вчера"
    assert len(service.case_files_of(offer)) == 2
    assert "Приложен документ об оплате" in page.text


def test_bad_file_is_refused_in_words_and_leaves_nothing(
    signed_in: Client, offer: Application
) -> None:
    page = card(signed_in, offer).click("Приложить оплату")
    bad = File("Чек.pdf", b"no pdf", "application/pdf")

    page = page.submit("Отправить", **{"Документ об оплате": [a_pdf("Хороший.pdf"), bad]})

    assert page.status == 422
    assert "Чек.pdf: Подойдут файлы" in page.field("Документ об оплате").error
    assert events(offer) == []
    assert db.session.query(CaseFile).count() == 0


def test_at_most_five_files_go_with_an_act(signed_in: Client, offer: Application) -> None:
    page = card(signed_in, offer).click("Приложить оплату")
    files = [a_pdf(f"{number}.pdf", str(number)) for number in range(6)]

    page = page.submit("Отправить", **{"Документ об оплате": files})

    assert page.status == 422
    assert "не больше 5 файлов" in page.field("Документ об оплате").error


@pytest.mark.parametrize("status", ["contract", "works"])
def test_done_work_is_reported(signed_in: Client, consumer: Any, status: str) -> None:
    case = at(consumer, status)

    page = card(signed_in, case).click("Сообщить о выполнении ТУ")
    page = page.submit("Сообщить", **{"Что сделано": "Поставлен щит"})

    assert "Поставлен щит" in page.text
    assert [each.code for each in events(case)] == ["done_reported"]


def test_status_that_follows_gives_the_turn_back(signed_in: Client, offer: Application) -> None:
    card(signed_in, offer).click("Принять условия").submit("Принять условия")
    acted = offer.acted_at
    move(offer, "contract")

    assert acted is not None
    assert offer.acted_at is None
    assert offer.acts_done == []


def test_same_form_sent_twice_is_one_act(signed_in: Client, offer: Application) -> None:
    page = card(signed_in, offer).click("Направить протокол разногласий")
    words = {"С чем вы не согласны": "Срок", "Протокол разногласий": a_pdf()}

    page.submit("Направить", **words)
    page.submit("Направить", **words)

    assert len(events(offer)) == len(service.case_files_of(offer)) == office_letters() == 1


def test_act_of_another_status_is_refused_in_words(signed_in: Client, offer: Application) -> None:
    page = card(signed_in, offer).click("Принять условия")
    move(offer, "contract")

    answer = page.submit("Принять условия")
    again = signed_in.open("applications.act", public_id=offer.public_id, act_code="accept")

    assert "перешла на другой этап" in answer.flashes[0]
    assert "перешла на другой этап" in again.flashes[0]
    assert events(offer) == []


@pytest.mark.parametrize("status", ["submitted", "registered", "review", "need_docs"])
def test_application_is_withdrawn_until_the_contract(
    signed_in: Client, consumer: Any, letters: Any, status: str
) -> None:
    case = at(consumer, status)

    page = card(signed_in, case).click("Отозвать заявку")
    page = page.submit("Отозвать заявку", Причина="Передумали")

    assert case.status == "cancelled"
    assert page.facts["Статус заявки"] == "Заявка отозвана заявителем"
    assert "Передумали" in page.text
    assert "Статус изменен: Заявка отозвана" in letters.last(consumer.email).subject
    assert "Заявитель отозвал заявку." in letters.last(OFFICE).text
    assert not page.has_link("Отозвать заявку")


def test_second_withdrawal_changes_nothing(signed_in: Client, offer: Application) -> None:
    page = card(signed_in, offer).click("Отозвать заявку")

    page.submit("Отозвать заявку")
    page.submit("Отозвать заявку")

    changes = [each.status for each in db.session.scalars(select(StatusChange))]
    assert changes.count("cancelled") == 1
    assert len(events(offer)) == office_letters() == 1


def test_office_is_told_that_a_withdrawn_case_is_over(
    signed_in: Client, offer: Application, letters: Any
) -> None:
    card(signed_in, offer).click("Отозвать заявку").submit("Отозвать заявку")

    letter = letters.last(OFFICE)
    assert letter.subject == f"Заявка № {offer.number}: работа завершена"
    assert "Ответить:" not in letter.text


def test_contract_is_not_withdrawn_from(signed_in: Client, consumer: Any) -> None:
    case = at(consumer, "contract")

    page = card(signed_in, case)
    answer = signed_in.open("applications.act", public_id=case.public_id, act_code="withdraw")

    assert not page.has_link("Отозвать заявку")
    assert answer.path == page.path


@pytest.mark.parametrize("code", ["accept", "pay", "disagree", "report", "withdraw"])
def test_another_consumers_case_takes_no_act(signed_in: Client, code: str) -> None:
    theirs = at(another_consumer(), "offer_posted")
    token = signed_in.open("account.me").soup.find("input", {"name": "csrf_token"})["value"]
    path = f"/lk/applications/{theirs.public_id}/act/{code}"

    assert signed_in.open_path(path).status == 404
    assert signed_in.post(path, [("csrf_token", token)]).status == 404
    assert theirs.status == "offer_posted"
