"""What goes with letters about an application: receipt, application, private address."""

from typing import Any

import pytest
import typst

from lk import outbox
from lk.applications import papers
from lk.clock import now
from lk.db import db
from tests.applications.sheets import opened
from tests.applications.test_papers_pages import with_receipts
from tests.applications.wizard import a_submitted
from tests.harness.letters import SentLetter
from tests.harness.writing import start_writing

HOST = "https://lk.test/lk"


def files(letter: SentLetter) -> dict[str, bytes]:
    return {
        str(part.get_filename()): part.get_content() for part in letter.message.iter_attachments()
    }


def test_submitted_carries_the_receipt_and_the_application(consumer: Any, letters: Any) -> None:
    case = with_receipts(a_submitted(consumer))

    letter = letters.last(consumer.email)

    found = files(letter)
    assert list(found) == [
        f"Квитанция 1 к заявке {case.number}.pdf",
        f"Заявка {case.number}.pdf",
    ]
    for name, data in found.items():
        assert name in letter.text
        assert name in letter.html
        with opened(data) as pdf:
            assert str(case.number) in str(pdf.docinfo["/Title"])
    assert sum(map(len, found.values())) < 1_000_000


def test_an_address_that_nobody_confirmed_gets_no_passport(consumer: Any, letters: Any) -> None:
    case = with_receipts(a_submitted(consumer, email="zayavitel@example.ru"))

    found = files(letters.last("zayavitel@example.ru"))

    assert list(found) == [f"Квитанция 1 к заявке {case.number}.pdf"]


def test_a_correction_carries_its_own_receipt(consumer: Any, letters: Any, clock: Any) -> None:
    case = with_receipts(a_submitted(consumer), 2)
    start_writing()
    outbox.put(
        "applications.corrected",
        to=consumer.email,
        at=now(),
        user_id=consumer.id,
        application=case.public_id,
        receipt=2,
    )
    db.session.commit()

    letter = letters.last(consumer.email)

    assert letter.subject == f"Заявка № {case.number} исправлена"
    assert f"Квитанция 2 к заявке {case.number}.pdf" in files(letter)
    for part in (letter.text, letter.html):
        assert "Новая квитанция: № 2. Она заменяет прежнюю, № 1." in part.replace("\xa0", " ")


def test_the_private_address_stands_in_both_parts(consumer: Any, letters: Any, client: Any) -> None:
    case = with_receipts(a_submitted(consumer))

    letter = letters.last(consumer.email)

    address = f"{HOST}/a/{case.link_token}"
    assert address in letter.links
    assert address in letter.html_links
    assert papers.private_url(case) == address


def test_a_paper_that_cannot_be_made_keeps_no_letter_back(
    consumer: Any, letters: Any, monkeypatch: Any
) -> None:
    case = with_receipts(a_submitted(consumer))

    def broken(template: str, *_: object, **__: object) -> bytes:
        if template == "receipt":
            raise typst.TypstError("no paper today")
        return b"%PDF"

    monkeypatch.setattr(papers, "make", broken)

    letter = letters.last(consumer.email)

    assert str(case.number) in letter.text
    assert list(files(letter)) == [f"Заявка {case.number}.pdf"]


def test_no_paper_is_made_while_the_database_is_held(
    consumer: Any, letters: Any, monkeypatch: Any
) -> None:
    with_receipts(a_submitted(consumer))
    held = []

    def look(*_: object, **__: object) -> bytes:
        held.append(db.session().in_transaction())
        return b"%PDF"

    monkeypatch.setattr(papers, "make", look)

    letters.deliver()

    assert held
    assert not any(held)


def test_what_is_sent_again_unchanged_has_the_receipt_it_had(
    consumer: Any, letters: Any, clock: Any
) -> None:
    case = with_receipts(a_submitted(consumer))
    clock.forward(minutes=5)
    start_writing()
    outbox.put(
        "applications.corrected",
        to=consumer.email,
        at=now(),
        user_id=consumer.id,
        application=case.public_id,
        receipt=1,
    )
    db.session.commit()

    letter = letters.last(consumer.email)

    assert "24.11.2026 в\u00a012:09" in letter.text
    assert "Новая квитанция" not in letter.text
    assert f"Квитанция 1 к заявке {case.number}.pdf" in files(letter)


@pytest.mark.parametrize("part", ["text", "html"])
def test_what_the_papers_hold_stands_not_in_the_letter(
    consumer: Any, letters: Any, part: str
) -> None:
    with_receipts(a_submitted(consumer))

    words = getattr(letters.last(consumer.email), part)

    for secret in ("6903", "123456", "Кировского"):
        assert secret not in words
