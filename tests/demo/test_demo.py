from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from lk import demo, files
from lk.account.models import User
from lk.account.passwords import matches
from lk.applications.models import Application, Document
from lk.applications.service import documents_of, read_document
from lk.calculator.models import Rate, TariffVersion
from lk.db import Base, db
from lk.outbox import Letter
from lk.questions.models import Thread

AT = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
PASSWORD = "snezhnyj-lis-41"


@pytest.fixture
def loaded(app):
    demo.load(PASSWORD, AT)
    db.session.commit()


def test_loading_twice_changes_nothing(loaded):
    before = _sizes()

    demo.load("drugoj-parol-9", AT)
    db.session.commit()

    assert _sizes() == before
    assert _user("person").password_hash
    assert matches(_user("person").password_hash, PASSWORD)


def test_sign_ins_are_one_of_each_kind(loaded):
    users = db.session.scalars(select(User).order_by(User.id)).all()

    assert [user.login for user in users] == list(demo.LOGINS)
    assert [user.kind for user in users] == ["person", "entrepreneur", "organisation"]
    assert all(user.is_demo and user.is_active for user in users)
    assert demo.is_loaded()
    assert not demo.is_empty()


@pytest.mark.parametrize("login", demo.LOGINS)
def test_sign_in_of_the_demo_opens_the_cabinet(loaded, client, login: str):
    page = client.open("account.sign_in").submit("Войти", Логин=login, Пароль=PASSWORD)

    assert page.path == "/lk/"
    assert page.status == 200


def test_password_of_all_sign_ins_can_be_changed(loaded):
    demo.change_password("drugoj-parol-9")

    users = db.session.scalars(select(User))

    assert [matches(user.password_hash, "drugoj-parol-9") for user in users] == [True] * 3


def test_tariff_gives_the_sums_of_figure_15(loaded):
    version = db.session.scalars(select(TariffVersion)).one()
    rates = db.session.scalars(select(Rate).where(Rate.scheme == "permanent")).all()
    values = {rate.code: rate.value for rate in rates if rate.code in {"C1", "CMAX1"}}

    assert version.is_demo
    assert values["C1"] == Decimal("13202.00")
    assert values["CMAX1"] * 15 == Decimal("10491.60")


def test_person_has_applications_in_several_states(loaded):
    query = select(Application).order_by(Application.id)
    found = db.session.scalars(query).all()

    assert {case.user_id for case in found} == {_user("person").id}
    assert [case.status for case in found] == [
        "closed",
        "works",
        "offer_posted",
        "review",
        "need_docs",
        "submitted",
        "draft",
    ]
    assert [case.running_number for case in found] == [1, 2, 3, 4, 5, 6, None]


def test_one_case_is_late_by_the_company_and_two_wait_for_the_applicant(loaded):
    late, offered, asked = (_case(status) for status in ("review", "offer_posted", "need_docs"))

    assert late.is_overdue(AT.date())
    assert late.whose_turn == "company"
    assert offered.waits_for_consumer
    assert asked.waits_for_consumer
    assert AT.date() <= offered.due_on < asked.due_on


def test_applications_say_what_their_state_needs(loaded):
    draft, works, asked = (_case(status) for status in ("draft", "works", "need_docs"))
    db.session.refresh(asked, ["changes"])

    assert draft.typed["last_name"] == "Кедрова"
    assert draft.typed["obj_addr"]
    assert not draft.typed.get("p_new")
    assert len(documents_of(draft)) == 1
    assert works.progress == 60
    assert asked.due_on > AT.date()
    assert "Росреестра" in asked.changes[-1].comment
    assert max(db.session.scalars(select(Application.saved_at))) <= AT


def test_documents_open_and_are_what_they_say(loaded):
    heads = {"application/pdf": b"%PDF", "image/jpeg": b"\xff\xd8\xff"}

    for document in db.session.scalars(select(Document)):
        content = b"".join(read_document(document))

        assert content.startswith(heads[document.content_type])
        assert len(content) == document.stored_size

    stored = [path.name for path in files.store().folder.rglob("*") if path.is_file()]
    assert sorted(stored) == sorted(db.session.scalars(select(Document.storage_key)))


def test_one_answer_is_unread_and_no_letter_of_the_past_goes_out(loaded):
    threads = db.session.scalars(select(Thread).where(Thread.user_id == _user("person").id)).all()
    waiting = db.session.scalars(select(Letter).where(Letter.due_at.is_not(None))).all()

    assert [thread.unread_by_consumer for thread in threads] == [1]
    assert waiting == []
    assert db.session.scalar(select(func.count(Letter.id))) > 0


def _user(login: str) -> User:
    return db.session.scalars(select(User).where(User.login == login)).one()


def _case(status: str) -> Application:
    return db.session.scalars(select(Application).where(Application.status == status)).one()


def _sizes() -> dict[str, int]:
    """Rows of every table."""
    tables = Base.metadata.sorted_tables
    return {
        table.name: db.session.scalar(select(func.count()).select_from(table)) for table in tables
    }
