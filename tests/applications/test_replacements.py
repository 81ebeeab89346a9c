"""The applicant replaces what was rejected, and nothing else."""

import io
from datetime import timedelta
from typing import Any

import pytest

from lk.applications import rules, service
from lk.applications.models import Application, Document
from lk.applications.service import Chosen, VerdictRefused
from lk.clock import now
from lk.company import company
from lk.db import db
from tests.applications.judging import SLOT, TITLE, events, judge, only, send
from tests.factories import an_application

SLOTS = ("plan", "passport", SLOT, "other")


@pytest.fixture
def case(clock: Any, consumer: Any) -> Application:
    """On review, its document SLOT rejected."""
    found = an_application(consumer, "review")
    clock.forward(minutes=60)
    judge(found, "rejected")
    return found


@pytest.fixture
def asked_back(clock: Any, consumer: Any) -> Application:
    found = an_application(consumer, "need_docs")
    clock.forward(minutes=60)
    return found


def open_slots(case: Application) -> list[str]:
    folder = service.folder_of(case, at=now())
    return [slot for slot in SLOTS if folder.takes(slot)]


def remove(case: Application, user: Any, document: Document) -> Any:
    found = service.remove_document(
        application=case, user=user, public_id=document.public_id, at=now()
    )
    db.session.commit()
    return found


def test_a_new_file_takes_the_place_of_the_rejected_one(case: Application, consumer: Any) -> None:
    old = only(case)

    refusals = send(case, consumer, "выписка целиком")

    assert refusals == []
    assert only(case).name == "выписка целиком.pdf"
    assert (old.is_replaced, old.replaced_at) == (True, now())
    assert service.counted(service.documents_of(case))[SLOT] == 1


def test_the_case_tells_what_was_replaced(case: Application, consumer: Any) -> None:
    old = only(case).name

    send(case, consumer, "новый")

    event = events(case)[-1]
    assert (event.code, event.is_by_consumer) == ("document_replaced", True)
    assert event.comment == TITLE
    assert event.details == {"old": [old], "new": ["новый.pdf"]}


def test_the_office_is_told_of_the_new_file(case: Application, consumer: Any, letters: Any) -> None:
    send(case, consumer, "новый")

    letter = letters.to(company().office_email)[-1]
    assert "Заявитель заменил отклоненный документ." in letter.text
    assert case.number in letter.text
    assert "новый.pdf" not in letter.text


def test_all_other_documents_stay_shut(case: Application, consumer: Any) -> None:
    refusals = send(case, consumer, "еще план", slot="plan")

    assert [each.message for each in refusals] == [rules.SlotClosed.message]
    assert open_slots(case) == [SLOT]


def test_nothing_is_taken_where_nothing_was_rejected(clock: Any, consumer: Any) -> None:
    case = an_application(consumer, "review")
    clock.forward(minutes=60)

    with pytest.raises(rules.NotEditable):
        send(case, consumer, "еще")


def test_a_replacement_may_be_of_several_files(case: Application, consumer: Any) -> None:
    for name in ("лист 1", "лист 2"):
        assert send(case, consumer, name) == []

    assert service.counted(service.documents_of(case))[SLOT] == 2
    assert [each.code for each in events(case)].count("document_replaced") == 1


def test_what_the_office_accepts_is_shut_again(
    clock: Any, case: Application, consumer: Any
) -> None:
    send(case, consumer, "новый")
    clock.forward(minutes=5)
    judge(case, "accepted", "")

    with pytest.raises(rules.NotEditable):
        send(case, consumer, "еще один")


@pytest.mark.parametrize("status", ["offer_posted", "contract"])
def test_after_the_contract_nothing_is_replaced(
    case: Application, consumer: Any, status: str
) -> None:
    case.status = status
    db.session.commit()

    assert open_slots(case) == ([SLOT] if status == "offer_posted" else [])


