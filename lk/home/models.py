from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from lk.db import Base, Key, UtcDateTime


class Misprint(Base):
    """Words that a reader marked as wrong; `page` is the path they stood on."""

    __tablename__ = "misprints"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    page: Mapped[str] = mapped_column(String(300))
    words: Mapped[str] = mapped_column(Text)
    comment: Mapped[str] = mapped_column(Text)
    user_id: Mapped[int | None] = mapped_column(Key, ForeignKey("users.id"), index=True)
