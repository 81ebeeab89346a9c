"""What the audit says of an account, and what neither it nor the logs may hold."""

from typing import Any

from sqlalchemy import select

from lk import audit
from lk.account.models import User
from lk.audit.models import AuditEntry
from tests.factories import PASSWORD


def events(session: Any) -> list[str]:
    return list(session.scalars(select(AuditEntry.event).order_by(AuditEntry.id)))


def test_life_of_an_account_is_in_the_audit_and_its_chain_holds(
    clock: Any, client: Any, consumer: User, session: Any
) -> None:
    for password in ("неверный-пароль", PASSWORD):
        page = client.open("account.sign_in")
        page.submit("Войти", Логин="ivanova", Пароль=password)
    client.open("account.me").submit("Сохранить", Телефон="8 923 456-78-90")
    client.open("home.front").submit("ВЫХОД")

    assert events(session) == [
        "account.created",
        "account.sign_in_refused",
        "account.signed_in",
        "account.data_changed",
        "account.signed_out",
    ]
    assert audit.verify() is None


def test_audit_and_logs_hold_no_typed_value(
    client: Any, consumer: User, session: Any, log_lines: Any
) -> None:
    page = client.open("account.sign_in")
    page.submit("Войти", Логин="канарейка-логин", Пароль="канарейка-пароль")

    rows = session.execute(select(AuditEntry.actor, AuditEntry.subject, AuditEntry.details)).all()
    assert "канарейка" not in repr(rows)
    assert "канарейка" not in "".join(log_lines.raw)
