"""Documents that the office puts into a case: seen, downloaded, sealed with the key of the day."""

from typing import Any

import pytest

from lk.applications import rules, service
from lk.applications.models import Application
from lk.crypto import keyring
from lk.db import db
from lk.files import store
from lk.files.sweeping import remove_unclaimed
from tests.client import Client
from tests.factories import a_draft, an_application, another_consumer
from tests.harness.cases import attach_case_file
from tests.harness.writing import start_writing

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def case(consumer: Any, clock: Any) -> Application:
    return an_application(consumer, "offer_posted", email=consumer.email)


def test_card_shows_it_among_the_documents(signed_in: Client, case: Application) -> None:
    attach_case_file(case, "contract", "Проект договора № 14")

    page = signed_in.open("applications.files", public_id=case.public_id)

    assert "Документы от Горсетей" in page.text
    assert page.has_link("Проект договора № 14")


def test_it_is_downloaded_as_an_attachment(signed_in: Client, case: Application) -> None:
    file = attach_case_file(case, "terms", "Технические условия")
    page = signed_in.open("applications.files", public_id=case.public_id)

    answer = signed_in.ask("GET", page.link("Технические условия"))

    assert answer.data.startswith(b"%PDF")
    assert answer.mimetype == "application/pdf"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert answer.content_length == file.stored_size


def test_consumer_gets_a_letter_that_leads_there(
    signed_in: Client, case: Application, letters: Any, consumer: Any
) -> None:
    attach_case_file(case, "invoice", "Счет № 7")

    letter = letters.last(consumer.email)
    assert letter.subject == f"Новый документ по заявке № {case.number}: Счет № 7"
    assert signed_in.open_path(letter.paths[0]).has_link("Счет № 7")


def test_history_tells_of_it(signed_in: Client, case: Application) -> None:
    attach_case_file(case, "act", "Акт о присоединении")

    page = signed_in.open("applications.card", public_id=case.public_id)

    assert "Приложен документ" in page.text
    assert "Акт о присоединении" in page.text
    assert "maltseva" not in page.text


def test_same_file_is_not_attached_twice(case: Application) -> None:
    attach_case_file(case, "contract", text="один")
    attach_case_file(case, "terms", text="один")

    with pytest.raises(rules.FileThere):
        attach_case_file(case, "contract", text="один")
    db.session.rollback()


def test_draft_takes_no_document_of_the_office(consumer: Any) -> None:
    draft = a_draft(consumer)

    with pytest.raises(service.NotSubmitted):
        attach_case_file(draft)


def test_another_consumers_document_is_not_found(signed_in: Client, case: Application) -> None:
    theirs = an_application(another_consumer())
    file = attach_case_file(theirs)

    for owner in (case, theirs):
        page = signed_in.open(
            "applications.case_file", public_id=owner.public_id, file_id=file.public_id
        )
        assert page.status == 404


def test_document_of_ones_other_case_is_not_found_here(
    signed_in: Client, consumer: Any, case: Application
) -> None:
    file = attach_case_file(an_application(consumer))

    page = signed_in.open(
        "applications.case_file", public_id=case.public_id, file_id=file.public_id
    )

    assert page.status == 404


def test_bytes_and_details_are_sealed_with_the_new_key(
    case: Application, consumer: Any, settings_changed: Any
) -> None:
    file = attach_case_file(case, text="тайна")
    old, kept = file.storage_key, keyring().keys
    settings_changed(data_keys={"k9": b"9" * 32} | dict(kept))
    start_writing()

    while (done := service.rotate_keys()).count:
        db.session.commit()
        remove_unclaimed(done.touched_files)
        start_writing()

    assert file.sealed_with == "k9"
    assert b"".join(service.read_case_file(file)).startswith(b"%PDF")
    with pytest.raises(FileNotFoundError):
        next(store().open(old, file.context))
