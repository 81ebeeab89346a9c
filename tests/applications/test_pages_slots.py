"""Files sent one by one: the document alone comes back, and the file is kept before the step is."""

import io
from typing import Any

import pytest

from lk.applications import service
from lk.applications.models import Application
from lk.applications.routes.documents import ONE_BODY
from lk.db import db
from tests.applications.sending import send, slot_of, token_of
from tests.applications.wizard import a_draft, at_documents
from tests.client import Client
from tests.factories import a_pdf
from tests.harness import photos
from tests.harness.controls import File
from tests.harness.papers import pdf


def names(draft: Application, slot: str) -> list[str]:
    return [each.name for each in service.documents_of(draft) if each.slot == slot]


@pytest.fixture
def draft(signed_in: Client, consumer: Any) -> Application:
    return a_draft(consumer, files=False)


def test_a_file_is_kept_at_once_and_its_document_comes_back(
    signed_in: Client, draft: Application
) -> None:
    answer = send(signed_in, draft, "plan", file=File("План.pdf", photos.scan(3), ""))

    assert answer.status_code == 200
    assert slot_of(answer).find(id="slot-plan")
    assert "План.pdf" in answer.text
    assert "3\xa0страницы" in answer.text
    assert names(draft, "plan") == ["План.pdf"]


def test_it_is_kept_before_the_other_steps_are_filled_in(signed_in: Client, consumer: Any) -> None:
    draft = service.start(user=consumer, kind_code="fl-150", at=consumer.created_at)
    db.session.commit()

    answer = send(signed_in, draft, "plan", file=a_pdf())

    assert answer.status_code == 200
    assert len(service.documents_of(draft)) == 1


def test_a_refused_file_is_told_at_the_document_without_its_name(
    signed_in: Client, draft: Application
) -> None:
    answer = send(signed_in, draft, "plan", file=File("a.doc", b"x", ""))

    assert answer.status_code == 422
    notice = slot_of(answer).select_one('[data-part="notice"]')
    assert notice is not None
    assert notice.text.strip().startswith("Подойдут файлы PDF, JPEG и PNG")


def test_a_file_over_ten_megabytes_is_refused_in_words(
    signed_in: Client, draft: Application
) -> None:
    large = File("a.pdf", b"%PDF-1.4\n" + b"0" * (10 * 1024 * 1024), "")

    answer = send(signed_in, draft, "plan", file=large)

    assert answer.status_code == 422
    assert "Файл больше 10\xa0МБ" in answer.text


def test_a_body_over_the_limit_of_one_file_is_a_413(signed_in: Client, draft: Application) -> None:
    answer = send(signed_in, draft, "plan", file=File("a.pdf", b"0" * ONE_BODY, ""))

    assert answer.status_code == 413
    assert service.documents_of(draft) == []


def test_a_document_that_the_kind_does_not_have_is_not_there(
    signed_in: Client, draft: Application
) -> None:
    assert send(signed_in, draft, "nothing", file=a_pdf()).status_code == 404


def test_the_same_file_again_changes_nothing(signed_in: Client, draft: Application) -> None:
    file = a_pdf("План.pdf")
    for _ in range(2):
        answer = send(signed_in, draft, "plan", file=file)

    assert answer.status_code == 200
    assert names(draft, "plan") == ["План.pdf"]


def test_a_file_without_scripts_leads_to_the_page(signed_in: Client, draft: Application) -> None:
    answer = send(signed_in, draft, "plan", headers={}, file=a_pdf())

    assert answer.status_code == 303


def test_signed_out_nothing_is_kept(signed_in: Client, draft: Application) -> None:
    path = signed_in.url("applications.take_file", public_id=draft.public_id, slot="plan")
    signed_in.forget_cookies()
    data = {"csrf_token": token_of(signed_in), "file": (io.BytesIO(pdf()), "a.pdf")}

    answer = signed_in.ask("POST", path, data=data, headers={"HX-Request": "true"})

    assert answer.status_code == 401
    assert service.documents_of(draft) == []


def test_files_of_a_document_are_put_in_order(signed_in: Client, draft: Application) -> None:
    for name in "abc":
        send(signed_in, draft, "plan", file=a_pdf(f"{name}.pdf", name))
    last = service.documents_of(draft)[2].public_id

    answer = send(signed_in, draft, "plan", up=last)

    assert answer.status_code == 200
    assert names(draft, "plan") == ["a.pdf", "c.pdf", "b.pdf"]
    for _ in range(3):
        send(signed_in, draft, "plan", down=last)
    assert names(draft, "plan") == ["a.pdf", "b.pdf", "c.pdf"]


def test_the_order_is_changed_without_scripts_too(signed_in: Client) -> None:
    page = at_documents(signed_in)
    page = page.submit("Загрузить План", file_plan=[a_pdf("a.pdf", "a"), a_pdf("b.pdf", "b")])

    page = page.submit("Выше файл b.pdf")

    assert page.path.endswith("/documents")
    links = [each for each in page.links if each in {"a.pdf", "b.pdf"}]
    assert links == ["b.pdf", "a.pdf"]


def test_a_file_that_comes_later_stands_last(signed_in: Client, draft: Application) -> None:
    for name in "ab":
        send(signed_in, draft, "plan", file=a_pdf(f"{name}.pdf", name))
    send(signed_in, draft, "plan", up=service.documents_of(draft)[1].public_id)

    send(signed_in, draft, "plan", file=a_pdf("c.pdf", "c"))

    assert names(draft, "plan") == ["b.pdf", "a.pdf", "c.pdf"]


@pytest.mark.parametrize("button", ["remove", "up", "down"])
@pytest.mark.parametrize("odd", ["\0", "ю" * 26, "'", "0" * 3000])
def test_odd_names_of_a_file_change_nothing(
    signed_in: Client, draft: Application, button: str, odd: str
) -> None:
    send(signed_in, draft, "plan", file=a_pdf("План.pdf"))

    answer = send(signed_in, draft, "plan", **{button: odd})

    assert answer.status_code == 200
    assert names(draft, "plan") == ["План.pdf"]


def test_each_document_says_what_is_expected_and_gives_an_example(signed_in: Client) -> None:
    page = at_documents(signed_in)

    assert "Страница с фотографией и страница с регистрацией" in page.text
    assert "Например: выписка из ЕГРН, 3 страницы в одном PDF" in page.text
    described = page.soup.find(id="file_own")["aria-describedby"].split()
    assert "file_own-example" in described


def test_every_document_of_every_kind_has_an_example() -> None:
    from lk.applications.catalogue.documents import SLOTS  # noqa: PLC0415

    assert [slot.code for slot in SLOTS if not slot.example.startswith("Например: ")] == []
