from datetime import timedelta

import pytest

from lk.outbox.rules import LAST_ATTEMPT, pause_after, reason_of


@pytest.mark.parametrize(
    ("attempts", "seconds"),
    [(1, 15), (2, 30), (3, 60), (4, 120), (8, 1920), (12, 21600), (17, 21600)],
)
def test_pause_doubles_up_to_six_hours(attempts, seconds):
    assert pause_after(attempts) == timedelta(seconds=seconds)


def test_it_is_given_up_after_more_than_two_days():
    waited = sum((pause_after(n) for n in range(1, LAST_ATTEMPT)), timedelta(0))

    assert pause_after(LAST_ATTEMPT) is None
    assert waited > timedelta(days=1, hours=12)


@pytest.mark.parametrize(
    ("note", "reason"),
    [
        ("", ""),
        ("SMTPRecipientsRefused: {'a@b.ru': (550, b'no such user')}", "address"),
        ("SMTPDataError: (421, b'later')", "server"),
        ("ConnectionRefusedError: [Errno 111] Connection refused", "server"),
        ("KeyError", "ours"),
    ],
)
def test_what_kept_a_letter_back_is_told_from_its_note(note, reason):
    assert reason_of(note) == reason
