import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    func,
    select,
)
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship, undefer

from lk.account.models import User
from lk.applications import catalogue, rules, values
from lk.applications.models.records import Document, StatusChange
from lk.applications.models.rights import NEW, Rights
from lk.applications.models.timing import Timing
from lk.applications.names import lookup_key, search_key
from lk.applications.options import options
from lk.crypto import keyring
from lk.db import Base, Key, UtcDateTime, new_public_id
from lk.questions.models import Thread

Answers = dict[str, catalogue.Value]


class Application(Rights, Timing, Base):
    """One application, from the first draft to the signed papers.

    `draft_answers` is what the consumer is typing (raw, whatever it is): all there is before the
    submission, and the corrections afterwards. `final_answers` is what was submitted (parsed).
    Both are sealed JSON. In clear stand what lists and «Проверить заявку» need: the address of
    the object, the reason, and from the submission on the applicant's name.
    """

    __tablename__ = "applications"
    __table_args__ = (
        UniqueConstraint("number"),
        UniqueConstraint("running_number"),
        Index("ix_applications_user_id_id", "user_id", "id"),
        Index("ix_applications_status_id", "status", "id"),
        Index("ix_applications_due_on", "due_on"),
        # Holds all that «Мои заявки» is filtered by, so that the wide rows are not read for it.
        Index("ix_applications_found", "user_id", "id", "status", "search_key"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(26), unique=True, default=new_public_id)
    user_id: Mapped[int] = mapped_column(Key, ForeignKey("users.id"))
    kind_code: Mapped[str] = mapped_column("kind", String(20))
    draft_answers: Mapped[bytes | None] = mapped_column(LargeBinary)
    final_answers: Mapped[bytes | None] = mapped_column(LargeBinary)
    sealed_with: Mapped[str] = mapped_column(String(16), index=True)
    object_address: Mapped[str] = mapped_column(String(300), default="")
    reason: Mapped[str] = mapped_column(String(40), default="")
    applicant_name: Mapped[str] = mapped_column(String(300), default="")
    lookup_names: Mapped[list[str]] = mapped_column(JSON, default=list)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    number: Mapped[str | None] = mapped_column(String(30))
    running_number: Mapped[int | None]
    progress: Mapped[int | None]
    link_token: Mapped[str | None] = mapped_column(String(26), unique=True)
    search_key: Mapped[str] = mapped_column(Text, default="")
    assigned_to: Mapped[str] = mapped_column(String(120), default="")
    consents: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    calculation_id: Mapped[int | None] = mapped_column(Key, ForeignKey("calculations.id"))

    user: Mapped[User] = relationship(lazy="raise_on_sql")
    documents: Mapped[list[Document]] = relationship(
        order_by="Document.id", lazy="raise_on_sql", viewonly=True
    )
    changes: Mapped[list[StatusChange]] = relationship(
        order_by="StatusChange.id", lazy="raise_on_sql", viewonly=True
    )

    # Files that wait to be replaced; lists that do not ask for it do not count them.
    rejected_files: Mapped[int] = column_property(
        select(func.count(Document.id))
        .where(
            Document.application_id == id,
            Document.verdict == "rejected",
            Document.replaced_at.is_(None),
        )
        .correlate_except(Document)
        .scalar_subquery(),
        deferred=True,
    )

    # Answers that the applicant has not read yet, for the card.
    unread_answers: Mapped[int] = column_property(
        select(func.coalesce(func.max(Thread.unread_by_consumer), 0))
        .where(Thread.application_id == id)
        .correlate_except(Thread)
        .scalar_subquery(),
        deferred=True,
    )

    @property
    def kind(self) -> catalogue.Kind:
        return catalogue.kind(self.kind_code, options())

    @property
    def title(self) -> str:
        """«Тип заявки» of fig. 14."""
        return self.kind.title

    @property
    def typed(self) -> Answers:
        """What the form shows: the draft, else what was submitted."""
        return self._unseal("draft_answers") or self._unseal("final_answers")

    @property
    def submitted(self) -> Answers:
        """What was submitted, parsed; empty for a draft."""
        return self._unseal("final_answers")

    def keep_typed(self, answers: Mapping[str, catalogue.Value]) -> None:
        """Keep raw answers as the draft."""
        for name, value in self.columns_of(answers).items():
            setattr(self, name, value)

    def columns_of(self, answers: Mapping[str, catalogue.Value]) -> dict[str, Any]:
        """What the row says once these are the draft; of them only the object's address lies in
        clear. Sealed anew each time: the same bytes in `draft_answers` are the same draft.
        """
        sealed, address = self._seal("draft_answers", answers), answers.get("obj_addr")
        found: dict[str, Any] = {"draft_answers": sealed, "sealed_with": keyring().current}
        if self.is_draft and isinstance(address, str):
            found["object_address"] = shown = " ".join(address.split())[:300]
            found["search_key"] = search_key(self.number, shown, self.applicant_name)
        return found

    def keep_final(self, answers: Mapping[str, catalogue.Value], names: tuple[str, ...]) -> None:
        """Keep what is submitted now; the draft is used up. `names` are shown and compared."""
        self.final_answers = self._seal("final_answers", answers)
        self.sealed_with, self.draft_answers = keyring().current, None
        self.object_address = str(answers.get("obj_addr") or "")[:300]
        self.reason = str(answers.get("reason") or "")
        self.applicant_name = names[0][:300] if names else ""
        self.lookup_names = [lookup_key(name) for name in names]
        self.refresh_search()

    def refresh_search(self) -> None:
        """The words that lists are searched by: number, address, applicant."""
        self.search_key = search_key(self.number, self.object_address, self.applicant_name)

    def reseal(self) -> None:
        """Seal anew with the current data key."""
        for column in ("draft_answers", "final_answers"):
            if getattr(self, column) is not None:
                setattr(self, column, self._seal(column, self._unseal(column)))
        self.sealed_with = keyring().current

    @property
    def is_draft(self) -> bool:
        return self.status == NEW

    @property
    def is_submitted(self) -> bool:
        return self.number is not None

    @property
    def has_unsent(self) -> bool:
        """Submitted, and changed since then without being sent."""
        return not self.is_draft and self.draft_answers is not None

    @property
    def is_untouched(self) -> bool:
        """A draft that nobody has saved anything in yet, nor brought a calculation into."""
        is_new = self.saved_at == self.created_at and self.calculation_id is None
        return self.is_draft and is_new

    @property
    def may_ask(self) -> bool:
        return rules.may_ask(self.status)

    @property
    def waits_for_consumer(self) -> bool:
        return not self.is_draft and self.whose_turn == "consumer"

    @property
    def has_to_replace(self) -> bool:
        """A file was rejected, and another may still be sent in its place."""
        return rules.may_judge(self.status) and self.rejected_files > 0

    @property
    def whose_turn(self) -> str | None:
        """`consumer`, `company`, or None when nothing more is to come."""
        return "company" if self.has_acted else rules.status(self.status).whose_turn

    @property
    def has_acted(self) -> bool:
        """The applicant has done what the status asked for, so the turn is no longer theirs."""
        return rules.status(self.status).whose_turn == "consumer" and self.acted_at is not None

    @property
    def status_label(self) -> str:
        return self.label_of(self.status)

    @property
    def status_tone(self) -> str:
        return rules.status(self.status).tone

    @property
    def next_words(self) -> str:
        """What happens next, for the consumer."""
        return self.acted_words or self.next_words_of(self.status)

    @property
    def reason_label(self) -> str:
        """«В связи с» in words."""
        return values.show(self.kind.field("reason"), self.reason)

    def label_of(self, status: str) -> str:
        return rules.status_label(status, is_small=self.kind.category.is_small)

    def next_words_of(self, status: str) -> str:
        return rules.status(status).what_next

    def _seal(self, column: str, answers: Mapping[str, catalogue.Value]) -> bytes:
        data = json.dumps(answers, ensure_ascii=False, separators=(",", ":")).encode()
        return keyring().seal(data, f"applications.{column}|{self.public_id}")

    def _unseal(self, column: str) -> Answers:
        blob = getattr(self, column)
        if blob is None:
            return {}
        data = keyring().unseal(blob, f"applications.{column}|{self.public_id}")
        found: Answers = json.loads(data)
        return found


# For `own_or_404`: what the tabs of the card count.
WITH_BADGES = (undefer(Application.rejected_files), undefer(Application.unread_answers))
