"""sealed questions

What people write to the specialist is sealed from now on: messages, and the titles of threads,
which are the first words of a question. Needs LK_DATA_KEYS, as the portal itself does.

Revision ID: 0004
Revises: 0003
"""

from typing import Any, NamedTuple

import sqlalchemy as sa
from alembic import op

from lk.crypto import keyring, seal_text, unseal_text

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BATCH = 500


class Words(NamedTuple):
    """A column in clear, the one that takes its place, and what names the row it is sealed for."""

    table: str
    plain: str
    kind: Any
    sealed: str
    row: tuple[str, ...]

    @property
    def rows(self) -> sa.TableClause:
        names = {"id", "sealed_with", self.plain, self.sealed, *self.row}
        return sa.table(self.table, *(sa.column(name) for name in sorted(names)))

    def place(self, row: Any) -> str:
        return f"{self.table}.{self.plain}|{':'.join(str(row[name]) for name in self.row)}"


ALL = (
    Words("messages", "text", sa.Text(), "text_sealed", ("thread_id", "number")),
    Words("threads", "title", sa.String(length=200), "title_sealed", ("public_id",)),
)


def upgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    if is_sqlite:
        op.execute("PRAGMA secure_delete = ON")  # what is dropped leaves nothing in the file
    for words in ALL:
        nothing = sa.text("''")
        op.add_column(
            words.table,
            sa.Column(words.sealed, sa.LargeBinary(), nullable=False, server_default=nothing),
        )
        op.add_column(
            words.table,
            sa.Column("sealed_with", sa.String(length=16), nullable=False, server_default=nothing),
        )
        _each(words, _sealed)
        op.drop_column(words.table, words.plain)
        if not is_sqlite:  # PostgreSQL keeps a dropped column's values until the rows are rewritten
            op.alter_column(
                words.table,
                words.sealed,
                type_=sa.LargeBinary(),
                postgresql_using=f"{words.sealed} || ''::bytea",
            )
        op.create_index(op.f(f"ix_{words.table}_sealed_with"), words.table, ["sealed_with"])


def downgrade() -> None:
    for words in ALL:
        op.add_column(
            words.table,
            sa.Column(words.plain, words.kind, nullable=False, server_default=sa.text("''")),
        )
        _each(words, _opened)
        op.drop_index(op.f(f"ix_{words.table}_sealed_with"), words.table)
        op.drop_column(words.table, "sealed_with")
        op.drop_column(words.table, words.sealed)


def _sealed(words: Words, row: Any) -> dict[str, Any]:
    sealed = seal_text(row[words.plain], words.place(row))
    return {words.sealed: sealed, "sealed_with": keyring().current}


def _opened(words: Words, row: Any) -> dict[str, Any]:
    return {words.plain: unseal_text(bytes(row[words.sealed]), words.place(row))}


def _each(words: Words, values: Any) -> None:
    """Set in every row what `values` makes of it, a batch at a time."""
    connection, rows, last = op.get_bind(), words.rows, 0
    query = sa.select(rows).order_by(rows.c.id).limit(BATCH)
    while found := connection.execute(query.where(rows.c.id > last)).mappings().all():
        for row in found:
            change = sa.update(rows).where(rows.c.id == row["id"])
            connection.execute(change.values(values(words, row)))
        last = found[-1]["id"]
