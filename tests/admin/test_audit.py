"""`flask admin audit`: who did what, and whether the journal is whole."""

import pytest

from lk import audit
from tests import factories


@pytest.fixture
def entries(clock, session):
    for event, subject in (
        ("account.blocked", "user:ivanova"),
        ("account.unblocked", "user:ivanova"),
        ("application.status", "application:2026-11-24-1-2"),
    ):
        audit.record(
            event, actor="office:Петрова", subject=subject, at=clock.now, comment="по акту"
        )
    session.commit()


def test_journal_is_listed_newest_first(ok, as_json, entries):
    found = as_json("audit", "list")
    output = ok("audit", "list")

    assert [row["event"] for row in found] == [
        "application.status",
        "account.unblocked",
        "account.blocked",
    ]
    assert found[0]["details"] == {"comment": "по акту"}
    assert "office:Петрова" in output
    assert "comment: по акту" in output


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        (("--event", "account.blocked"), 1),
        (("--event", "account."), 2),
        (("--event", "blocked"), 0),
        (("--subject", "user:ivanova"), 2),
        (("--subject", "2026-11-24"), 1),
        (("--subject", "%"), 0),
        (("--since", "2026-11-24"), 3),
        (("--since", "25.11.2026"), 0),
        (("--limit", "2"), 2),
    ],
)
def test_journal_is_filtered(as_json, entries, filters, count):
    assert len(as_json("audit", "list", *filters)) == count


def test_looking_into_the_journal_leaves_a_line(ok, entries, audit_lines):
    audit_lines()

    ok("audit", "list")
    ok("audit", "verify")

    assert [line.event for line in audit_lines()] == [
        "office.audit_listed",
        "office.audit_verified",
    ]


def test_whole_journal_is_said_to_be_whole(ok, as_json, consumer):
    factories.a_thread(consumer)

    assert "Журнал цел" in ok("audit", "verify")
    assert as_json("audit", "verify") == {"is_whole": True}


def test_first_entry_that_does_not_fit_is_named(monkeypatch, refused, entries, audit_lines):
    monkeypatch.setattr(audit, "verify", lambda: 2)
    audit_lines()

    said = refused("audit", "verify")

    assert "Запись № 2" in said
    assert "account.unblocked" in said
    assert [line.event for line in audit_lines()] == ["office.refused"]
