"""A file that came with a correction which was never sent: the applicant sees it, nobody else."""

from io import BytesIO
from typing import Any

import pikepdf
import pytest

from lk import files
from lk.applications import service
from lk.applications.models import Application
from lk.clock import now
from tests.applications.correcting import SURE, begun, receipt, receipts, sent
from tests.applications.judging import judge, send
from tests.client import Client
from tests.factories import an_application, move
from tests.page import Page

pytestmark = pytest.mark.usefixtures("clock")
NEW = "Новый план"


@pytest.fixture
def case(consumer: Any, clock: Any) -> Application:
    """A correction is begun, and a file has come with it."""
    found = an_application(consumer, email=consumer.email)
    clock.forward(minutes=6)
    begun(found)
    assert send(found, consumer, NEW, slot="plan") == []
    return found


def over(clock: Any, client: Any = None, user: Any = None) -> None:
    """The half hour is over; the applicant comes back."""
    clock.forward(minutes=25)
    if client:
        client.sign_in_as(user)


def tab(client: Client, case: Application) -> Page:
    return client.open("applications.files", public_id=case.public_id)


def line(page: Page, name: str = NEW) -> str:
    (found,) = [each for each in page.soup.select(".files li") if name in each.text]
    return " ".join(found.text.split())


def listed(case: Application) -> list[str]:
    return [each.name for each in service.documents_sent(case, receipts(case)[-1].at)]


def test_while_one_corrects_it_is_called_not_sent_yet(signed_in: Client, case: Any) -> None:
    page = tab(signed_in, case)

    assert "сохранен, еще не отправлен" in line(page)


def test_when_the_time_is_over_it_is_called_not_sent(
    signed_in: Client, consumer: Any, case: Any, clock: Any
) -> None:
    over(clock, signed_in, consumer)

    page = tab(signed_in, case)

    assert line(page).endswith("не отправлен")
    assert "Не отправлено" in page.text


def test_the_office_does_not_have_it(case: Any, clock: Any) -> None:
    over(clock)

    assert f"{NEW}.pdf" not in listed(case)
    assert len(listed(case)) == len(receipts(case)[0].files)


def test_the_application_on_paper_does_not_name_it(
    signed_in: Client, consumer: Any, case: Any, clock: Any
) -> None:
    before = paper(signed_in, case)

    over(clock, signed_in, consumer)

    assert paper(signed_in, case) == before


def paper(client: Client, case: Application) -> bytes:
    path = client.url("applications.application_pdf", public_id=case.public_id)
    data = client.ask("GET", path).data
    with pikepdf.open(BytesIO(data)) as found:
        assert found.pages
    return bytes(data)


def test_the_office_cannot_judge_it(case: Any, clock: Any) -> None:
    over(clock)

    judge(case, "accepted", "", slot="plan")

    verdicts = {each.name: each.verdict for each in service.documents_of(case)}
    assert verdicts[f"{NEW}.pdf"] == ""
    assert "accepted" in verdicts.values()


def test_the_office_sees_in_the_card_that_it_was_not_sent(
    case: Any, clock: Any, runner: Any
) -> None:
    over(clock)

    shown = runner("applications", "show", case.number)

    assert shown.exit_code == 0
    assert shown.output.count("приложен к исправлению, которое не отправлено") == 1


def test_the_receipt_page_tells_of_it_and_lists_it(
    signed_in: Client, consumer: Any, case: Any, clock: Any
) -> None:
    over(clock, signed_in, consumer)

    page = receipt(signed_in, case).click("Посмотреть, что не отправлено")

    assert "Файлы, которых у специалиста нет" in page.text
    assert page.has_link(f"{NEW}.pdf")


def test_leaving_it_as_it_was_removes_the_file_for_good(
    signed_in: Client, consumer: Any, case: Any, clock: Any
) -> None:
    (unsent,) = service.folder_of(case, at=now()).unsent
    key = unsent.storage_key
    over(clock, signed_in, consumer)
    page = receipt(signed_in, case).click("Посмотреть, что не отправлено")

    page.submit("Оставить как было")

    assert NEW not in tab(signed_in, case).text
    assert not files.store()._path(key).exists()


def test_it_goes_with_the_correction_that_is_sent(consumer: Any, case: Any, clock: Any) -> None:
    sent(case, consumer)
    over(clock)

    assert service.folder_of(case, at=now()).unsent == []
    assert f"{NEW}.pdf" in listed(case)
    assert len(receipts(case)) == 2


def test_it_goes_along_when_the_office_asks_back(
    signed_in: Client, consumer: Any, case: Any, clock: Any
) -> None:
    over(clock, signed_in, consumer)
    move(case, "registered")
    move(case, "review")
    move(case, "need_docs")

    page = signed_in.open("applications.preview", public_id=case.public_id)
    page.submit("Отправить снова", **SURE)

    assert "Добавлен файл: План" in page.text
    assert f"{NEW}.pdf" in listed(case)


def test_it_can_be_removed_when_the_office_asks_back(consumer: Any, case: Any, clock: Any) -> None:
    over(clock)
    move(case, "registered")
    move(case, "review")
    move(case, "need_docs")
    (unsent,) = service.folder_of(case, at=now()).unsent

    gone = service.remove_document(
        application=case, user=consumer, public_id=unsent.public_id, at=now()
    )

    assert gone is not None
    assert service.folder_of(case, at=now()).unsent == []


def test_what_replaces_a_rejected_file_reaches_the_office_at_once(
    consumer: Any, clock: Any
) -> None:
    found = an_application(consumer)
    clock.forward(minutes=6)
    judge(found, "rejected")
    send(found, consumer, "Выписка 1", "Выписка 2")

    folder = service.folder_of(found, at=now())

    assert folder.unsent == []
    assert {"Выписка 1.pdf", "Выписка 2.pdf"} <= {each.name for each in folder.sent}
