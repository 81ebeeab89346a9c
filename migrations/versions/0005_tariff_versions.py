"""tariff versions

Tariffs become versions that are drafted, put in force and superseded; rates are exact to the last
digit, and calculations are kept. Once in force, a version never changes: triggers see to it.

Revision ID: 0005
Revises: 0004
"""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
EXACT = sa.String(length=40)
MOMENT = sa.DateTime(timezone=True)
# Every fact of a version but its state: this is what a calculation was made by.
FIXED = (
    "id, code, title, is_demo, issuer, order_number, order_date, publication_url, effective_from, "
    "effective_to, vat_mode, vat_percent, rules, supersedes, loaded_at, loaded_by, activated_at, "
    "activated_by"
)
SAID = "a tariff once used is never changed"
# What each trigger guards, and the rows of rates that it looks at.
RATES = {"insert": ("NEW",), "update": ("OLD", "NEW"), "delete": ("OLD",)}


def upgrade() -> None:
    versions, rates = _rows("tariff_versions"), _rows("rates")
    op.drop_table("rates")
    op.drop_table("tariff_versions")
    _create_versions()
    _create_rates()
    _create_calculations()
    _fill([_new_version(each) for each in versions], [_new_rate(each) for each in rates])
    with op.batch_alter_table("applications", schema=None) as batch_op:
        batch_op.add_column(sa.Column("calculation_id", KEY, nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_applications_calculation_id"), "calculations", ["calculation_id"], ["id"]
        )
    _guard()


def _rows(table: str) -> list[dict[str, Any]]:
    found = op.get_bind().execute(sa.text(f"SELECT * FROM {table} ORDER BY id"))
    return [dict(each) for each in found.mappings()]


def _create_versions() -> None:
    op.create_table(
        "tariff_versions",
        sa.Column("id", KEY, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("issuer", sa.String(length=300), nullable=False),
        sa.Column("order_number", sa.String(length=60), nullable=False),
        sa.Column("order_date", sa.Date(), nullable=True),
        sa.Column("publication_url", sa.String(length=500), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("effective_to", sa.Date(), nullable=True),
        sa.Column("vat_mode", sa.String(length=10), nullable=False),
        sa.Column("vat_percent", EXACT, nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("supersedes", sa.String(length=40), nullable=False),
        sa.Column("loaded_at", MOMENT, nullable=False),
        sa.Column("loaded_by", sa.String(length=120), nullable=False),
        sa.Column("activated_at", MOMENT, nullable=True),
        sa.Column("activated_by", sa.String(length=120), nullable=False),
        sa.Column("superseded_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "effective_to IS NULL OR effective_to >= effective_from",
            name=op.f("ck_tariff_versions_ends_after_it_begins"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tariff_versions")),
        sa.UniqueConstraint("code", name=op.f("uq_tariff_versions_code")),
    )
    op.create_index(
        op.f("ix_tariff_versions_effective_from"), "tariff_versions", ["effective_from"]
    )
    op.create_table(
        "tariff_stamp",
        sa.Column("id", KEY, nullable=False),
        sa.Column("stamp", sa.String(length=26), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tariff_stamp")),
    )


def _create_rates() -> None:
    op.create_table(
        "rates",
        sa.Column("id", KEY, nullable=False),
        sa.Column("version_id", KEY, nullable=False),
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("unit", sa.String(length=10), nullable=False),
        sa.Column("value", EXACT, nullable=False),
        sa.Column("scheme", sa.String(length=20), nullable=False),
        sa.Column("voltage", sa.String(length=10), nullable=False),
        sa.Column("territory", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=200), nullable=False),
        sa.Column("power_from", EXACT, nullable=True),
        sa.Column("power_to", EXACT, nullable=True),
        sa.ForeignKeyConstraint(
            ["version_id"], ["tariff_versions.id"], name=op.f("fk_rates_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rates")),
    )
    op.create_index(op.f("ix_rates_version_id"), "rates", ["version_id"])


def _create_calculations() -> None:
    op.create_table(
        "calculations",
        sa.Column("id", KEY, nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("version_id", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("question", sa.JSON(), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_calculations_user_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["tariff_versions.id"], name=op.f("fk_calculations_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calculations")),
        sa.UniqueConstraint("key", name=op.f("uq_calculations_key")),
        sa.UniqueConstraint("public_id", name=op.f("uq_calculations_public_id")),
    )
    op.create_index(op.f("ix_calculations_user_id"), "calculations", ["user_id"])
    op.create_index(op.f("ix_calculations_version_id"), "calculations", ["version_id"])


def _fill(versions: list[dict[str, Any]], rates: list[dict[str, Any]]) -> None:
    known = sa.MetaData()
    known.reflect(op.get_bind(), only=("tariff_versions", "rates", "tariff_stamp"))
    for name, rows in (("tariff_versions", versions), ("rates", rates)):
        if rows:
            op.bulk_insert(known.tables[name], rows)
            _go_on_counting(name)
    if versions:
        op.bulk_insert(known.tables["tariff_stamp"], [{"id": 1, "stamp": "0" * 26}])


def _go_on_counting(table: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
        )


def _new_version(old: dict[str, Any]) -> dict[str, Any]:
    """What was there counted from its first day on: only the demo's, or a trial's, could be."""
    now = datetime.now(UTC)
    facts = {name: old[name] for name in ("id", "code", "title", "issuer")}
    days = {each: _day(old[each]) for each in ("effective_from", "effective_to", "order_date")}
    return (
        facts
        | days
        | {
            "state": "active",
            "is_demo": bool(old["is_demo"]),
            "order_number": old["order_number"] or "",
            "publication_url": old["publication_url"] or "",
            "vat_mode": "included" if old["vat_included"] else "excluded",
            "vat_percent": str(old["vat_percent"]),
            "rules": _new_rules(_loaded(old["rules"])),
            "supersedes": "",
            "loaded_at": now,
            "loaded_by": "upgrade",
            "activated_at": now,
            "activated_by": "upgrade",
        }
    )


def _loaded(value: Any) -> dict[str, Any]:
    return json.loads(value) if isinstance(value, str) else value


def _day(value: Any) -> Any:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _new_rules(old: dict[str, Any]) -> dict[str, Any]:
    if "last_mile" in old:
        return old
    last_mile = {
        "small_kw": "150",
        "small_share": str(old.get("last_mile_share_le150", "1")),
        "free_m": str(old.get("last_mile_free_distance_m", "0")),
    }
    reduced = {
        name: list(value) if isinstance(value, list) else str(value)
        for name, value in (old.get("lgota") or {}).items()
        if name != "show_as" and value is not None
    }
    return {
        "last_mile": last_mile,
        "per_kw": {"below_kv": "35", "below_kw": "8900"},
        "reduced": reduced or None,
        "long_work": None,
        "notes": {},
    }


def _new_rate(old: dict[str, Any]) -> dict[str, Any]:
    names = ("id", "version_id", "code", "unit", "scheme", "voltage", "territory")
    section, low, high = old["section_mm2"], old["kva_from"], old["kva_to"]
    pieces = (
        old["kind"],
        f"сечение {section} мм²" if section is not None else "",
        f"от {low} кВА" if low is not None else "",
        f"до {high} кВА" if high is not None else "",
    )
    return {name: old[name] for name in names} | {
        "value": format(Decimal(old["value"]).scaleb(-2), "f"),
        "kind": ", ".join(each for each in pieces if each)[:200],
        "power_from": None,
        "power_to": None,
    }


def _guard() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for act, rows in RATES.items():
            ids = ", ".join(f"{row}.version_id" for row in rows)
            op.execute(
                f"CREATE TRIGGER rates_no_{act} BEFORE {act.upper()} ON rates WHEN EXISTS "
                f"(SELECT 1 FROM tariff_versions WHERE id IN ({ids}) "
                f"AND activated_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
            )
        for act in (f"UPDATE OF {FIXED}", "DELETE"):
            op.execute(
                f"CREATE TRIGGER tariff_versions_no_{act.split()[0].lower()} BEFORE {act} "
                "ON tariff_versions WHEN OLD.activated_at IS NOT NULL "
                f"BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION tariff_is_fixed() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{SAID}'; END $$"
    )
    op.execute(
        "CREATE FUNCTION rates_are_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF EXISTS (SELECT 1 FROM tariff_versions WHERE activated_at IS NOT NULL AND id IN "
        "(CASE TG_OP WHEN 'INSERT' THEN NEW.version_id ELSE OLD.version_id END, "
        "CASE TG_OP WHEN 'DELETE' THEN OLD.version_id ELSE NEW.version_id END)) "
        f"THEN RAISE EXCEPTION '{SAID}'; END IF; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER rates_are_fixed BEFORE INSERT OR UPDATE OR DELETE ON rates "
        "FOR EACH ROW EXECUTE FUNCTION rates_are_fixed()"
    )
    op.execute(
        f"CREATE TRIGGER tariff_is_fixed BEFORE UPDATE OF {FIXED} OR DELETE ON tariff_versions "
        "FOR EACH ROW WHEN (OLD.activated_at IS NOT NULL) EXECUTE FUNCTION tariff_is_fixed()"
    )


def downgrade() -> None:
    with op.batch_alter_table("applications", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("fk_applications_calculation_id"), type_="foreignkey")
        batch_op.drop_column("calculation_id")
    versions, rates = _rows("tariff_versions"), _rows("rates")
    for table in ("calculations", "rates", "tariff_stamp", "tariff_versions"):
        op.drop_table(table)  # and its triggers
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION rates_are_fixed()")
        op.execute("DROP FUNCTION tariff_is_fixed()")
    _create_old_tables()
    known = sa.MetaData()
    known.reflect(op.get_bind(), only=("tariff_versions", "rates"))
    kept = [each for each in versions if each["state"] == "active"]
    ids = {each["id"] for each in kept}
    figures = [_old_rate(each) for each in rates if each["version_id"] in ids]
    for name, rows in (
        ("tariff_versions", [_old_version(each) for each in kept]),
        ("rates", figures),
    ):
        if rows:
            op.bulk_insert(known.tables[name], rows)
            _go_on_counting(name)


def _create_old_tables() -> None:
    op.create_table(
        "tariff_versions",
        sa.Column("id", KEY, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("issuer", sa.String(length=300), nullable=False),
        sa.Column("order_number", sa.String(length=60), nullable=True),
        sa.Column("order_date", sa.Date(), nullable=True),
        sa.Column("publication_url", sa.String(length=500), nullable=True),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("effective_to", sa.Date(), nullable=True),
        sa.Column("vat_included", sa.Boolean(), nullable=False),
        sa.Column("vat_percent", sa.Integer(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "effective_to IS NULL OR effective_to >= effective_from",
            name=op.f("ck_tariff_versions_ends_after_it_begins"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tariff_versions")),
        sa.UniqueConstraint("code", name=op.f("uq_tariff_versions_code")),
    )
    op.create_index(
        op.f("ix_tariff_versions_effective_from"), "tariff_versions", ["effective_from"]
    )
    op.create_table(
        "rates",
        sa.Column("id", KEY, nullable=False),
        sa.Column("version_id", KEY, nullable=False),
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("scheme", sa.String(length=20), nullable=False),
        sa.Column("voltage", sa.String(length=10), nullable=False),
        sa.Column("territory", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=200), nullable=False),
        sa.Column("section_mm2", sa.Integer(), nullable=True),
        sa.Column("kva_from", sa.Integer(), nullable=True),
        sa.Column("kva_to", sa.Integer(), nullable=True),
        sa.Column("unit", sa.String(length=10), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["tariff_versions.id"], name=op.f("fk_rates_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rates")),
    )
    op.create_index(op.f("ix_rates_version_id"), "rates", ["version_id"])


def _old_version(new: dict[str, Any]) -> dict[str, Any]:
    names = ("id", "code", "title", "issuer", "order_number", "publication_url")
    days = {each: _day(new[each]) for each in ("effective_from", "effective_to", "order_date")}
    return (
        {name: new[name] for name in names}
        | days
        | {
            "is_demo": bool(new["is_demo"]),
            "vat_included": new["vat_mode"] == "included",
            "vat_percent": int(Decimal(new["vat_percent"])),
            "rules": _loaded(new["rules"]),
        }
    )


def _old_rate(new: dict[str, Any]) -> dict[str, Any]:
    names = ("id", "version_id", "code", "unit", "scheme", "voltage", "territory", "kind")
    kopecks = int((Decimal(new["value"]) * 100).to_integral_value())
    return {name: new[name] for name in names} | {"value": kopecks}
