"""audit only grows

Revision ID: 0002
Revises: 0001
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SQLITE = """
CREATE TRIGGER audit_no_{name} BEFORE {act} ON audit
BEGIN SELECT RAISE(ABORT, 'audit only grows'); END
"""
POSTGRESQL = """
CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'audit only grows'; END $$
"""


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(SQLITE.format(name=act.lower(), act=act))
        return
    op.execute(POSTGRESQL)
    op.execute(
        "CREATE TRIGGER audit_only_grows BEFORE UPDATE OR DELETE ON audit "
        "FOR EACH ROW EXECUTE FUNCTION audit_only_grows()"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for act in ("update", "delete"):
            op.execute(f"DROP TRIGGER audit_no_{act}")
        return
    op.execute("DROP TRIGGER audit_only_grows ON audit")
    op.execute("DROP FUNCTION audit_only_grows()")
