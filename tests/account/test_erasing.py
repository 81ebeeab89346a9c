"""Thirty days after the consent was withdrawn (152-FZ art. 21 part 5): what goes and what stays."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from lk import audit
from lk.account import rules, service
from lk.account.models import Consent, Link, RecoveryCode, RememberToken, SignIn, User
from lk.account.service.registration import Agreed, _log_consents
from lk.account.upkeep import erase_withdrawn
from lk.applications.models import Application, Document
from lk.applications.service import documents_of
from lk.audit.models import AuditEntry
from lk.config import settings
from lk.db import db
from lk.home.models import Misprint
from lk.home.service import report_misprint
from lk.outbox import Letter
from lk.questions.models import Message, MessageFile, Thread
from tests.client import Client
from tests.factories import a_consumer, a_thread, an_application, move
from tests.harness.dump import contents
from tests.harness.letters import Letters
from tests.harness.world import World, a_world
from tests.harness.writing import start_writing

EMAIL = "ivanova@example.ru"


@pytest.fixture
def world(clock: Any, consumer: User, signed_in: Client) -> World:
    """A consumer with one of everything, who has withdrawn the consent now."""
    found = a_world(user=consumer)
    start_writing()
    _log_consents(consumer, [Agreed(rules.PERSONAL_DATA, "Согласие", "1")], "192.0.2.1", clock.now)
    report_misprint(words="счётчег", page="/lk/", comment="", user_id=consumer.id, at=clock.now)
    db.session.commit()
    return found


def withdraw(user: User, clock: Any) -> None:
    start_writing()
    service.withdraw_consent(user=user, at=clock.now)
    db.session.commit()


def erase(user: User, clock: Any, comment: str = "") -> service.Erased:
    start_writing()
    found = service.erase(user=user, actor="office:Мальцева", at=clock.now, comment=comment)
    db.session.commit()
    return found


def after(clock: Any, days: float) -> int:
    clock.forward(days=days)
    return erase_withdrawn(at=clock.now)


def test_nothing_goes_before_the_thirtieth_day(world: World, clock: Any) -> None:
    withdraw(world.user, clock)

    assert after(clock, days=28.9) == 0
    assert world.user.email == EMAIL
    assert not world.user.is_erased


def test_data_go_on_the_thirtieth_day_and_once(world: World, clock: Any) -> None:
    withdraw(world.user, clock)

    assert after(clock, days=29) == 1
    assert after(clock, days=1) == 0
    assert world.user.state == "erased"
    assert (world.user.email, world.user.name, world.user.phone) == (None, "", "")


def test_letters_tell_of_it_a_week_before_and_afterwards(
    world: World, clock: Any, letters: Letters
) -> None:
    withdraw(world.user, clock)
    after(clock, days=22)
    after(clock, days=1)

    before = letters.last(EMAIL)
    assert "будут удалены 23.12.2026" in before.subject
    assert [each.subject for each in letters.to(EMAIL)].count(before.subject) == 1

    after(clock, days=6)
    last = letters.last(EMAIL)
    assert last.subject == "Данные учетной записи удалены"
    assert "Поданные заявки хранятся" in last.text


def test_account_that_the_office_has_opened_again_is_left_alone(
    world: World, clock: Any, letters: Letters
) -> None:
    withdraw(world.user, clock)
    after(clock, days=22)
    start_writing()
    service.unblock(login="ivanova", by="Мальцева", at=clock.now)
    db.session.commit()

    assert after(clock, days=7) == 0
    assert world.user.email == EMAIL
    assert "будут удалены" not in letters.last(EMAIL).subject


def test_account_that_the_office_has_closed_is_not_erased(
    clock: Any, consumer: User, world: World
) -> None:
    start_writing()
    service.block(login="ivanova", by="Мальцева", at=clock.now)
    db.session.commit()

    assert after(clock, days=60) == 0


def test_drafts_questions_sessions_and_files_are_gone(world: World, clock: Any) -> None:
    a_thread(world.user, "Мой телефон 8 913 000-00-01")

    erased = erase(world.user, clock, comment="Заявление № 5")

    for table in (Thread, Message, MessageFile, SignIn, RememberToken, Link, RecoveryCode):
        assert db.session.query(table).count() == 0
    assert [each.is_draft for each in db.session.query(Application)] == [False]
    assert db.session.query(Misprint).one().user_id is None
    assert erased.gone["drafts"] == 1
    assert erased.gone["messages"] == 2
    assert len(erased.files) == erased.gone["files"] > 0


def test_submitted_application_is_kept_whole_with_its_proofs(world: World, clock: Any) -> None:
    answers = world.submitted.submitted

    erased = erase(world.user, clock, comment="Заявление № 5")

    assert erased.kept == {"applications": 1, "consents": 1}
    assert world.submitted.submitted == answers
    assert documents_of(world.submitted)
    assert db.session.query(Consent).one().withdrawn_at == clock.now
    kept = {each.storage_key for each in db.session.query(Document)}
    assert not kept & set(erased.files)


def test_correction_that_was_not_sent_is_gone(world: World, clock: Any) -> None:
    start_writing()
    world.submitted.keep_typed({"last_name": "Неотправленная"})
    db.session.commit()

    erased = erase(world.user, clock, comment="Заявление № 5")

    assert erased.gone["corrections"] == 1
    assert not world.submitted.has_unsent


def test_files_of_what_is_gone_leave_the_disk_and_others_stay(world: World, clock: Any) -> None:
    withdraw(world.user, clock)

    after(clock, days=29)

    names = {path.name for path in settings().files_folder.rglob("*") if path.is_file()}
    kept = {each.storage_key for each in db.session.query(Document)}
    assert kept <= names
    assert len(names) == len(kept) + 1  # and the contract of the case


def test_nothing_of_the_person_is_left_in_any_table_but_the_case(
    world: World, clock: Any, letters: Letters
) -> None:
    start_writing()
    world.user.name, world.user.phone = "Канарейкина Ия", "+79130009999"
    world.user.take_email("kanareika@example.ru")
    db.session.commit()
    withdraw(world.user, clock)
    after(clock, days=22)

    after(clock, days=7)
    letters.last("kanareika@example.ru")
    service.forget_old_sessions(at=clock.now)

    held = {name: repr(rows).casefold() for name, rows in contents().items()}
    for canary in ("канарейкина", "+79130009999", "kanareika@"):
        assert [name for name, rows in held.items() if canary in rows] == []


def test_file_of_the_database_does_not_hold_it_either(world: World, clock: Any) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL lets old rows go by VACUUM")
    start_writing()
    world.user.phone = "+79130009999"
    db.session.commit()

    erase(world.user, clock, comment="Заявление № 5")

    db.session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    assert b"+79130009999" not in Path(str(db.engine.url.database)).read_bytes()


def test_other_people_keep_what_is_theirs(world: World, clock: Any) -> None:
    other = a_consumer("petrov")
    an_application(other)
    a_thread(other)

    erase(world.user, clock, comment="Заявление № 5")

    assert other.email == "petrov@example.ru"
    assert db.session.query(Thread).one().user_id == other.id


def test_line_of_the_audit_tells_what_went_without_personal_values(
    world: World, clock: Any
) -> None:
    withdraw(world.user, clock)
    after(clock, days=29)

    line = db.session.query(AuditEntry).order_by(AuditEntry.id.desc()).first()
    assert (line.event, line.actor, line.subject) == ("account.erased", "worker", "user:ivanova")
    assert line.details["gone"]["drafts"] == 1
    assert EMAIL not in repr(line.details)
    assert audit.verify() is None


def test_login_of_an_erased_account_opens_nothing_and_is_not_given_away(
    world: World, clock: Any, another_client: Client
) -> None:
    erase(world.user, clock, comment="Заявление № 5")

    page = another_client.open("account.sign_in").submit("Войти", Логин="ivanova", Пароль="")
    assert page.status == 422

    with pytest.raises(rules.LoginTaken):
        service.create_user(login="Ivanova", password="x", email="new@example.ru", at=clock.now)


def test_letters_of_the_case_still_reach_the_address_that_the_application_names(
    world: World, clock: Any, letters: Letters
) -> None:
    named = world.submitted.submitted["email"]
    erase(world.user, clock, comment="Заявление № 5")
    clock.forward(days=1)

    move(world.submitted, "registered")

    assert "зарегистрирована" in letters.last(named).text.casefold()
    assert not [each for each in db.session.query(Letter) if not each.recipient]
