"""readings

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
BATCH = 1000


def upgrade() -> None:
    with op.batch_alter_table("contracts", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("may_be_bound", sa.Boolean(), nullable=False, server_default=sa.true())
        )
    with op.batch_alter_table("contract_bindings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sees_from", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("serial", sa.Integer(), nullable=False, server_default="1"))
        batch_op.create_index(
            "ix_contract_bindings_of_user",
            ["user_id", "contract_id", "unbound_at", "sees_from"],
            unique=False,
        )
    with op.batch_alter_table("meters", schema=None) as batch_op:
        batch_op.add_column(sa.Column("replaces_id", KEY, nullable=True))
        batch_op.add_column(
            sa.Column("search_key", sa.String(length=600), nullable=False, server_default="")
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_meters_replaces_id"), "meters", ["replaces_id"], ["id"]
        )
        batch_op.create_unique_constraint(batch_op.f("uq_meters_replaces_id"), ["replaces_id"])
        batch_op.drop_index(batch_op.f("ix_meters_contract_id"))
        batch_op.create_index(
            "ix_meters_of_contract",
            ["contract_id", "search_key", "number", "removed_on", "tariff"],
            unique=False,
        )
    _fill_search_keys()
    _create_meter_events()
    _create_reading_files()
    _create_readings()


def downgrade() -> None:
    op.drop_table("readings")
    op.drop_table("reading_files")
    op.drop_table("meter_events")
    with op.batch_alter_table("meters", schema=None) as batch_op:
        batch_op.drop_index("ix_meters_of_contract")
        batch_op.create_index(batch_op.f("ix_meters_contract_id"), ["contract_id"], unique=False)
        batch_op.drop_constraint(batch_op.f("uq_meters_replaces_id"), type_="unique")
        batch_op.drop_constraint(batch_op.f("fk_meters_replaces_id"), type_="foreignkey")
        batch_op.drop_column("search_key")
        batch_op.drop_column("replaces_id")
    with op.batch_alter_table("contract_bindings", schema=None) as batch_op:
        batch_op.drop_index("ix_contract_bindings_of_user")
        batch_op.drop_column("serial")
        batch_op.drop_column("sees_from")
    with op.batch_alter_table("contracts", schema=None) as batch_op:
        batch_op.drop_column("may_be_bound")


def _fill_search_keys() -> None:
    """Address, number, contract, type: any case, ё as е, one space between words."""
    connection, last = op.get_bind(), 0
    query = sa.text(
        "SELECT m.id, m.address, m.number, c.number AS contract, m.type FROM meters m"
        " JOIN contracts c ON c.id = m.contract_id WHERE m.id > :last ORDER BY m.id LIMIT :limit"
    )
    change = sa.text("UPDATE meters SET search_key = :key WHERE id = :id")
    while found := connection.execute(query, {"last": last, "limit": BATCH}).all():
        keys = [
            {"id": row.id, "key": _key(row.address, row.number, row.contract, row.type)}
            for row in found
        ]
        connection.execute(change, keys)
        last = found[-1].id


def _key(*texts: str) -> str:
    return " ".join(" ".join(texts).split()).casefold().replace("ё", "е")[:600]


def _create_meter_events() -> None:
    op.create_table(
        "meter_events",
        sa.Column("id", KEY, nullable=False),
        sa.Column("meter_id", KEY, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("zone", sa.Integer(), nullable=False),
        sa.Column("before", sa.BigInteger(), nullable=True),
        sa.Column("after", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["meter_id"], ["meters.id"], name=op.f("fk_meter_events_meter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meter_events")),
        sa.UniqueConstraint(
            "meter_id", "on", "code", "zone", name=op.f("uq_meter_events_meter_id_on_code_zone")
        ),
    )


def _create_reading_files() -> None:
    op.create_table(
        "reading_files",
        sa.Column("id", KEY, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=100), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("readings", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading_files")),
    )


def _create_readings() -> None:
    op.create_table(
        "readings",
        sa.Column("id", KEY, nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("meter_id", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=True),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("value1", sa.BigInteger(), nullable=False),
        sa.Column("value2", sa.BigInteger(), nullable=True),
        sa.Column("value3", sa.BigInteger(), nullable=True),
        sa.Column("answer", sa.String(length=20), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("file_id", KEY, nullable=True),
        sa.Column("verdict_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("accepted1", sa.BigInteger(), nullable=True),
        sa.Column("accepted2", sa.BigInteger(), nullable=True),
        sa.Column("accepted3", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["file_id"], ["reading_files.id"], name=op.f("fk_readings_file_id")
        ),
        sa.ForeignKeyConstraint(["meter_id"], ["meters.id"], name=op.f("fk_readings_meter_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_readings_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readings")),
        sa.UniqueConstraint("key", name=op.f("uq_readings_key")),
        sa.UniqueConstraint("public_id", name=op.f("uq_readings_public_id")),
    )
    standing = sa.text("state NOT IN ('rejected', 'replaced')")
    waiting = sa.text("state = 'sent'")
    with op.batch_alter_table("readings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_readings_file_id"), ["file_id"], unique=False)
        batch_op.create_index("ix_readings_of_meter", ["meter_id", "period", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_readings_user_id"), ["user_id"], unique=False)
        batch_op.create_index(
            "ix_readings_waiting",
            ["id"],
            unique=False,
            sqlite_where=waiting,
            postgresql_where=waiting,
        )
        batch_op.create_index(
            "uq_readings_meter_id_period",
            ["meter_id", "period"],
            unique=True,
            sqlite_where=standing,
            postgresql_where=standing,
        )
