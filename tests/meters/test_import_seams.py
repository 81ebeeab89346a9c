"""A long file is worked through in parts: what is told and written is as if there were none."""

import io
from itertools import islice

import pytest
from sqlalchemy import select

from lk.audit.models import AuditEntry
from lk.clock import now
from lk.db import begin_write, db
from lk.meters.exchange.kinds import understand
from lk.meters.models import Reading, ReadingFile
from lk.meters.service.importing import import_table, meters, staging, verdicts
from lk.tables import open_table
from tests.factories import a_contract, a_meter, a_reading
from tests.meters.importing import (
    DAY,
    HISTORY,
    METERS,
    VERDICTS,
    a_file,
    counts,
    history_of,
    meter,
    take,
    take_all,
    two_contracts,
    words,
)

CIRCLE = "счетчики заменяют друг друга по кругу: проверьте номера."
DOUBLED = "на место этого счетчика поставлены два: проверьте номера."
GONE = "в этом договоре такого счетчика нет."


@pytest.fixture(autouse=True)
def small_parts(session, monkeypatch):
    """Two contracts, and seams after every other row."""
    monkeypatch.setattr(staging, "_PART", 1)
    monkeypatch.setattr(meters, "FAR_APART", 1)
    monkeypatch.setattr(verdicts, "_READINGS", 2)
    two_contracts()


@pytest.fixture
def exported(consumer):
    """`exported(75_000, 311)`: a reading of so many zones that the billing has."""
    db.session.add(ReadingFile(made_at=now(), made_by="Он", written_at=now(), readings=1))
    db.session.commit()
    file = db.session.scalars(select(ReadingFile.id)).one()

    def make(*values):
        own = a_meter(a_contract(consumer), zones=len(values))
        return a_reading(own, consumer, *values, state="exported", file_id=file)

    return make


def a_line(number, replaces=""):
    return f"A;{number};РИМ 614.01;Общий тариф;5;г. Томск, ул. Мира;{replaces}"


def replacements(*rows):
    return a_file(METERS + ";replaces", *(a_line(*each) for each in rows))


def state(reading):
    return db.session.get_one(Reading, reading.id).state


def test_twins_on_both_sides_of_seams_name_each_other():
    months = [f"1;2016-{month:02};{month};1" for month in range(1, 8)]

    outcome = take(a_file(HISTORY, *months, months[0], months[3], months[0]), skips_bad=True)

    assert words(outcome) == [
        (2, "", "об этом же строка 9: оставьте одну."),
        (5, "", "об этом же строка 10: оставьте одну."),
        (9, "", "об этом уже есть строка 2: оставьте одну."),
        (10, "", "об этом уже есть строка 5: оставьте одну."),
        (11, "", "об этом уже есть строка 2: оставьте одну."),
    ]
    assert (outcome.rows, outcome.bad, counts(outcome)) == (10, 5, (5, 0, 0))
    assert [each[0][5:] for each in history_of("1")] == ["02", "03", "05", "06", "07"]


def test_file_in_which_all_stands_twice_tells_every_row():
    rows = [f"{own};2016-{month:02};1;1" for own in "13" for month in range(1, 10)]

    outcome = take(a_file(HISTORY, *rows, *rows), skips_bad=True)

    assert [line for line, _, _ in words(outcome)] == list(range(2, 38))
    assert (outcome.bad, counts(outcome)) == (36, (0, 0, 0))
    assert history_of("1") == history_of("3") == []


def test_replaced_meters_find_each_other_over_seams():
    data = replacements(("11", "10"), ("12", "11"), ("10", "1"), ("14", "13"), ("13",))

    first, again = take(data), take(data)

    assert (counts(first), counts(again)) == ((5, 0, 0), (0, 0, 5))
    chain = {each: meter(each).replaces_id for each in ("10", "11", "12", "13", "14")}
    assert chain == {
        "10": meter("1").id, "11": meter("10").id, "12": meter("11").id, "13": None,
        "14": meter("13").id,
    }  # fmt: skip


def test_meters_change_places_over_seams():
    take_all(replacements(("10",), ("11", "10"), ("12",), ("13", "12")))

    outcome = take(replacements(("11", "12"), ("10",), ("13", "10"), ("12",)))

    assert counts(outcome) == (0, 2, 2)
    assert meter("11").replaces_id == meter("12").id
    assert meter("13").replaces_id == meter("10").id


