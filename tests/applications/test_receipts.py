from typing import Any

import pytest

from lk.applications import service
from lk.applications.fingerprint import canonical, data_sum
from lk.applications.models import Application, Receipt
from lk.applications.service import receipts
from lk.clock import now
from lk.db import db
from tests.applications.wizard import a_submitted
from tests.harness.writing import start_writing


def issue(case: Application) -> Receipt:
    start_writing()
    found = receipts.issue(application=case, documents=service.documents_of(case), at=now())
    db.session.commit()
    return found


def correct(case: Application, **answers: Any) -> None:
    start_writing()
    case.keep_final(case.submitted | answers, (case.applicant_name,))
    db.session.commit()


def test_the_first_receipt_holds_time_sum_and_files(consumer: Any, clock: Any) -> None:
    case = a_submitted(consumer)

    receipt = issue(case)

    assert (receipt.number, receipt.at) == (1, clock.now)
    assert receipt.data_sha256 == data_sum(case.submitted)
    documents = service.documents_of(case)
    assert receipt.files == [
        {"slot": each.slot, "name": each.name, "sha256": each.sha256_original} for each in documents
    ]
    assert documents


def test_the_same_act_told_twice_leaves_one_receipt(consumer: Any, clock: Any) -> None:
    case = a_submitted(consumer)
    first = issue(case)
    clock.forward(minutes=5)

    again = issue(case)

    assert again.id == first.id
    assert [each.number for each in service.receipts_of(application=case)] == [1]


def test_a_correction_gets_the_next_number(consumer: Any, clock: Any) -> None:
    case = a_submitted(consumer)
    first = issue(case)
    clock.forward(minutes=5)
    correct(case, obj_name="дача")

    second = issue(case)

    assert (second.number, second.at) == (2, clock.now)
    assert second.data_sha256 != first.data_sha256
    newest = service.latest_receipt(application=case)
    assert newest is not None
    assert newest.id == second.id


def test_another_file_is_another_receipt_and_a_replaced_one_is_left_out(consumer: Any) -> None:
    case = a_submitted(consumer)
    first = issue(case)
    start_writing()
    gone = service.documents_of(case)[0]
    gone.replaced_at = now()
    db.session.commit()

    second = issue(case)

    assert second.number == 2
    assert len(second.files) == len(first.files) - 1
    assert second.data_sha256 == first.data_sha256


def test_receipts_of_others_have_their_own_numbers(consumer: Any) -> None:
    first, second = a_submitted(consumer), a_submitted(consumer)

    numbers = [issue(first).number, issue(second).number]

    assert numbers == [1, 1]


def test_one_number_is_given_once_even_by_a_mistake(consumer: Any, session: Any) -> None:
    case = a_submitted(consumer)
    receipt = issue(case)
    start_writing()
    twin = Receipt(application_id=case.id, number=receipt.number, at=now(), data_sha256="0" * 64)
    session.add(twin)

    with pytest.raises(Exception, match=r"(?i)unique"):
        session.flush()


def test_a_receipt_that_is_rolled_back_is_none(consumer: Any, session: Any) -> None:
    case = a_submitted(consumer)
    issue(case)
    correct(case, obj_name="дача")
    start_writing()
    receipts.issue(application=case, documents=[], at=now())
    session.rollback()

    assert [each.number for each in service.receipts_of(application=case)] == [1]


def test_the_sum_does_not_hang_on_the_order_of_answers() -> None:
    one = {"б": "ё", "a": ["1", {"y": 2, "x": True}]}
    other = {"a": ["1", {"x": True, "y": 2}], "б": "ё"}

    assert canonical(one) == canonical(other) == '{"a":["1",{"x":true,"y":2}],"б":"ё"}'.encode()
    assert data_sum(one) != data_sum(one | {"б": "е"})
