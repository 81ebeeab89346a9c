"""listed meters

A list of 5,000 meters of 5,000 contracts was read from 5,000 places. The rows of one cabinet lie
together now, and the database keeps them itself, whoever writes a meter or binds a contract.

SQLite rewrites a table to alter it: a later migration that alters `contracts`, `meters` or
`contract_bindings` so drops these triggers before and makes them again.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FACTS = ("contract_id", "number", "type", "tariff", "removed_on", "search_key")
BOUND = ("user_id", "contract_id", "unbound_at", "sees_from")
# Where the address is not shown, neither search nor order tells it.
ADD = """INSERT INTO listed_meters
 (user_id, meter_id, contract_id, search_key, number, contract, may_send, removed_on, tariff)
 SELECT b.user_id, m.id, c.id, CASE WHEN b.sees_from IS NULL THEN m.search_key
 ELSE replace(lower(m.number || ' ' || c.number || ' ' || m.type), 'ё', 'е') END,
 m.number, c.number, c.may_send, m.removed_on, m.tariff
 FROM contract_bindings AS b JOIN contracts AS c ON c.id = b.contract_id
 JOIN meters AS m ON m.contract_id = c.id WHERE b.unbound_at IS NULL"""
ADD_METER = f"{ADD} AND m.id = NEW.id"
DROP_METER = """DELETE FROM listed_meters WHERE meter_id = OLD.id
 AND user_id IN (SELECT user_id FROM contract_bindings WHERE contract_id = OLD.contract_id)"""
ADD_BOUND = f"{ADD} AND b.id = NEW.id"
DROP_BOUND = """DELETE FROM listed_meters WHERE user_id = OLD.user_id
 AND meter_id IN (SELECT id FROM meters WHERE contract_id = OLD.contract_id)"""
MAY_SEND = """UPDATE listed_meters SET may_send = NEW.may_send
 WHERE user_id IN (SELECT user_id FROM contract_bindings WHERE contract_id = NEW.id)
 AND meter_id IN (SELECT id FROM meters WHERE contract_id = NEW.id)"""
SQLITE = ("listed_adds", "listed_changes", "listed_drops")


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        # Whoever binds a contract meanwhile waits: the first filling would miss it.
        op.execute("LOCK TABLE contracts, contract_bindings, meters IN SHARE ROW EXCLUSIVE MODE")
    op.create_table(
        "listed_meters",
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("meter_id", KEY, nullable=False),
        sa.Column("contract_id", KEY, nullable=False),
        sa.Column("search_key", sa.String(length=600), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("contract", sa.String(length=40), nullable=False),
        sa.Column("may_send", sa.Boolean(), nullable=False),
        sa.Column("removed_on", sa.Date(), nullable=True),
        sa.Column("tariff", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "meter_id", name=op.f("pk_listed_meters")),
        sqlite_with_rowid=False,
    )
    op.execute(f"{ADD} ORDER BY b.user_id, m.id")
    if op.get_bind().dialect.name == "sqlite":
        _keep_in_sqlite("meter", "meters", FACTS, ADD_METER, DROP_METER)
        _keep_in_sqlite("bound", "contract_bindings", BOUND, ADD_BOUND, DROP_BOUND)
        op.execute(
            "CREATE TRIGGER listed_may_send AFTER UPDATE OF may_send ON contracts "
            f"WHEN OLD.may_send <> NEW.may_send BEGIN {MAY_SEND}; END"
        )
        return
    # A meter that comes and a contract or binding that changes at the same moment do not see each
    # other: the second waits for the first at the contract, and looks when it is its turn.
    _keep_in_postgresql("meter", "meters", FACTS, ADD_METER, DROP_METER, "SHARE")
    _keep_in_postgresql("bound", "contract_bindings", BOUND, ADD_BOUND, DROP_BOUND, "UPDATE")
    op.execute(
        "CREATE FUNCTION list_may_send() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {MAY_SEND}; RETURN NULL; END $$"
    )
    op.execute(
        "CREATE TRIGGER listed_may_send AFTER UPDATE OF may_send ON contracts FOR EACH ROW "
        "WHEN (OLD.may_send <> NEW.may_send) EXECUTE FUNCTION list_may_send()"
    )


def _keep_in_sqlite(name: str, table: str, facts: tuple[str, ...], add: str, drop: str) -> None:
    changed = " OR ".join(f"OLD.{each} IS NOT NEW.{each}" for each in facts)
    acts = (
        ("INSERT", "", f"{add};"),
        (f"UPDATE OF {', '.join(facts)}", f"WHEN {changed}", f"{drop}; {add};"),
        ("DELETE", "", f"{drop};"),
    )
    for trigger, (act, when, does) in zip(SQLITE, acts, strict=True):
        op.execute(
            f"CREATE TRIGGER {trigger}_{name} AFTER {act} ON {table} {when} BEGIN {does} END"
        )


def _keep_in_postgresql(
    name: str, table: str, facts: tuple[str, ...], add: str, drop: str, lock: str
) -> None:
    own = "CASE TG_OP WHEN 'DELETE' THEN OLD.contract_id ELSE NEW.contract_id END"
    op.execute(
        f"CREATE FUNCTION list_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"PERFORM 1 FROM contracts WHERE id = {own} FOR {lock}; "
        f"IF TG_OP <> 'INSERT' THEN {drop}; END IF; "
        f"IF TG_OP <> 'DELETE' THEN {add}; END IF; RETURN NULL; END $$"
    )
    changed = " OR ".join(f"OLD.{each} IS DISTINCT FROM NEW.{each}" for each in facts)
    for trigger, act, when in (
        (f"listed_{name}", "INSERT OR DELETE", ""),
        (f"listed_{name}_again", f"UPDATE OF {', '.join(facts)}", f"WHEN ({changed})"),
    ):
        op.execute(
            f"CREATE TRIGGER {trigger} AFTER {act} ON {table} FOR EACH ROW {when} "
            f"EXECUTE FUNCTION list_{name}()"
        )


def downgrade() -> None:
    tables = {"meter": "meters", "bound": "contract_bindings"}
    if op.get_bind().dialect.name == "sqlite":
        for name in tables:
            for trigger in SQLITE:
                op.execute(f"DROP TRIGGER {trigger}_{name}")
        op.execute("DROP TRIGGER listed_may_send")
    else:
        for name, table in tables.items():
            op.execute(f"DROP TRIGGER listed_{name} ON {table}")
            op.execute(f"DROP TRIGGER listed_{name}_again ON {table}")
            op.execute(f"DROP FUNCTION list_{name}()")
        op.execute("DROP TRIGGER listed_may_send ON contracts")
        op.execute("DROP FUNCTION list_may_send()")
    op.drop_table("listed_meters")
