"""A meter's year as a state machine: readings, corrections, files, verdicts, imported months, a
replacement, a register that goes through its zeros; in any order.

The history is never below zero, nothing is counted twice, every exported reading ends in exactly
one verdict.
"""

from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run_machine
from sqlalchemy import select

from lk.db import db
from lk.meters.errors import AlreadyTaken, ReadingDoubted, ReadingRefused, TooManyCorrections
from lk.meters.models import Reading
from lk.meters.rules import ANSWERS, STATES
from lk.meters.rules.periods import before
from lk.meters.service import card_of
from tests.meters.a_year import SIZE, STANDING, AYear

FINAL = {code for code, state in STATES.items() if state.is_final}
DIAL = st.integers(0, SIZE - 1)


class Year(RuleBasedStateMachine):
    user_id: int
    seen: Counter[str]

    @initialize(start=DIAL)
    def begin(self, start: int) -> None:
        self.year = AYear(self.user_id, start)
        self.files: dict[int, list[Any]] = {}
        self.verdicts: dict[int, str] = {}

    @rule(used=st.integers(0, 400))
    def power_is_used(self, used: int) -> None:
        self.year.dial = (self.year.dial + used) % SIZE

    @rule(slip=st.none() | DIAL, answer=st.sampled_from(sorted(ANSWERS)))
    def the_consumer_sends(self, slip: int | None, answer: str) -> None:
        """The dial as it is, or a slip; to a doubt an answer that is offered."""
        standing = self.year.standing()
        value = self.year.dial if slip is None else slip
        try:
            self._send(value, answer)
        except AlreadyTaken:
            assert standing in STANDING - {"sent"}
            self.seen["too late"] += 1
        except TooManyCorrections:
            assert standing == "sent"
        else:
            assert standing in {None, "sent"}
            self.seen["corrected" if standing else "sent"] += 1

    def _send(self, value: int, answer: str) -> None:
        try:
            self.year.send(value)
        except ReadingDoubted as doubted:
            said = answer if answer in doubted.answers else doubted.answers[-1]
            self.year.send(value, said)
            self.seen[said] += 1

    @precondition(lambda self: self.year.last is not None)
    @rule()
    def a_day_to_come_or_charged_is_refused(self) -> None:
        for day in (self.year.day(25), self.year.day(24, before(self.year.month))):
            with pytest.raises(ReadingRefused):
                self.year.send(self.year.dial, "insist", on=day)

    @precondition(lambda self: self.year.replaced)
    @rule()
    def the_old_meter_takes_nothing(self) -> None:
        with pytest.raises(ReadingRefused, match="снят с учета"):
            self.year.send(1, "insist", to=self.year.old_public_id)

    @rule()
    def the_office_exports(self) -> None:
        if number := self.year.export():
            self.files[number] = self.year.lines(number)

    @rule(verdict=st.sampled_from(["accepted", "corrected", "rejected"]), value=DIAL)
    def the_billing_judges(self, verdict: str, value: int) -> None:
        """All that are exported, and the same once more, which changes nothing."""
        waiting = [each for each, state in self.year.states().items() if state == "exported"]
        first = self.year.judge(waiting, verdict, value)
        second = self.year.judge(waiting, verdict, value)
        assert (first.changed, first.faults) == (len(waiting), ())
        assert (second.changed, second.same) == (0, len(waiting))
        self.seen[verdict] += len(waiting)

    @rule()
    def the_billing_charges_the_month(self) -> None:
        """Its file is imported, and once more, which changes nothing."""
        row, counts = self.year.charge()
        again = self.year.imported(row)
        assert (counts.added, again.added, again.changed) == (1, 0, 0)
        self.year.month = before(self.year.month, -1)
        self.seen["charged"] += 1

    @precondition(lambda self: self.year.replaced < 3)
    @rule(start=DIAL)
    def the_meter_is_replaced(self, start: int) -> None:
        self.year.replace_meter(start)
        self.seen["replaced meter"] += 1

    @invariant()
    def history_is_what_was_charged_and_never_below_zero(self) -> None:
        history = card_of(user_id=self.user_id, public_id=self.year.public_id).history
        db.session.rollback()
        assert history.totals == self.year.charged
        assert all(month.consumption >= 0 for month in history.months)

    @invariant()
    def one_reading_stands_and_only_what_was_exported_has_a_verdict(self) -> None:
        readings = list(db.session.scalars(select(Reading)))
        db.session.expunge_all()
        db.session.rollback()
        standing = Counter((each.meter_id, each.period) for each in readings
                           if each.state in STANDING)  # fmt: skip
        assert set(standing.values()) <= {1}
        for each in readings:
            assert (each.file_id is not None) == (each.state in {"exported", *FINAL})
            assert (each.verdict_at is not None) == (each.state in FINAL)
            if each.state in FINAL:
                assert self.verdicts.setdefault(each.id, each.state) == each.state

    @invariant()
    def files_stay_as_they_are_and_hold_a_reading_once(self) -> None:
        told = {number: self.year.lines(number) for number in self.files}
        assert told == self.files
        ids = [line.id for lines in told.values() for line in lines]
        assert len(ids) == len(set(ids))

    def teardown(self) -> None:
        """The year ends: what was sent is exported, and the billing says of each what it is."""
        self.the_office_exports()
        self.the_billing_judges("accepted", 0)
        self.one_reading_stands_and_only_what_was_exported_has_a_verdict()
        exported = {line.id for lines in self.files.values() for line in lines}
        assert exported == set(self.verdicts)
        assert set(self.year.states().values()) <= FINAL | {"replaced"}


def test_a_year_of_a_meter_counts_everything_once(app: Any, consumer: Any) -> None:
    asked = settings(
        max_examples=15,
        stateful_step_count=30,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    seen: Counter[str] = Counter()
    machine = type("Machine", (Year,), {"user_id": consumer.id, "seen": seen})

    run_machine(machine, settings=asked)

    wanted = {"sent", "corrected", "too late", "charged", "replaced meter", "rollover"}
    assert not (wanted | FINAL) - seen.keys(), seen
