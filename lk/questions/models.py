from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    column,
    select,
    table,
)
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from lk.account.models import User
from lk.company import company
from lk.crypto import keyring, seal_text, unseal_text
from lk.db import Base, Key, UtcDateTime, new_public_id
from lk.files.columns import StoredFile
from lk.questions.rules import LONGEST_TITLE, Promise, promise

# By name: applications stand above questions and are not imported here.
_applications = table("applications", column("id"), column("public_id"))


class Thread(Base):
    """A conversation with the specialist about an application, a meter, or nothing of the two.

    Its title may be the first words of a question, so it is sealed: `keep_title`, `title`. The
    unread numbers are counters of messages, so that the frame's badge is a sum of one column.
    `waiting_since`: when the first question came that nobody has answered yet.
    """

    __tablename__ = "threads"
    __table_args__ = (
        UniqueConstraint("application_id"),
        UniqueConstraint("user_id", "meter_id"),
        CheckConstraint("application_id IS NULL OR meter_id IS NULL", name="one_subject"),
        Index("ix_threads_user_id_last_message_at", "user_id", "last_message_at"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(26), unique=True, default=new_public_id)
    user_id: Mapped[int] = mapped_column(Key, ForeignKey("users.id"))
    application_id: Mapped[int | None] = mapped_column(Key, ForeignKey("applications.id"))
    meter_id: Mapped[int | None] = mapped_column(Key, ForeignKey("meters.id"), index=True)
    title_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_with: Mapped[str] = mapped_column(String(16), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_message_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    messages_count: Mapped[int] = mapped_column(default=0)
    unread_by_consumer: Mapped[int] = mapped_column(default=0)
    unread_by_office: Mapped[int] = mapped_column(default=0)
    waiting_since: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)

    user: Mapped[User] = relationship(lazy="raise_on_sql")
    application_public_id: Mapped[str | None] = column_property(
        select(_applications.c.public_id)
        .where(_applications.c.id == application_id)
        .scalar_subquery()
    )

    def keep_title(self, title: str) -> None:
        """Seal the title for this thread, which must have its public id."""
        self.sealed_with = keyring().current
        self.title_sealed = seal_text(title[:LONGEST_TITLE], self._place)

    @property
    def title(self) -> str:
        return unseal_text(self.title_sealed, self._place)

    def reseal(self) -> None:
        """Seal anew with the current data key."""
        self.keep_title(self.title)

    @property
    def _place(self) -> str:
        return f"threads.title|{self.public_id}"

    @property
    def subject_kind(self) -> str:
        """`application`, `meter` or `general`."""
        if self.application_id:
            return "application"
        return "meter" if self.meter_id else "general"

    @property
    def state_label(self) -> str:
        """What the consumer is told of the thread."""
        if self.unread_by_consumer:
            return "Новый\N{NO-BREAK SPACE}ответ"
        return "Ждет\N{NO-BREAK SPACE}ответа" if self.unread_by_office else "Отвечено"

    @property
    def state_tone(self) -> str:
        if self.unread_by_consumer:
            return "wait"
        return "info" if self.unread_by_office else "ok"

    def promise(self, at: datetime) -> Promise | None:
        """By when the office answers, as it looks at `at`; None when nothing waits."""
        if self.waiting_since is None:
            return None
        here = company()
        return promise(self.waiting_since, at=at, days=here.answer_days, zone=here.time_zone)


class Message(Base):
    """One message; `number` counts from 1 in its thread. Its words are sealed: `keep_text`, `text`.

    `by` is the name of the operator (of the consumer: the login); `key` makes a message sent twice
    one.
    """

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("thread_id", "number"),
        UniqueConstraint("key"),
        CheckConstraint("author IN ('consumer', 'office')", name="author"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    thread_id: Mapped[int] = mapped_column(Key, ForeignKey("threads.id"))
    number: Mapped[int]
    author: Mapped[str] = mapped_column(String(10))
    by: Mapped[str] = mapped_column(String(120))
    text_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_with: Mapped[str] = mapped_column(String(16), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    key: Mapped[str | None] = mapped_column(String(80))

    thread: Mapped[Thread] = relationship(lazy="raise_on_sql")
    files: Mapped[list["MessageFile"]] = relationship(
        lazy="raise_on_sql", order_by="MessageFile.id", viewonly=True
    )

    def keep_text(self, text: str) -> None:
        """Seal the words for this place of the thread, which must be known."""
        self.sealed_with = keyring().current
        self.text_sealed = seal_text(text, self._place)

    @property
    def text(self) -> str:
        return unseal_text(self.text_sealed, self._place)

    def reseal(self) -> None:
        """Seal anew with the current data key."""
        self.keep_text(self.text)

    @property
    def _place(self) -> str:
        return f"messages.text|{self.thread_id}:{self.number}"

    @property
    def is_mine(self) -> bool:
        """Whether the consumer wrote it."""
        return self.author == "consumer"


class MessageFile(StoredFile, Base):
    """A file that came with a message."""

    __tablename__ = "message_files"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    thread_id: Mapped[int] = mapped_column(Key, ForeignKey("threads.id"), index=True)
    message_id: Mapped[int] = mapped_column(Key, ForeignKey("messages.id"), index=True)
    user_id: Mapped[int] = mapped_column(Key, ForeignKey("users.id"), index=True)
