import pytest

from lk.applications import rules
from tests.factories import a_draft, a_thread, an_application


@pytest.mark.parametrize("status", [code for code in rules.STATUSES if code not in {"draft", "cancelled"}])
def test_application_reaches_every_status(consumer, status):
    application = an_application(consumer, status)

    assert application.status == status
    assert application.number


def test_draft_lacks_nothing(consumer, signed_in):
    draft = a_draft(consumer)

    page = signed_in.open("applications.preview", public_id=draft.public_id)

    assert page.h1
    assert "Подать заявку" in page.buttons
def test_th(consumer, signed_in):
    t = a_thread(consumer)
    page = signed_in.open("questions.thread", public_id=t.public_id)
    print(page)