def test_the_rejected_file_itself_is_not_taken_again(case: Application, consumer: Any) -> None:
    same = b"".join(service.read_document(only(case)))
    chosen = [Chosen(SLOT, "тот же.pdf", io.BytesIO(same))]

    taken = service.prepare_files(service.folder_of(case, at=now()), chosen)
    refusals = service.attach(application=case, user=consumer, ready=taken.ready, at=now())

    assert [each.message for each in refusals] == [rules.RejectedBefore.message]
    assert only(case).may_be_replaced


def test_a_rejected_file_takes_no_room(case: Application, consumer: Any) -> None:
    refusals = send(case, consumer, *(f"лист {place}" for place in range(1, 6)))

    assert refusals == []
    assert [each.message for each in send(case, consumer, "лист 6")] == [
        "Можно приложить для этого документа не больше 5\u00a0файлов."
        " Удалите лишние или соедините страницы в один PDF."
    ]


def test_one_of_several_files_is_judged_by_its_place_or_name(
    clock: Any, consumer: Any, case: Application
) -> None:
    send(case, consumer, "лист 1", "лист 2")

    judge(case, "rejected", file="2")
    judge(case, "accepted", "", file="лист 1.pdf")

    verdicts = {each.name: each.verdict for each in service.documents_of(case)}
    assert (verdicts["лист 1.pdf"], verdicts["лист 2.pdf"]) == ("accepted", "rejected")
    assert open_slots(case) == [SLOT]


def test_a_file_that_is_not_there_is_asked_for_by_its_number(case: Application) -> None:
    with pytest.raises(VerdictRefused, match=r"номером:\n  1\. "):
        judge(case, "accepted", "", file="9")


def test_asked_back_a_rejected_document_is_missing(asked_back: Application, consumer: Any) -> None:
    judge(asked_back, "rejected")
    documents = service.documents_of(asked_back)

    missing = service.what_is_missing(asked_back, documents, at=now())
    send(asked_back, consumer, "новый")

    assert [each.key for each in missing] == [SLOT]
    documents = service.documents_of(asked_back)
    assert service.what_is_missing(asked_back, documents, at=now()) == ()


def test_asked_back_the_office_is_told_by_the_sending_alone(
    asked_back: Application, consumer: Any, letters: Any
) -> None:
    judge(asked_back, "rejected")

    send(asked_back, consumer, "новый")

    words = "Заявитель заменил отклоненный документ."
    assert not any(words in each.text for each in letters.to(company().office_email))


def test_asked_back_the_other_documents_are_locked_once_one_is_rejected(
    asked_back: Application,
) -> None:
    before = open_slots(asked_back)

    judge(asked_back, "rejected")

    assert before == list(SLOTS)
    assert open_slots(asked_back) == [SLOT, "other"]


def test_asked_back_what_is_accepted_is_locked(asked_back: Application) -> None:
    judge(asked_back, "accepted", "", slot="plan")

    assert open_slots(asked_back) == ["passport", SLOT, "other"]


def test_asked_back_what_was_not_sent_yet_may_be_removed(
    asked_back: Application, consumer: Any
) -> None:
    send(asked_back, consumer, "не то", slot="other")
    wrong, sent = only(asked_back, "other"), only(asked_back, "plan")

    gone = remove(asked_back, consumer, wrong)

    assert gone is not None
    with pytest.raises(rules.NotEditable):
        remove(asked_back, consumer, sent)


def test_sent_again_nothing_of_it_may_be_removed(
    clock: Any, asked_back: Application, consumer: Any
) -> None:
    send(asked_back, consumer, "справка", slot="other")
    document = only(asked_back, "other")
    asked_back.status = "review"
    db.session.commit()
    clock.forward(minutes=1)

    with pytest.raises(rules.NotEditable):
        remove(asked_back, consumer, document)


def test_what_came_in_place_of_a_rejected_file_stays_on_review(
    case: Application, consumer: Any
) -> None:
    send(case, consumer, "новая выписка")

    folder = service.folder_of(case, at=now() + timedelta(minutes=1))

    assert not folder.may_change(only(case))
