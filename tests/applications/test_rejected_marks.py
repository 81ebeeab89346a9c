"""A rejected document is seen from everywhere the consumer looks, until it is replaced."""

from typing import Any

import pytest

from lk.applications import service
from lk.clock import now
from lk.db import db
from tests.applications.judging import judge, send
from tests.client import Client
from tests.factories import an_application
from tests.page import Page

TABS = ("card", "files", "question")
NOT_ACCEPTED = "Один документ не принят. Прочитайте, что не так, и замените только его."


def tab(client: Client, case: Any, name: str = "card") -> Page:
    return client.open(f"applications.{name}", public_id=case.public_id)


def badge(page: Page) -> str:
    (link,) = [each for each in page.soup.select(".tabs a") if "Документы" in each.text]
    mark = link.select_one(".badge")
    return mark.text if mark else ""


@pytest.mark.parametrize("name", TABS)
def test_each_tab_of_the_card_marks_a_rejected_document(
    signed_in: Client, consumer: Any, name: str
) -> None:
    case = an_application(consumer)
    judge(case, "rejected")

    page = tab(signed_in, case, name)

    assert NOT_ACCEPTED in page.text
    assert badge(page) == "1"


def test_the_card_leads_to_the_rejected_document(signed_in: Client, consumer: Any) -> None:
    case = an_application(consumer)
    judge(case, "rejected")

    page = tab(signed_in, case).click("Заменить документ")

    assert page.path.endswith("/files")
    assert "Нужен другой файл" in page.text
    assert not page.has_link("Заменить документ")


@pytest.mark.parametrize("name", TABS)
def test_a_case_without_rejected_documents_has_no_mark(
    signed_in: Client, consumer: Any, name: str
) -> None:
    page = tab(signed_in, an_application(consumer), name)

    assert "не принят" not in page.text
    assert badge(page) == ""


def test_the_mark_goes_when_the_document_is_replaced(signed_in: Client, consumer: Any) -> None:
    case = an_application(consumer)
    judge(case, "rejected")
    send(case, consumer, "Новый план")

    page = tab(signed_in, case)

    assert "не принят." not in page.text
    assert badge(page) == ""


def test_a_cancelled_case_asks_for_no_document(signed_in: Client, consumer: Any) -> None:
    case = an_application(consumer)
    judge(case, "rejected")
    service.withdraw(application=case, user=consumer, reason="", at=now())
    db.session.commit()

    page = tab(signed_in, case)

    assert badge(page) == ""
    assert "не принят." not in page.text


def test_the_front_page_asks_to_replace_it(signed_in: Client, consumer: Any) -> None:
    case = an_application(consumer)
    judge(case, "rejected")

    page = signed_in.open("home.front")

    assert f"Заявка {case.number}: замените документ" in page.text
    assert page.click("Посмотреть и заменить").path.endswith(f"{case.public_id}/files")


def test_an_old_case_with_a_rejected_document_stands_before_newer_ones(
    signed_in: Client, consumer: Any
) -> None:
    old, *_ = [an_application(consumer) for _ in range(4)]
    judge(old, "rejected")

    found = service.home_cards(user_id=consumer.id, limit=2)

    assert old.public_id in {each.public_id for each in found}
