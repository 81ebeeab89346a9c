"""The documents of an application as they are now: which count, which slots take files."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from sqlalchemy import Select, bindparam, func, select

from lk.applications import rules
from lk.applications.catalogue import Kind
from lk.applications.models import Application, Document, Receipt, StatusChange
from lk.db import db


@dataclass(frozen=True)
class Folder:
    """All documents of an application in their order, replaced ones too.

    `sent_until`: what came later has not been sent to the office yet, so it may still change.
    `received_at`: of the last receipt.
    """

    application: Application
    every: Sequence[Document]
    sent_until: datetime | None
    received_at: datetime | None
    at: datetime

    @property
    def current(self) -> list[Document]:
        """Without those that were replaced."""
        return [each for each in self.every if not each.is_replaced]

    @property
    def is_open(self) -> bool:
        """Whether any slot takes files now."""
        return self._may_attach or any(map(self.takes, {each.slot for each in self.every}))

    @property
    def is_asked_back(self) -> bool:
        """Sent, and to be sent again: what is new here leaves with «Отправить»."""
        return not self.application.is_draft and rules.may_edit(self.application.status)

    @property
    def has_rejected(self) -> bool:
        """Whether a file waits to be replaced."""
        return any(each.may_be_replaced for each in self.every)

    @property
    def unsent(self) -> list[Document]:
        """Files of a correction that has not been sent: see `unsent_of`."""
        return unsent_of(self.application, self.every, self.received_at)

    @property
    def sent(self) -> list[Document]:
        """What the office has: the current files without those of an unsent correction."""
        unsent = self.unsent
        return [each for each in self.current if each not in unsent]

    def of(self, slot: str) -> list[Document]:
        return [each for each in self.current if each.slot == slot]

    def replaced(self, slot: str) -> list[Document]:
        return [each for each in self.every if each.slot == slot and each.is_replaced]

    def takes(self, slot: str) -> bool:
        """Whether files may come to this slot.

        All of a draft do. Of what was sent: the slot whose file the office has rejected, until it
        accepts another; when the office has asked the application back, also what has no file
        yet, and, unless single files were rejected, what is not accepted.
        """
        if self.application.is_draft:
            return True
        if self.is_rejected(slot):
            return rules.may_judge(self.application.status)
        if not self._may_attach:
            return False
        sent = [each for each in self.of(slot) if not self._is_new(each)]
        if not sent:
            return True
        return not self._has_rejected_slots and not all(each.is_accepted for each in sent)

    def check(self, slot: str) -> None:
        """Raises SlotClosed when files may not come to this slot."""
        if not self.takes(slot):
            raise rules.SlotClosed

    def is_rejected(self, slot: str) -> bool:
        """Whether the last word of the office on this slot was no."""
        judged = [each for each in self.every if each.slot == slot and each.verdict_at]
        if any(each.may_be_replaced for each in judged):
            return True
        last = max(judged, key=lambda each: (each.verdict_at, each.id), default=None)
        return last is not None and last.is_rejected

    def may_change(self, document: Document) -> bool:
        """Whether it may be removed or moved: nobody at the office has seen it yet."""
        if self.application.is_draft:
            return True
        return self._may_attach and self._is_new(document) and not document.verdict

    @property
    def _has_rejected_slots(self) -> bool:
        return any(map(self.is_rejected, {each.slot for each in self.every}))

    @property
    def _may_attach(self) -> bool:
        return self.application.may_attach_at(self.at)

    def _is_new(self, document: Document) -> bool:
        is_late = self.sent_until is None or document.created_at > self.sent_until
        return is_late or document in self.unsent


@dataclass
class Room:
    """What still fits: files of a slot, files of the application, bytes of all together."""

    kind: Kind
    slots: Counter[str] = field(default_factory=Counter)
    total: int = 0

    @classmethod
    def left_by(cls, kind: Kind, documents: Sequence[Document]) -> "Room":
        """Rejected files take no room: what comes takes their place."""
        there = [each for each in documents if each.counts]
        return cls(kind, Counter(each.slot for each in there), sum(each.size for each in there))

    def take(self, slot: str, size: int) -> None:
        """Count one more file; raises FileError when it does not fit."""
        try:
            most = self.kind.slot(slot).max_files
        except KeyError:
            raise rules.UnknownSlot from None
        rules.check_file(
            size=size,
            slot_files=self.slots[slot],
            slot_max=most,
            files=self.slots.total(),
            total=self.total,
        )
        self.slots[slot] += 1
        self.total += size


def folder_of(application: Application, *, at: datetime) -> Folder:
    """One SELECT."""
    asked = select(func.max(StatusChange.at)).where(
        StatusChange.application_id == application.id, StatusChange.status == "need_docs"
    )
    sent = select(func.max(Receipt.at)).where(Receipt.application_id == application.id)
    query = select(Document, asked.scalar_subquery(), sent.scalar_subquery())
    query = query.where(Document.application_id == application.id)
    rows = db.session.execute(query.order_by(Document.position, Document.id)).all()
    asked_at = rows[0][1] if rows and application.status == "need_docs" else None
    sent_at = rows[0][2] if rows else None
    every = [document for document, _, _ in rows]
    until = asked_at or sent_at or application.submitted_at
    return Folder(application, every, until, sent_at, at)


def unsent_of(
    application: Application, documents: Sequence[Document], received_at: datetime | None
) -> list[Document]:
    """Files that came with a correction, in the half hour after the submission, and were never
    sent: the office does not count them. `documents` are all of the application.

    What came in place of a rejected file is no correction: it reached the office at once.
    """
    began = application.submitted_at
    if began is None or received_at is None:
        return []
    judged = {each.slot for each in documents if each.is_rejected}
    return [
        each
        for each in documents
        if received_at < each.created_at < began + rules.CORRECTION_WINDOW
        and not (each.is_replaced or each.verdict or each.slot in judged)
    ]


def documents_of(application: Application) -> Sequence[Document]:
    """The files of an application without the replaced ones, in the order of each slot; one
    SELECT.
    """
    return db.session.scalars(_current(), {"application_id": application.id}).all()


@cache
def _current() -> Select[Document]:
    """Put together once: every step's page asks it."""
    query = select(Document).where(
        Document.application_id == bindparam("application_id"), Document.replaced_at.is_(None)
    )
    return query.order_by(Document.position, Document.id)


def documents_sent(application: Application, at: datetime) -> list[Document]:
    """The files of what was sent last, as the receipt of `at` has them: without what came later,
    with what was replaced since; one SELECT.
    """
    return [
        each
        for each in folder_of(application, at=at).every
        if each.created_at <= at and (each.replaced_at is None or each.replaced_at > at)
    ]


def counted(documents: Sequence[Document]) -> dict[str, int]:
    """How many files each slot has; rejected and replaced ones are none."""
    return dict(Counter(document.slot for document in documents if document.counts))
