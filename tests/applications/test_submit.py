from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import func, select

from lk.account.models import User
from lk.applications import number, rules, service
from lk.applications.models import Application, Counter, StatusChange
from lk.clock import now
from lk.db import begin_write, db
from lk.outbox import Letter
from tests.applications.wizard import a_draft, a_submitted, at_preview, send, submit
from tests.client import Client
from tests.factories import another_consumer

WRITERS = 50


def count(model: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_submitted_application_has_a_number_of_the_companys_day(
    consumer: Any, clock: Any
) -> None:
    clock.set(clock.now.replace(hour=18))

    case = a_submitted(consumer)

    assert str(case.number).startswith("2026-11-25-1-")
    assert number.is_valid(str(case.number))


def test_the_running_number_goes_on_over_the_days(consumer: Any, clock: Any) -> None:
    first = a_submitted(consumer)
    clock.forward(days=40)

    second = a_submitted(consumer)

    assert (first.running_number, second.running_number) == (1, 2)
    assert str(second.number).startswith("2027-01-03-2-")


def test_a_rolled_back_submission_leaves_no_gap(consumer: Any) -> None:
    draft, other = a_draft(consumer), a_draft(consumer)
    submit(draft, consumer)
    db.session.rollback()

    submit(other, consumer)
    db.session.commit()

    assert draft.is_draft
    assert draft.number is None
    assert other.running_number == 1


def test_a_second_submission_changes_nothing(consumer: Any) -> None:
    case = a_submitted(consumer)
    before = (case.number, case.submitted_at)

    submit(case, consumer)

    assert (case.number, case.submitted_at) == before
    assert count(StatusChange) == 1
    assert count(Letter) == 1


def test_what_is_missing_keeps_it_a_draft(consumer: Any) -> None:
    draft = a_draft(consumer, files=False, cadastre="")

    with pytest.raises(rules.Incomplete) as refused:
        submit(draft, consumer)

    keys = [problem.key for problem in refused.value.problems]
    assert keys == ["cadastre", "plan", "own", "passport"]


def test_neither_box_can_be_left_out(consumer: Any) -> None:
    draft = a_draft(consumer)
    facts: dict[str, Any] = {"application": draft, "user": consumer, "at": now()}

    with pytest.raises(rules.AccuracyNotConfirmed):
        service.submit(is_confirmed=False, consent=service.Consent("v1", "::1"), **facts)
    with pytest.raises(rules.ConsentMissing):
        service.submit(is_confirmed=True, consent=None, **facts)


def test_the_consent_is_kept_with_text_time_and_address(consumer: Any) -> None:
    case = a_submitted(consumer)

    (consent,) = case.consents
    assert consent["version"] == "supplier-test"
    assert consent["address"] == "127.0.0.1"
    assert consent["at"] == case.submitted_at.isoformat()  # type: ignore[union-attr]


def test_ten_applications_an_hour_are_enough(consumer: Any) -> None:
    for _ in range(10):
        a_submitted(consumer)
    draft = a_draft(consumer)

    with pytest.raises(service.TooManySubmissions):
        submit(draft, consumer)


def test_closed_answers_do_not_go_along(consumer: Any) -> None:
    case = a_submitted(consumer, rep_name="Петров Пётр Петрович")

    assert "rep_name" not in case.submitted
    assert case.submitted["addr_fact"] == case.submitted["addr_reg"]


def test_pages_lead_from_the_first_step_to_the_number(signed_in: Client) -> None:
    page = send(at_preview(signed_in))

    case = db.session.query(Application).one()
    assert page.h1 == "Заявка подана"
    assert page.facts["Номер заявки"] == case.number
    assert "Что дальше" in page.text


def test_the_receipt_says_the_same_each_time(signed_in: Client) -> None:
    page = send(at_preview(signed_in))

    assert signed_in.open_path(page.path).facts == page.facts


def test_boxes_are_not_ticked_beforehand_and_are_asked_for(signed_in: Client) -> None:
    page = at_preview(signed_in)
    ticked = [field.value for field in page.fields if field.type == "checkbox"]

    page = page.submit("Подать заявку")

    assert ticked == [False, False]
    assert page.status == 422
    assert page.errors == [
        "Подтвердите, что сведения достоверны.",
        "Отметьте согласие на передачу данных гарантирующему поставщику.",
    ]


def test_the_text_of_the_consent_can_be_read_there(signed_in: Client) -> None:
    page = at_preview(signed_in)

    assert "Согласие на передачу персональных данных гарантирующему поставщику" in page.text
    assert "7017114680" in page.text


def test_a_page_sent_twice_gives_the_same_receipt(signed_in: Client) -> None:
    page = at_preview(signed_in)

    first, second = send(page), send(page)

    assert first.facts == second.facts
    assert count(Letter) == 1


def test_a_submission_is_not_kept_over_a_lost_session(signed_in: Client) -> None:
    page = at_preview(signed_in)
    signed_in.forget_cookies()

    answer = send(page)

    assert answer.status == 400
    assert db.session.query(Application).one().is_draft


def test_an_incomplete_draft_is_refused_with_links(signed_in: Client, consumer: Any) -> None:
    draft = a_draft(consumer, files=False)

    page = send(signed_in.open("applications.preview", public_id=draft.public_id))

    assert page.status == 422
    assert page.has_link("Приложите документ «Копия паспорта»")
    assert draft.is_draft


def test_fifty_submissions_at_once_are_one_application(app: Any, consumer: Any) -> None:
    draft_id, user_id = a_draft(consumer, email=consumer.email).id, consumer.id

    def press(_: int) -> str | None:
        with app.app_context():
            begin_write()
            draft = db.session.get_one(Application, draft_id)
            case = submit(draft, db.session.get_one(User, user_id))
            found = case.number
            db.session.commit()
            return found

    with ThreadPoolExecutor(WRITERS) as threads:
        numbers = set(threads.map(press, range(WRITERS)))
    db.session.rollback()

    assert len(numbers) == 1
    assert count(Letter) == 1
    assert count(StatusChange) == 1
    assert db.session.get_one(Counter, "applications").value == 1


def test_fifty_presses_of_the_button_are_one_application(
    app: Any, signed_in: Client, consumer: Any
) -> None:
    draft = a_draft(consumer, email=consumer.email)
    page = signed_in.open("applications.preview", public_id=draft.public_id)
    token = page.soup.find("input", {"name": "csrf_token"})["value"]
    cookies = {name: signed_in.cookie(name) for name in ("__Host-session",)}
    entries = {"csrf_token": token, "is_accurate": "y", "consent": "y"}
    path = f"/lk/applications/{draft.public_id}/preview"

    def press(_: int) -> str:
        web = app.test_client()
        for name, value in cookies.items():
            web.set_cookie(name, value or "", domain="lk.test", secure=True)
        head = {"Sec-Fetch-Site": "same-origin", "User-Agent": signed_in.browser}
        answer = web.post(path, data=entries, base_url="https://lk.test", headers=head)
        return f"{answer.status_code} {answer.headers.get('Location')}"

    with ThreadPoolExecutor(WRITERS) as threads:
        answers = set(threads.map(press, range(WRITERS)))
    db.session.rollback()

    assert answers == {f"303 /lk/applications/{draft.public_id}/receipt"}
    assert count(Letter) == 1
    assert db.session.get_one(Counter, "applications").value == 1


def test_many_consumers_at_once_get_numbers_without_gaps(app: Any) -> None:
    pairs = []
    for _ in range(12):
        user = another_consumer()
        pairs.append((a_draft(user).id, user.id))

    def press(pair: tuple[int, int]) -> None:
        with app.app_context():
            begin_write()
            submit(db.session.get_one(Application, pair[0]), db.session.get_one(User, pair[1]))
            db.session.commit()

    with ThreadPoolExecutor(12) as threads:
        list(threads.map(press, pairs))
    db.session.rollback()

    numbers = sorted(db.session.scalars(select(Application.running_number)))
    assert numbers == list(range(1, 13))
