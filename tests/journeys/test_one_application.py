"""However often «Подать заявку» is pressed: one application, one number, one letter."""

import re
import threading

import pytest

from lk.applications.models import Application
from lk.db import db
from lk.outbox import Letter
from tests.client import Client
from tests.factories import a_draft, another_consumer
from tests.journeys.words import AGREED

TIMES = 50


def press_together(pages):
    """Every page's button at once; where each one led."""
    db.session.remove()
    together, led = threading.Barrier(len(pages)), []

    def press(page):
        together.wait(60)
        try:
            answer = page.submit("Подать заявку", follow=False, **AGREED)
            led.append((answer.status, answer.location))
        except Exception as error:  # told by the assertion
            led.append((0, repr(error)))

    threads = [threading.Thread(target=press, args=[page]) for page in pages]
    [each.start() for each in threads]
    [each.join(180) for each in threads]
    return led


def previews(app, user, draft, count):
    page = Client(app).sign_in_as(user).open("applications.preview", public_id=draft.public_id)
    pages = [page]
    for _ in range(count - 1):
        client = Client(app)
        client.sign_in_as(user)
        pages.append(client.open("applications.preview", public_id=draft.public_id))
    return pages


@pytest.mark.asvs("2.3.3")
def test_fifty_submissions_at_once_are_one_application(app, consumer):
    draft = a_draft(consumer)
    public_id, email = draft.public_id, consumer.email
    pages = previews(app, consumer, draft, TIMES)

    led = press_together(pages)

    assert len(led) == TIMES
    assert set(led) == {(303, f"/lk/applications/{public_id}/receipt")}
    assert [a.number is not None for a in db.session.query(Application)] == [True]
    assert [a.recipient for a in db.session.query(Letter)].count(email) == 1


def test_numbers_of_many_consumers_run_on_without_gaps(app):
    users = [another_consumer() for _ in range(12)]
    pages = [previews(app, user, a_draft(user), 1)[0] for user in users]

    led = press_together(pages)

    numbers = [a.number for a in db.session.query(Application)]
    assert {status for status, _ in led} == {303}
    assert sorted(int(re.split("-", number)[3]) for number in numbers) == list(range(1, 13))


def test_pressed_again_after_it_shows_the_receipt(signed_in, consumer, letters):
    draft = a_draft(consumer)
    page = signed_in.open("applications.preview", public_id=draft.public_id)
    first = page.submit("Подать заявку", **AGREED)

    second = page.submit("Подать заявку", **AGREED)
    back = signed_in.open_path(page.path)

    assert second.facts["Номер заявки"] == first.facts["Номер заявки"]
    assert back.facts["Номер заявки"] == first.facts["Номер заявки"]
    assert len(letters.to(consumer.email)) == 1
