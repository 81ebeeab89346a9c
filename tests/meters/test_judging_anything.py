"""Whatever is offered to whatever meter."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from lk.meters.rules import ANSWERS
from lk.meters.rules.consumption import counted, may_have_rolled
from lk.meters.rules.judging import Last, Offered, Register, judge

VALUES = st.one_of(
    st.decimals(allow_nan=True, allow_infinity=True),
    st.decimals(min_value=0, max_value=10**7, places=4),
)
LASTS = st.builds(
    Last,
    period=st.sampled_from(["2026-10", "2026-06", "2020-01", ""]),
    reading=st.none() | st.decimals(min_value=0, max_value=99999, places=4),
    taken_on=st.dates(date(2020, 1, 1), date(2026, 11, 23)),
    actual=st.sampled_from(["", "2026-10", "2026-01"]),
)
ZONES = st.integers(1, 3)
REGISTERS = st.builds(
    Register,
    digits=st.integers(1, 9),
    zones=ZONES,
    coefficient=st.sampled_from([Decimal(1), Decimal(20), Decimal("0.5"), Decimal(0)]),
    last=st.dictionaries(ZONES, LASTS),
    means=st.dictionaries(ZONES, st.decimals(min_value=-10, max_value=10**6, places=2)),
    removed=st.booleans(),
    may_send=st.booleans(),
    kind=st.sampled_from(["person", "organisation", "odd"]),
)
OFFERED = st.builds(
    Offered,
    values=st.dictionaries(st.integers(0, 4), VALUES),
    taken_on=st.dates(),
    answer=st.sampled_from(["", "odd", *ANSWERS]),
)


@given(REGISTERS, OFFERED, st.dates(date(2026, 11, 24), date(2028, 1, 1)))
def test_anything_is_a_fault_or_a_doubt_or_clean_and_no_amount_is_below_zero(register, offer, on):
    found = judge(register, offer, on)

    assert sum([bool(found.faults), bool(found.doubts), found.is_clean]) == 1
    assert not (found.faults and found.may_pass)
    assert all(amount >= 0 for amount in found.consumption.values())
    assert found.answer in ("", *found.answers)


@given(REGISTERS, OFFERED, st.dates(date(2026, 11, 24), date(2028, 1, 1)))
def test_every_doubt_has_an_answer_that_lets_the_reading_pass(register, offer, on):
    found = judge(register, offer, on)

    for answer in found.answers:
        assert judge(register, replace(offer, answer=answer), on).may_pass


@given(st.integers(1, 9), st.data())
def test_zeros_passed_give_what_a_register_of_that_size_counted(digits, data):
    size = 10**digits
    start = data.draw(st.integers(0, size - 1))
    used = data.draw(st.integers(0, size - 1))
    end = (start + used) % size

    found = counted(Decimal(start), Decimal(end), digits, rolled=end < start)

    assert found == used
    assert may_have_rolled(Decimal(start), digits) == (start * 10 > size * 9)
