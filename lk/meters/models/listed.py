"""The meters of each cabinet, side by side: what a list and its search read."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from lk.db import Base, Key


class ListedMeter(Base):
    """A meter in a cabinet where its contract is bound now; nobody writes it but the database.

    Triggers (migration 0007) keep it right whoever writes a meter, a contract or a binding, in the
    same transaction. `search_key` is the meter's, without the address where the cabinet does not
    show it. `contract` is its number, `may_send` its flag.
    """

    __tablename__ = "listed_meters"
    # The table lies in the order of its key: a cabinet's rows are one stretch of the file.
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012  # SQLAlchemy's own way

    user_id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    meter_id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    contract_id: Mapped[int] = mapped_column(Key)
    search_key: Mapped[str] = mapped_column(String(600))
    number: Mapped[str] = mapped_column(String(40))
    contract: Mapped[str] = mapped_column(String(40))
    may_send: Mapped[bool]
    removed_on: Mapped[date | None]
    tariff: Mapped[str] = mapped_column(String(100))
