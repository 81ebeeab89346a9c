from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from lk.applications import stages
from lk.applications.stages import Stage

TODAY = date(2026, 11, 24)


@dataclass
class Change:
    status: str
    day: date
    facts: dict[str, Any] = field(default_factory=dict)


def of_november(day: int) -> date:
    return date(2026, 11, day)


WHOLE = [
    Change("submitted", of_november(2), {"number": "2026-11-02-1-4", "term": "2026-11-06"}),
    Change("registered", of_november(3), {"number": "ТП-1", "term": "2026-11-06"}),
    Change("review", of_november(5), {"term": "2026-11-17"}),
    Change("need_docs", of_november(6), {"term": "2026-12-04"}),
    Change("review", of_november(9), {"term": "2026-11-23"}),
    Change("offer_posted", of_november(10), {"term": "2026-11-17"}),
    Change("contract", of_november(11), {"number": "Д-1", "term": "2027-05-11"}),
    Change("works", of_november(12), {"progress": 20, "term": "2027-05-11"}),
    Change("works", of_november(16), {"progress": 70, "term": "2027-05-11"}),
    Change("ready", of_november(18), {"term": "2027-05-11"}),
    Change("connected", of_november(19)),
    Change("closed", of_november(20), {"number": "А-1"}),
]


def test_all_six_stages_follow_from_the_log() -> None:
    found = stages.stages_of(WHOLE)

    assert found == {
        1: Stage(of_november(2), "ТП-1"),
        2: Stage(of_november(10)),
        3: Stage(of_november(11), "Д-1"),
        4: Stage(of_november(12), progress=100, done_on=of_november(18)),
        5: Stage(of_november(19)),
        6: Stage(of_november(20), "А-1"),
    }
    assert set(stages.TITLES) == set(found)


@pytest.mark.parametrize(
    ("known", "reached"),
    [
        (1, {1}),
        (2, {1}),
        (5, {1}),
        (6, {1, 2}),
        (7, {1, 2, 3}),
        (9, {1, 2, 3, 4}),
        (11, {*range(1, 6)}),
    ],
)
def test_stage_is_there_from_the_status_that_brings_it(known: int, reached: set[int]) -> None:
    assert set(stages.stages_of(WHOLE[:known])) == reached


def test_number_of_the_submission_stands_until_the_registration() -> None:
    assert stages.stages_of(WHOLE[:1])[1].number == "2026-11-02-1-4"


def test_works_in_progress_tell_how_far_they_are() -> None:
    works = stages.stages_of(WHOLE[:9])[4]

    assert works == Stage(of_november(12), progress=70)


def test_refused_application_has_only_what_it_reached() -> None:
    refused = [*WHOLE[:3], Change("rejected", of_november(12))]

    assert set(stages.stages_of(refused)) == {1}


@pytest.mark.parametrize(
    ("changes", "today", "is_in_time"),
    [
        (WHOLE, TODAY, True),
        (WHOLE[:3], of_november(17), True),
        (WHOLE[:3], of_november(18), False),
        ([*WHOLE[:3], Change("offer_posted", of_november(18))], TODAY, False),
        ([Change("submitted", of_november(2))], TODAY, None),
        ([Change("connected", of_november(2))], TODAY, None),
        # What the applicant is late with is no fault of the company.
        (WHOLE[:4], date(2027, 1, 20), True),
        # A term of the office's own goes before the table's.
        ([Change("review", of_november(2), {"due": "2026-11-10"})], of_november(11), False),
    ],
)
def test_company_is_in_time_when_each_of_its_steps_is(changes, today, is_in_time) -> None:
    assert stages.is_in_time(changes, today=today) is is_in_time
