"""cases

Revision ID: 0003
Revises: 0002
"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"


def upgrade() -> None:
    op.create_table(
        "case_events",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "application_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.Column("code", sa.String(length=30), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_with", sa.String(length=16), nullable=True),
        sa.Column("is_internal", sa.Boolean(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_case_events_application_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_events")),
        sa.UniqueConstraint("key", name=op.f("uq_case_events_key")),
    )
    with op.batch_alter_table("case_events", schema=None) as batch_op:
        batch_op.create_index(
            "ix_case_events_application_id_id", ["application_id", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_case_events_sealed_with"), ["sealed_with"], unique=False
        )

    op.create_table(
        "case_files",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "application_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("content_type", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("stored_size", sa.Integer(), nullable=False),
        sa.Column("sha256_original", sa.String(length=64), nullable=False),
        sa.Column("sha256_stored", sa.String(length=64), nullable=False),
        sa.Column("storage_key", sa.String(length=32), nullable=False),
        sa.Column("sealed_with", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_case_files_application_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_case_files_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_files")),
        sa.UniqueConstraint("public_id", name=op.f("uq_case_files_public_id")),
        sa.UniqueConstraint("storage_key", name=op.f("uq_case_files_storage_key")),
    )
    with op.batch_alter_table("case_files", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_case_files_application_id"), ["application_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_case_files_sealed_with"), ["sealed_with"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_case_files_user_id"), ["user_id"], unique=False)

    op.create_table(
        "receipts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "application_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("data_sha256", sa.String(length=64), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_receipts_application_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipts")),
        sa.UniqueConstraint(
            "application_id", "number", name=op.f("uq_receipts_application_id_number")
        ),
    )
    op.create_table(
        "message_files",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "thread_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "message_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("content_type", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("stored_size", sa.Integer(), nullable=False),
        sa.Column("sha256_original", sa.String(length=64), nullable=False),
        sa.Column("sha256_stored", sa.String(length=64), nullable=False),
        sa.Column("storage_key", sa.String(length=32), nullable=False),
        sa.Column("sealed_with", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("fk_message_files_message_id")
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["threads.id"], name=op.f("fk_message_files_thread_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_message_files_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_files")),
        sa.UniqueConstraint("public_id", name=op.f("uq_message_files_public_id")),
        sa.UniqueConstraint("storage_key", name=op.f("uq_message_files_storage_key")),
    )
    with op.batch_alter_table("message_files", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_message_files_message_id"), ["message_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_message_files_sealed_with"), ["sealed_with"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_message_files_thread_id"), ["thread_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_message_files_user_id"), ["user_id"], unique=False)

    with op.batch_alter_table("applications", schema=None) as batch_op:
        batch_op.add_column(sa.Column("link_token", sa.String(length=26), nullable=True))
        batch_op.add_column(sa.Column("editable_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("acted_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("acts_done", sa.JSON(), nullable=False, server_default=sa.text("'[]'"))
        )
        batch_op.add_column(
            sa.Column("search_key", sa.Text(), nullable=False, server_default=sa.text("''"))
        )
        batch_op.add_column(
            sa.Column(
                "assigned_to", sa.String(length=120), nullable=False, server_default=sa.text("''")
            )
        )
        batch_op.create_index("ix_applications_due_on", ["due_on"], unique=False)
        batch_op.create_index(
            "ix_applications_found", ["user_id", "id", "status", "search_key"], unique=False
        )
        batch_op.create_unique_constraint(batch_op.f("uq_applications_link_token"), ["link_token"])

    _fill_in()
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("position", sa.Integer(), nullable=False, server_default=sa.text("'0'"))
        )
        batch_op.add_column(sa.Column("pages", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("thumbnail", sa.LargeBinary(), nullable=True))
        batch_op.add_column(
            sa.Column("verdict", sa.String(length=10), nullable=False, server_default=sa.text("''"))
        )
        batch_op.add_column(
            sa.Column("verdict_comment", sa.Text(), nullable=False, server_default=sa.text("''"))
        )
        batch_op.add_column(sa.Column("verdict_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column(
                "verdict_by", sa.String(length=120), nullable=False, server_default=sa.text("''")
            )
        )
        batch_op.add_column(sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("users", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("muted_topics", sa.JSON(), nullable=False, server_default=sa.text("'[]'"))
        )

    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "subject", sa.String(length=200), nullable=False, server_default=sa.text("''")
            )
        )
        batch_op.add_column(sa.Column("muted_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("threads", schema=None) as batch_op:
        batch_op.add_column(sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_threads_waiting_since"), ["waiting_since"], unique=False
        )
    _start_to_wait()


def _fill_in() -> None:
    """What applications of before need: a private link, and words to be found by."""
    there = sa.table(
        "applications",
        *(
            sa.column(name)
            for name in (
                "id",
                "number",
                "object_address",
                "applicant_name",
                "search_key",
                "link_token",
            )
        ),
    )
    connection = op.get_bind()
    rows = connection.execute(
        sa.select(there.c.id, there.c.number, there.c.object_address, there.c.applicant_name)
    ).all()
    for row in rows:
        words = " ".join(f"{row.number or ''} {row.object_address} {row.applicant_name}".split())
        values = {"search_key": words.casefold().replace("ё", "е")}
        if row.number:
            values["link_token"] = new_token()
        connection.execute(sa.update(there).where(there.c.id == row.id).values(values))


def _start_to_wait() -> None:
    """Since when the threads that nobody has answered wait: their first message after an answer."""
    threads = sa.table(
        "threads", *(sa.column(name) for name in ("id", "unread_by_office", "waiting_since"))
    )
    messages = sa.table(
        "messages", *(sa.column(name) for name in ("thread_id", "number", "author", "at"))
    )
    answered = messages.alias()
    last_answer = (
        sa.select(sa.func.coalesce(sa.func.max(answered.c.number), 0))
        .where(answered.c.thread_id == threads.c.id, answered.c.author == "office")
        .scalar_subquery()
    )
    first_question = (
        sa.select(sa.func.min(messages.c.at))
        .where(messages.c.thread_id == threads.c.id, messages.c.number > last_answer)
        .scalar_subquery()
    )
    waiting = sa.update(threads).where(threads.c.unread_by_office > 0)
    op.get_bind().execute(waiting.values(waiting_since=first_question))


def new_token() -> str:
    number = secrets.randbits(130)
    return "".join(LETTERS[number >> 5 * place & 31] for place in range(26))


def downgrade() -> None:
    with op.batch_alter_table("threads", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_threads_waiting_since"))
        batch_op.drop_column("waiting_since")

    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.drop_column("muted_at")
        batch_op.drop_column("subject")

    with op.batch_alter_table("users", schema=None) as batch_op:
        batch_op.drop_column("muted_topics")

    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.drop_column("replaced_at")
        batch_op.drop_column("verdict_by")
        batch_op.drop_column("verdict_at")
        batch_op.drop_column("verdict_comment")
        batch_op.drop_column("verdict")
        batch_op.drop_column("thumbnail")
        batch_op.drop_column("pages")
        batch_op.drop_column("position")

    with op.batch_alter_table("applications", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_applications_link_token"), type_="unique")
        batch_op.drop_index("ix_applications_found")
        batch_op.drop_index("ix_applications_due_on")
        batch_op.drop_column("acts_done")
        batch_op.drop_column("acted_at")
        batch_op.drop_column("editable_until")
        batch_op.drop_column("assigned_to")
        batch_op.drop_column("search_key")
        batch_op.drop_column("link_token")

    with op.batch_alter_table("message_files", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_message_files_user_id"))
        batch_op.drop_index(batch_op.f("ix_message_files_thread_id"))
        batch_op.drop_index(batch_op.f("ix_message_files_sealed_with"))
        batch_op.drop_index(batch_op.f("ix_message_files_message_id"))

    op.drop_table("message_files")
    op.drop_table("receipts")
    with op.batch_alter_table("case_files", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_files_user_id"))
        batch_op.drop_index(batch_op.f("ix_case_files_sealed_with"))
        batch_op.drop_index(batch_op.f("ix_case_files_application_id"))

    op.drop_table("case_files")
    with op.batch_alter_table("case_events", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_events_sealed_with"))
        batch_op.drop_index("ix_case_events_application_id_id")

    op.drop_table("case_events")
