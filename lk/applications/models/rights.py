from datetime import datetime

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from lk.applications import acts, rules
from lk.db import UtcDateTime

NEW = "draft"


class Rights:
    """What the applicant may do with an application now; the hour is passed in.

    `editable_until`: what was sent is being corrected, until then. `acted_at` and `acts_done` tell
    of the applicant's acts in this status.
    """

    status: Mapped[str] = mapped_column(String(20), default=NEW)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    editable_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    acted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    acts_done: Mapped[list[str]] = mapped_column(JSON, default=list)

    def enter(self, status: str) -> None:
        """The next status: what was done in the one before is over."""
        self.status = status
        self.acted_at, self.acts_done = None, []

    def note_act(self, code: str, at: datetime) -> None:
        """The applicant has done this act, so the office moves next."""
        self.acted_at, self.acts_done = at, [*self.acts_done, code]

    def is_editable_at(self, at: datetime) -> bool:
        """Whether the answers may change: a draft, asked back, or just sent."""
        return rules.may_edit(self.status, self.editable_until, at)

    def may_attach_at(self, at: datetime) -> bool:
        return rules.may_attach(self.status, self.editable_until, at)

    def window_at(self, at: datetime) -> datetime | None:
        """Until when one may still correct what was just sent; None when one may not."""
        end = rules.window_end(self.status, self.submitted_at)
        return end if end and at < end else None

    def is_corrected_at(self, at: datetime) -> bool:
        """What was just sent is being corrected now."""
        return not self.is_asked_back and self.status != NEW and self.is_editable_at(at)

    @property
    def is_in_review(self) -> bool:
        return self.status == "review"

    @property
    def is_cancelled(self) -> bool:
        return self.status == "cancelled"

    @property
    def may_file_anew(self) -> bool:
        """It has ended and nothing is connected, so another application is what is left."""
        return rules.status(self.status).is_refusal

    @property
    def is_asked_back(self) -> bool:
        """The office has asked to mend it."""
        return self.status != NEW and rules.may_edit(self.status)

    @property
    def may_cancel(self) -> bool:
        return rules.may_cancel(self.status)

    @property
    def acted_words(self) -> str:
        """What comes next after the applicant's last act in this status; «» without one."""
        act = acts.find(self.acts_done[-1]) if self.acted_at and self.acts_done else None
        return act.done if act else ""

    @property
    def acts(self) -> tuple[acts.Act, ...]:
        """What the applicant may do about it in this status."""
        return acts.acts_in(self.status, self.acts_done)
