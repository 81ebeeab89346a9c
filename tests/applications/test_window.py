"""The half hour after the submission, as a rule."""

from datetime import UTC, datetime, timedelta

import pytest

from lk.applications import rules

SENT = datetime(2026, 11, 24, 5, 4, tzinfo=UTC)
END = SENT + timedelta(minutes=30)


@pytest.mark.parametrize("code", rules.STATUSES)
def test_half_an_hour_runs_until_the_office_goes_on(code):
    assert rules.window_end(code, SENT) == (END if code in {"submitted", "registered"} else None)
    assert rules.window_end(code, None) is None


@pytest.mark.parametrize("code", rules.STATUSES)
def test_correction_that_was_begun_is_open_until_its_end(code):
    always, while_open = code in {"draft", "need_docs"}, code in {"submitted", "registered"}

    for rule in (rules.may_edit, rules.may_attach):
        assert rule(code, END, END - timedelta(seconds=1)) is (always or while_open)
        assert rule(code, END, END) is always
        assert rule(code, None, SENT) is always
