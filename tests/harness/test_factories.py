"""The factories themselves: what they make is whole."""

import pytest

from lk.applications import rules
from tests.factories import a_draft, a_thread, an_application

REACHED = [code for code in rules.STATUSES if code not in {"draft", "cancelled"}]


@pytest.mark.parametrize("status", REACHED)
def test_application_reaches_every_status(consumer, status):
    application = an_application(consumer, status)

    assert application.status == status
    assert application.number


def test_draft_lacks_nothing_but_the_consents(consumer, signed_in):
    draft = a_draft(consumer)

    page = signed_in.open("applications.preview", public_id=draft.public_id)

    assert "Подать заявку" in page.buttons
    assert page.errors == []


def test_thread_is_shown_to_its_consumer(consumer, signed_in):
    thread = a_thread(consumer, "Когда подключите?")

    page = signed_in.open("questions.thread", public_id=thread.public_id)

    assert "Когда подключите?" in page.text
