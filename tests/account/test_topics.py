"""The table of letters: every kind has its words, and what must arrive cannot be switched off."""

import pytest

from lk.account.topics import LETTERS, TOPICS, kind_of, known, masked, purposes_of, topic_of
from lk.outbox.compose import purposes


def test_every_kind_of_letter_is_called_by_name(app):
    assert set(purposes()) <= set(LETTERS)


def test_no_kind_of_letter_belongs_to_two_topics():
    all_of_them = [purpose for each in TOPICS for purpose in each.purposes]

    assert len(all_of_them) == len(set(all_of_them))
    assert set(all_of_them) <= set(LETTERS)


@pytest.mark.parametrize(
    "purpose",
    ["applications.submitted", "applications.corrected", "account.new_device", "account.recovery"],
)
def test_what_must_arrive_has_no_topic(purpose):
    assert topic_of(purpose) is None


@pytest.mark.parametrize(
    "purpose", ["account.recovery", "account.confirm", "account.email_confirm", "no.such"]
)
def test_codes_and_links_are_not_repeated(purpose):
    assert not kind_of(purpose).can_be_resent


def test_codes_of_topics_are_kept_in_order_and_strange_ones_left_out():
    assert known(["drafts", "status", "no-such", "status"]) == ["status", "drafts"]
    assert purposes_of("no-such") == ()


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("ivanova@example.ru", "iv•••@example.ru"),
        ("io@example.ru", "i•••@example.ru"),
        ("a@почта.рф", "a•••@почта.рф"),
    ],
)
def test_address_is_shown_to_be_recognised_by_its_owner_alone(address, shown):
    assert masked(address) == shown
