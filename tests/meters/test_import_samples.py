"""The samples of the billing's files: they are the demo, and the import reads them."""

import os

import pytest
from sqlalchemy import select, update

from lk import demo
from lk.db import begin_write, db
from lk.meters.exchange.kinds import FILE_KINDS
from lk.meters.models import Contract, Meter, Reading
from tests.meters.importing import counts, history_of, take, words
from tests.meters.sampling import AT, FOLDER, MAKERS, made

ORDER = ("contracts", "meters", "history", "events")


def sample(kind):
    return (FOLDER / f"{kind}.csv").read_bytes()


@pytest.fixture
def demonstration(app):
    demo.load("snezhnyj-lis-41", AT)
    db.session.commit()


def test_samples_are_what_the_demo_has(demonstration):
    found = {kind: made(kind) for kind in MAKERS}
    if os.environ.get("LK_WRITE_SAMPLES"):
        for kind, data in found.items():
            (FOLDER / f"{kind}.csv").write_bytes(data)

    stale = [kind for kind, data in found.items() if sample(kind) != data]

    assert stale == [], "обновите: LK_WRITE_SAMPLES=1 pytest tests/meters/test_import_samples.py"


def test_samples_change_nothing_in_the_demo(demonstration):
    found = [take(sample(kind)) for kind in ORDER]

    assert [words(each) for each in found] == [[]] * 4
    assert [counts(each)[:2] for each in found] == [(0, 0)] * 4


def test_samples_make_the_demos_meters_of_nothing(demonstration, portal):
    before = portrait()
    db.session.remove()
    portal.reset()

    for kind in ORDER:
        assert words(take(sample(kind))) == []

    assert portrait() == before
    assert len(history_of("720021")) == 11
    assert ("2016-10", 1, "74525", "181", "actual") in history_of("720021")
    assert ("2016-11", 1, "74525", "688", "average") in history_of("720021")


def test_sample_of_verdicts_decides_what_the_demo_has_decided(demonstration):
    def states():
        return db.session.execute(select(Reading.id, Reading.state).order_by(Reading.id)).all()

    before = states()
    begin_write()
    decided = Reading.state.in_(("accepted", "corrected", "rejected"))
    nothing = {"accepted1": None, "accepted2": None, "accepted3": None, "reason": ""}
    db.session.execute(update(Reading).where(decided).values(state="exported", **nothing))
    db.session.commit()

    outcome = take(sample("verdicts"))

    assert words(outcome) == []
    assert outcome.counts.changed >= 3
    assert states() == before


@pytest.mark.parametrize("kind", [*FILE_KINDS, "readings"])
def test_every_column_of_a_sample_is_told_of(kind):
    heading = sample(kind).decode("utf-8-sig").splitlines()[0].split(";")
    text = (FOLDER / "README.md").read_text("utf-8")
    section = text.split(f"## {kind}.csv", 1)[1].split("\n## ", 1)[0]

    assert [name for name in heading if f"`{name}`" not in section] == []


def portrait():
    """All that a file of the billing may tell of a meter."""
    db.session.rollback()
    columns = [each for each in Meter.__table__.columns if each.name not in _OWN_KEYS]
    query = select(Contract.number, *columns).join(Contract).order_by(Contract.number, Meter.number)
    return [tuple(row) for row in db.session.execute(query)], [made(kind) for kind in ORDER]


_OWN_KEYS = {"id", "public_id", "contract_id", "replaces_id"}
