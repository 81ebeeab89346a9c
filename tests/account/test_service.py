"""What the office and the worker do with accounts."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from lk.account import rules, service
from lk.account.models import SignIn, User
from lk.audit.models import AuditEntry
from tests.factories import PASSWORD, a_consumer
from tests.harness.letters import Letters

EVENT = {"by": "Петров", "comment": "по заявлению"}


def register(login: str, email: str, at: Any, **other: Any) -> User:
    facts = {
        "login": login,
        "email": email,
        "password_hash": "x",
        "kind": "person",
        "phone": "",
        "agreed": [],
        "address": "",
        "by_office": False,
        "at": at,
    }
    return service.register(**{**facts, **other})


@pytest.fixture
def four_states(app: Any, clock: Any, session: Any) -> None:
    a_consumer("active", phone="+79001112233")
    register("pending", "pending@example.ru", clock.now)
    register("waiting", "waiting@example.ru", clock.now, by_office=True)
    a_consumer("blocked")
    service.block(login="blocked", at=clock.now, **EVENT)
    session.commit()


@pytest.mark.parametrize("state", ["active", "pending", "waiting", "blocked"])
def test_list_filters_by_state(four_states: None, state: str) -> None:
    found = service.list_users(state=state)

    assert [user.login for user in found] == [state]
    assert found[0].state == state


@pytest.mark.parametrize(
    ("text", "logins"),
    [
        ("", ["blocked", "waiting", "pending", "active"]),
        ("PENDING", ["pending"]),
        ("waiting@example", ["waiting"]),
        ("900111", ["active"]),
        ("%", []),
        ("nobody", []),
    ],
)
def test_list_finds_words_newest_first(four_states: None, text: str, logins: list[str]) -> None:
    found = service.list_users(text=text)

    assert [user.login for user in found] == logins


def test_list_is_cut_by_day_and_number(four_states: None, clock: Any) -> None:
    recent = service.list_users(since=clock.now + timedelta(days=1))
    first = service.list_users(limit=1)

    assert recent == []
    assert [user.login for user in first] == ["blocked"]


@pytest.mark.parametrize("login", ["ivanova", "IVANOVA", "Ivanova@example.RU", "ивановa"])
def test_user_is_found_by_login_or_address(consumer: User, login: str) -> None:
    found = service.find_user(login=login)

    assert (found is consumer) is login.isascii()


def test_approval_is_refused_where_nothing_waits(consumer: User, clock: Any) -> None:
    with pytest.raises(rules.NotWaiting):
        service.approve(login="ivanova", at=clock.now, **EVENT)


@pytest.mark.parametrize("act", [service.approve, service.block, service.unblock])
def test_unknown_login_is_refused(app: Any, clock: Any, act: Any) -> None:
    with pytest.raises(rules.UnknownUser) as refused:
        act(login="nobody", at=clock.now, **EVENT)

    assert str(refused.value) == "Такой учетной записи нет."


def test_block_tells_why_and_unblock_opens_again(
    consumer: User, clock: Any, letters: Letters, session: Any
) -> None:
    service.block(login="ivanova", at=clock.now, **EVENT)
    session.commit()
    letter = letters.last("ivanova@example.ru")
    with pytest.raises(rules.AlreadyBlocked):
        service.block(login="ivanova", at=clock.now, **EVENT)

    service.unblock(login="ivanova", at=clock.now, **EVENT)
    session.commit()

    assert letter.subject == "Учетная запись закрыта"
    assert "Причина: по заявлению" in letter.text
    assert consumer.is_active
    with pytest.raises(rules.NotBlocked):
        service.unblock(login="ivanova", at=clock.now, **EVENT)


def test_office_changes_a_lost_mailbox(
    consumer: User, clock: Any, letters: Letters, session: Any, signed_in: Any
) -> None:
    service.change_email_by_office(
        login="ivanova", new="New@Example.RU", proof="паспорт", at=clock.now, **EVENT
    )
    session.commit()

    assert signed_in.open("account.me").h1 == "Вход"
    assert "Офис компании по вашему обращению" in letters.last("ivanova@example.ru").text
    signed_in.open_path(letters.last("New@example.ru").paths[0]).submit("Подтвердить адрес")
    assert consumer.email == "New@example.ru"
    entry = session.scalars(
        select(AuditEntry).where(AuditEntry.event == "account.email_change_by_office")
    ).one()
    assert entry.actor == "office:Петров"
    assert entry.details == {"comment": "по заявлению", "proof": "паспорт"}


@pytest.mark.parametrize(
    ("new", "error"),
    [
        ("почта", rules.WrongEmail),
        ("IVANOVA@example.ru", rules.SameEmail),
        ("petrova@example.ru", rules.EmailTaken),
    ],
)
def test_office_cannot_take_a_wrong_address(
    consumer: User, clock: Any, new: str, error: type[Exception]
) -> None:
    a_consumer("petrova")

    with pytest.raises(error):
        service.change_email_by_office(
            login="ivanova", new=new, proof="паспорт", at=clock.now, **EVENT
        )

    assert consumer.pending_email is None


def test_account_made_by_hand_works_at_once(app: Any, session: Any, clock: Any) -> None:
    service.create_user(
        login="demo", password=PASSWORD, email="demo@example.ru", at=clock.now, is_demo=True
    )
    session.commit()

    proof = service.prove(name="demo", password=PASSWORD, address="192.0.2.1", at=clock.now)

    user = service.find_user(login="demo")
    assert proof.user_id == user.id
    assert (user.is_demo, user.is_active, user.display_name) == (True, True, "demo")


@pytest.mark.parametrize(
    ("login", "email", "error"),
    [
        ("IVANOVA", "x@example.ru", rules.LoginTaken),
        ("petrova", "Ivanova@example.ru", rules.EmailTaken),
    ],
)
def test_taken_names_are_refused_by_the_constraint(
    consumer: User, clock: Any, login: str, email: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        service.create_user(login=login, password="", password_hash="x", email=email, at=clock.now)


def test_refused_login_leaves_the_transaction_usable(
    consumer: User, clock: Any, session: Any
) -> None:
    with pytest.raises(rules.LoginTaken):
        register("ivanova", "x@example.ru", clock.now)

    register("petrova", "x@example.ru", clock.now)
    session.commit()

    assert service.find_user(login="petrova") is not None


def test_tidying_lets_an_unconfirmed_login_go_after_a_week(
    app: Any, clock: Any, session: Any, letters: Letters
) -> None:
    register("pending", "pending@example.ru", clock.now)
    register("waiting", "waiting@example.ru", clock.now, by_office=True)
    session.commit()
    letters.deliver()

    service.forget_old_sessions(at=clock.now + timedelta(days=7, seconds=1))

    assert [user.login for user in service.list_users()] == ["waiting"]


def test_changed_password_makes_a_proof_worthless(consumer: User, clock: Any, session: Any) -> None:
    proof = service.prove(name="ivanova", password=PASSWORD, address="192.0.2.1", at=clock.now)
    service.find_user(login="ivanova").password_hash = "another"
    session.commit()

    with pytest.raises(rules.WrongPassword):
        service.start(proof=proof, remember=False, address="", user_agent="", at=clock.now)

    assert session.scalar(select(SignIn.id)) is None
