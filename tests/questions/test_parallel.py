from concurrent.futures import ThreadPoolExecutor

import pytest

from lk.account.models import User
from lk.clock import now
from lk.config import settings
from lk.db import begin_write, db
from lk.files.sweeping import remove_unclaimed
from lk.outbox import Letter
from lk.questions import service
from lk.questions.models import Message, MessageFile, Thread
from tests import factories
from tests.harness.cases import stored_file

AT_ONCE = 8


def all_at_once(app, act):
    def run(number):
        with app.app_context():
            begin_write()
            found = act(number).public_id
            db.session.commit()
            return found

    db.session.rollback()  # else this session would go on seeing the time before
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(run, range(AT_ONCE)))


@pytest.fixture
def user_id(consumer, session):
    session.commit()
    return consumer.id


def test_one_form_sent_many_times_at_once_is_one_question(app, user_id, session):
    def ask(_number):
        user = db.session.get_one(User, user_id)
        return service.ask(user=user, text="Когда?", at=now(), key="k" * 26)

    threads = all_at_once(app, ask)

    assert len(set(threads)) == 1
    assert session.query(Thread).count() == session.query(Message).count() == 1


def test_questions_about_one_application_at_once_make_one_thread(app, user_id, session):
    application_id = factories.an_application(session.get_one(User, user_id)).id

    def ask(number):
        user = db.session.get_one(User, user_id)
        return service.ask(
            user=user, text=f"Вопрос {number}", at=now(), application_id=application_id
        )

    threads = all_at_once(app, ask)

    assert len(set(threads)) == 1
    numbers = [each.number for each in session.query(Message).order_by(Message.number)]
    assert numbers == list(range(1, AT_ONCE + 1))
    assert session.query(Thread).one().unread_by_office == AT_ONCE


def test_answers_at_once_are_all_kept_with_a_letter_each(app, user_id, session):
    thread = factories.a_thread(session.get_one(User, user_id))
    public_id = thread.public_id

    def answer(number):
        found = service.find(public_id=public_id)
        service.answer(thread=found, text=f"Ответ {number}", by="Петрова", at=now())
        return found

    all_at_once(app, answer)

    assert session.query(Thread).one().unread_by_consumer == AT_ONCE
    assert session.query(Letter).filter_by(purpose="questions.answer").count() == AT_ONCE


def test_one_form_with_a_file_at_once_keeps_the_file_once(app, user_id, session):
    def ask(_number):
        user = db.session.get_one(User, user_id)
        kept = stored_file("message", "План.pdf", b"%PDF-1.4 plan")
        try:
            return service.ask(user=user, text="Когда?", at=now(), key="k" * 26, files=[kept])
        finally:
            swept.append(kept.stored.key)

    swept = []

    threads = all_at_once(app, ask)
    remove_unclaimed(swept)

    assert len(set(threads)) == 1
    file = session.query(MessageFile).one()
    assert b"".join(service.read_file(file)) == b"%PDF-1.4 plan"
    assert sum(path.is_file() for path in settings().files_folder.rglob("*")) == 1
