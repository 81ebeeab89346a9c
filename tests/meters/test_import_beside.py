"""An import beside a portal that works: nobody waits while a file is read, and cards stay right."""

import io
from datetime import date
from threading import Timer

import pytest
from sqlalchemy import create_engine, func, select, text

from lk.clock import now
from lk.db import begin_write, db, engine_options
from lk.meters.exchange.kinds import understand
from lk.meters.models import BillingPeriod, Contract
from lk.meters.service.importing import import_table
from lk.sqlite import sqlite_module
from lk.tables import open_table
from tests import factories
from tests.meters.importing import (
    EVENTS,
    HISTORY,
    METERS,
    a_file,
    meter,
    take,
    take_all,
    two_contracts,
)
from tests.servers.databases import kind

ADD = (
    "INSERT INTO contracts (number, holder, kind, may_send, may_be_bound)"
    " VALUES ('N', 'x', 'person', true, true)"
)


@pytest.fixture
def another():
    """A connection of somebody else, who does not wait for a lock."""
    url = db.engine.url
    engine = create_engine(url, **engine_options(url.drivername))
    yield engine
    engine.dispose()


def test_others_write_while_a_file_is_read(session, another):
    two_contracts()
    begin_write()

    def reading(rows):
        yield from rows
        with another.begin() as connection:
            connection.execute(text(ADD))

    with open_table("history.csv", io.BytesIO(a_file(HISTORY, "1;2016-10;5;5"))) as table:
        table.rows = reading(table.rows)
        layout = understand(table.heading, kind="", own_names={})
        import_table(table=table, layout=layout, by="Он", at=now(), on=date(2026, 11, 24))
        session.commit()

    assert session.scalar(select(func.count(Contract.id))) == 3
    assert session.scalar(select(func.count(BillingPeriod.id))) == 1


@pytest.mark.skipif(kind() != "sqlite", reason="rows of PostgreSQL are locked one by one")
def test_import_waits_for_another_process_that_writes_when_it_is_read(session):
    two_contracts()
    writer = sqlite_module().connect(
        db.engine.url.database, isolation_level=None, check_same_thread=False
    )

    def reading(rows):
        yield from rows
        writer.execute("BEGIN IMMEDIATE")
        writer.execute(ADD)
        Timer(0.3, writer.commit).start()

    begin_write()
    with open_table("history.csv", io.BytesIO(a_file(HISTORY, "1;2016-10;5;5"))) as table:
        table.rows = reading(table.rows)
        layout = understand(table.heading, kind="", own_names={})
        import_table(table=table, layout=layout, by="Он", at=now(), on=date(2026, 11, 24))
        session.commit()
    writer.close()

    assert session.scalar(select(func.count(Contract.id))) == 3
    assert session.scalar(select(func.count(BillingPeriod.id))) == 1


def test_a_long_file_that_is_refused_leaves_the_database_at_hand(session):
    two_contracts()
    rows = (f"unknown{each};2016-10;5;5" for each in range(60_000))

    outcome = take(a_file(HISTORY, *rows))

    assert (outcome.is_merged, outcome.bad) == (False, 60_000)
    assert session.scalar(select(func.count(Contract.id))) == 2
    assert take(a_file(HISTORY, "1;2016-10;5;5")).is_merged


def test_a_meter_replaced_by_the_import_has_no_negative_month(client, consumer):
    factories.a_contract(consumer, number="38001")
    own = "38001;{};РИМ 614.01;Общий тариф;5;г. Томск, пр. Мира, д. 40;{};{}"
    take_all(
        a_file(
            METERS + ";removed_date;replaces",
            own.format("90017", "2026-08-20", ""),
            own.format("90018", "", "90017"),
        ),
        a_file(HISTORY, "90017;2026-07;99890;110", "90017;2026-08;99950;60"),
        a_file(HISTORY, "90018;2026-09;75;75", "90018;2026-10;190;115"),
        a_file(EVENTS, "90018;2026-08-20;replaced;99950;0;"),
    )

    card = client.sign_in_as(consumer).open(
        "meters.card", public_id=meter("90018", "38001").public_id
    )

    amounts = [row["Расход"] for row in card.rows("История показаний")]
    assert [each.split()[0] for each in amounts] == ["115", "75", "60", "110"]
