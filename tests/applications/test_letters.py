from typing import Any

from lk.applications import rules, service
from lk.clock import now, today
from lk.company import company
from lk.db import db
from tests.applications.wizard import a_submitted

HOST = "https://lk.test/lk"


def test_a_letter_says_the_number_and_what_is_next(consumer: Any, letters: Any) -> None:
    case = a_submitted(consumer)

    letter = letters.last(consumer.email)

    assert letter.subject == f"Заявка № {case.number} подана"
    assert str(case.number) in letter.text
    assert "Мы зарегистрируем заявку" in letter.text
    assert f"{HOST}/applications/{case.public_id}" in letter.links


def test_a_move_is_told_with_comment_term_and_link(consumer: Any, letters: Any, clock: Any) -> None:
    case = a_submitted(consumer)
    facts = rules.Facts(date=today(company().time_zone), number="12")
    service.move_status(application=case, to="registered", by="Петрова", at=now(), facts=facts)
    service.move_status(application=case, to="review", by="Петрова", at=now())
    comment = "Приложите план с границами"
    service.move_status(application=case, to="need_docs", by="Петрова", at=now(), comment=comment)
    db.session.commit()

    registered, review, wanted = letters.to(consumer.email)[1:]

    assert registered.subject.startswith("Статус изменен: Заявка зарегистрирована")
    assert "№ 12 от 24.11.2026" in registered.text.replace("\xa0", " ")
    assert "На рассмотрении" in review.subject
    assert comment in wanted.text
    assert "до 22 декабря 2026" in wanted.text.replace("\xa0", " ")
    assert f"{HOST}/applications/{case.public_id}" in wanted.links
    assert "Петрова" not in wanted.text


def test_both_parts_of_a_letter_say_the_same(consumer: Any, letters: Any) -> None:
    case = a_submitted(consumer)

    letter = letters.last(consumer.email)

    for words in (str(case.number), "г. Томск, ул. Мира, д. 1", "Что дальше"):
        assert words in letter.text
        assert words in letter.html


def test_an_address_named_in_the_application_gets_the_letter_too(
    consumer: Any, letters: Any
) -> None:
    a_submitted(consumer, email="zayavitel@example.ru")

    assert len(letters.to("zayavitel@example.ru")) == 1
    assert len(letters.to(consumer.email)) == 1


def test_a_letter_holds_no_personal_answers(consumer: Any, letters: Any) -> None:
    a_submitted(consumer)

    letter = letters.last(consumer.email)

    for secret in ("6903", "123456", "Кировского"):
        assert secret not in letter.text
        assert secret not in letter.html


def test_words_of_the_office_cannot_be_markup(consumer: Any, letters: Any) -> None:
    case = a_submitted(consumer)
    facts = rules.Facts(date=today(company().time_zone), number="<b>12</b>")
    service.move_status(
        application=case, to="registered", by="П", at=now(), comment="<script>", facts=facts
    )
    db.session.commit()

    letter = letters.last(consumer.email)

    assert "<script>" not in letter.html
    assert "&lt;b&gt;12" in letter.html


def test_a_letter_leaves_for_a_russian_domain_under_its_name_on_the_wire(
    consumer: Any, letters: Any, smtp: Any
) -> None:
    a_submitted(consumer, email="ivanov@почта.рф")

    letters.deliver()

    assert ["ivanov@xn--80a1acny.xn--p1ai"] in smtp.recipients