def test_wrong_replacements_are_told_once_each_over_seams():
    outcome = take(
        replacements(("10", "12"), ("11", "10"), ("12", "11"), ("20", "2"), ("21", "2"),
                     ("30", "31"), ("31", "77"), ("40", "1")),
        skips_bad=True,
    )  # fmt: skip

    assert words(outcome) == [
        *((line, "replaces", CIRCLE) for line in (2, 3, 4)),
        *((line, "replaces", DOUBLED) for line in (5, 6)),
        *((line, "replaces", GONE) for line in (7, 8)),
    ]
    assert counts(outcome) == (1, 0, 0)
    assert meter("40").replaces_id == meter("1").id


def test_file_closes_a_circle_with_what_stands_already():
    take_all(replacements(("10",), ("11", "10"), ("12", "11")))

    outcome = take(replacements(("20",), ("10", "12")))

    assert words(outcome) == [(3, "replaces", CIRCLE)]


def test_zones_of_one_reading_make_one_verdict_over_seams(exported):
    pair, single, many = exported(400, 100), exported(7), [exported(each) for each in range(5)]
    rows = [f"{each.id};accepted;;;" for each in many]

    outcome = take(
        a_file(
            VERDICTS, f"{pair.id};accepted;1;400;", *rows, f"{single.id};rejected;;;Описка",
            f"{pair.id};corrected;2;110;Ночь переписана",
        )
    )  # fmt: skip

    assert (words(outcome), outcome.rows, counts(outcome)) == ([], 8, (0, 7, 0))
    assert [state(each) for each in (pair, single, *many)] == [
        "corrected", "rejected", *["accepted"] * 5,
    ]  # fmt: skip


def test_every_bad_verdict_of_every_part_is_told_by_its_line(exported):
    known = [exported(each) for each in range(5)]
    rows = [f"{each.id};rejected;;;" for each in known]

    outcome = take(a_file(VERDICTS, *rows, *(f"{9_000 + n};accepted;;;" for n in range(5))))

    assert [(line, column) for line, column, _ in words(outcome)] == [
        *((line, "reason") for line in range(2, 7)), *((line, "id") for line in range(7, 12)),
    ]  # fmt: skip
    assert (outcome.rows, outcome.bad, outcome.is_merged) == (10, 10, False)
    assert {state(each) for each in known} == {"exported"}


def test_verdicts_again_change_nothing_and_each_file_is_one_act(exported):
    data = a_file(VERDICTS, *(f"{exported(each).id};accepted;;;" for each in range(7)))

    first, again = take(data), take(data)

    assert (counts(first), counts(again)) == ((0, 7, 0), (0, 0, 7))
    query = select(AuditEntry.details).where(AuditEntry.subject == "meters:verdicts")
    assert [each["changed"] for each in db.session.scalars(query.order_by(AuditEntry.id))] == [7, 0]


def test_bad_line_spoils_its_reading_wherever_the_other_stands(exported):
    pair, single = exported(400, 100), exported(7)

    outcome = take(
        a_file(
            VERDICTS, f"{pair.id};accepted;1;400;", f"{single.id};accepted;;;", "8x;accepted;;;",
            f"{pair.id};maybe;2;100;",
        ),
        skips_bad=True,
    )  # fmt: skip

    assert [(line, column) for line, column, _ in words(outcome)] == [
        (2, "id"), (4, "id"), (5, "verdict"),
    ]  # fmt: skip
    assert (outcome.rows, outcome.bad, counts(outcome)) == (4, 3, (0, 1, 0))
    assert (state(pair), state(single)) == ("exported", "accepted")


def test_reading_with_lines_without_end_is_refused(exported):
    much, single = exported(5), exported(6)
    rows = [f"{much.id};accepted;;;"] * (verdicts.MOST_LINES + 1)

    outcome = take(a_file(VERDICTS, *rows, f"{single.id};accepted;;;"), skips_bad=True)

    assert {each[1:] for each in words(outcome)} == {
        ("id", "строк этого показания больше 100: оставьте по одной на зону.")
    }
    assert (outcome.bad, state(much), state(single)) == (len(rows), "exported", "accepted")


def test_report_may_be_left_after_its_first_lines(session):
    rows = [f"1;2016-{month:02};x;1" for month in range(1, 13)]
    begin_write()
    with open_table("history.csv", io.BytesIO(a_file(HISTORY, "1;2016-10;5;5", *rows))) as table:
        layout = understand(table.heading, kind="", own_names={})
        outcome = import_table(
            table=table, layout=layout, by="Он", at=now(), on=DAY, skips_bad=True
        )

        first = [each.line for each in islice(outcome.faults(), 2)]
        every = [each.line for each in outcome.faults()]
        session.commit()

    assert (first, every) == ([3, 4], list(range(3, 15)))
    assert len(history_of("1")) == 1
