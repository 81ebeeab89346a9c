from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lk.account import rules
from lk.db import Base, Key, UtcDateTime, new_public_id


class Person:
    """How a person is addressed; whoever is one has `login`, `name` and `kind`."""

    __slots__ = ()

    login: Any
    name: Any
    kind: Any

    @property
    def display_name(self) -> str:
        """The name of «Мои данные», the login until there is one."""
        return str(self.name or self.login)

    @property
    def greeting(self) -> str:
        return rules.greeting(self.kind, self.display_name)

    @property
    def kind_title(self) -> str:
        return rules.KINDS[self.kind]


class User(Base, Person):
    """A consumer's account, a registration that waits for its confirmation included.

    `email` is empty until it is confirmed: `pending_email` waits for the click, both at the
    registration and at a change. So an address belongs to whoever reads its letters. Only a link of
    the last `mail_serial` counts: asking for a new letter voids the links before it.
    """

    __tablename__ = "users"
    __table_args__ = (UniqueConstraint("login_key"), UniqueConstraint("email_key"))

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(26), unique=True, default=new_public_id)
    login: Mapped[str] = mapped_column(String(rules.LONGEST_LOGIN))
    login_key: Mapped[str] = mapped_column(String(rules.LONGEST_LOGIN))
    email: Mapped[str] = mapped_column(String(254), nullable=True)
    email_key: Mapped[str | None] = mapped_column(String(254))
    pending_email: Mapped[str | None] = mapped_column(String(254))
    pending_email_key: Mapped[str | None] = mapped_column(String(254), index=True)
    mail_serial: Mapped[int] = mapped_column(default=0)
    password_hash: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str] = mapped_column(String(20), default="")
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    blocked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    blocked_why: Mapped[str] = mapped_column(String(500), default="")
    muted_topics: Mapped[list[str]] = mapped_column(JSON, default=list)

    @property
    def state(self) -> str:
        """`active`, `pending` (the click), `waiting` (for the office), `blocked`, `erased`."""
        if self.is_erased:
            return "erased"
        if self.blocked_at:
            return "blocked"
        if self.confirmed_at:
            return "active"
        return "pending" if self.approved_at else "waiting"

    @property
    def state_title(self) -> str:
        return rules.STATES[self.state]

    @property
    def is_active(self) -> bool:
        return self.state == "active"

    @property
    def is_blocked(self) -> bool:
        return self.blocked_at is not None

    @property
    def is_erased(self) -> bool:
        """Closed and without any address: only the login is left (`erase`)."""
        return self.is_blocked and not self.address

    @property
    def address(self) -> str:
        """Where letters reach the person now: the confirmed address, else the pending one."""
        return self.email or self.pending_email or ""

    def take_email(self, email: str) -> None:
        """From now on the account's address; nothing waits any more."""
        self.email, self.email_key = email, rules.email_key(email)
        self.wait_for_email(None)

    def wait_for_email(self, email: str | None) -> None:
        """The address to be confirmed next; links of earlier letters are void."""
        self.pending_email = email
        self.pending_email_key = rules.email_key(email) if email else None
        self.mail_serial = (self.mail_serial or 0) + 1

    def erase(self, at: datetime) -> None:
        """Forget what is personal, and close what is open; no password opens it any more."""
        self.email = None  # type: ignore[assignment]  # has one whoever signs in
        self.email_key = None
        self.wait_for_email(None)
        self.name = self.phone = self.password_hash = ""
        self.blocked_at, self.blocked_why = self.blocked_at or at, "Данные удалены"
        self.muted_topics = []


class Consent(Base):
    """What a person agreed to: which text, when, from which address, and when it was withdrawn."""

    __tablename__ = "consents"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    user_id: Mapped[int] = mapped_column(Key, ForeignKey("users.id"), index=True)
    document: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(200))
    version: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    address: Mapped[str] = mapped_column(String(45))
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def can_be_withdrawn(self) -> bool:
        """By law the consent to personal data, at any time; the terms are a contract."""
        return self.document == rules.PERSONAL_DATA and self.withdrawn_at is None


class RememberToken(Base):
    """«Запомнить меня» of one browser: the row is a family, its validator changes at each use."""

    __tablename__ = "remember_tokens"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    user_id: Mapped[int] = mapped_column(Key, ForeignKey("users.id"), index=True)
    selector: Mapped[str] = mapped_column(String(40), unique=True)
    validator_hash: Mapped[str] = mapped_column(String(64))
    previous_hash: Mapped[str | None] = mapped_column(String(64))
    rotated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class SignIn(Base):
    """A session. Only the sum of its token is kept; ended ones stay as known devices."""

    __tablename__ = "sessions"
    __table_args__ = (Index("ix_sessions_user_id_ended_at", "user_id", "ended_at"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(Key, ForeignKey("users.id"))
    remember_id: Mapped[int | None] = mapped_column(Key)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    password_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    address: Mapped[str] = mapped_column(String(45))
    user_agent: Mapped[str] = mapped_column(String(300))
    device: Mapped[str] = mapped_column(String(80))


class Link(Base):
    """A link of a letter: to `confirm` a registration or a new `email`, to `cancel` its change.

    `email` is the address that the link is about: to be confirmed, or to be brought back.
    """

    __tablename__ = "account_links"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    user_id: Mapped[int] = mapped_column(Key, ForeignKey("users.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(10))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str] = mapped_column(String(254))
    serial: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)


class RecoveryCode(Base):
    """A code of a recovery letter, for the one browser that asked (`nonce_hash`).

    A right code is used up and turns into a grant (`grant_hash`) to set a new password.
    """

    __tablename__ = "recovery_codes"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    user_id: Mapped[int] = mapped_column(Key, ForeignKey("users.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(200))
    nonce_hash: Mapped[str] = mapped_column(String(64))
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    grant_hash: Mapped[str | None] = mapped_column(String(64))
    grant_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
