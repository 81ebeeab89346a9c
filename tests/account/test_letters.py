"""Letters of the account: both parts, links to our own address, nothing secret before sending."""

from typing import Any

import pytest
from sqlalchemy import select

from lk import outbox
from lk.account import rules, service
from lk.account.models import Link, User
from lk.account.service import sessions
from lk.outbox import Letter
from lk.outbox.compose import purposes
from tests.account.test_service import register
from tests.factories import a_consumer
from tests.harness.letters import Letters, SentLetter

SENT = [
    "account.confirm",
    "account.approved",
    "account.already",
    "account.login",
    "account.recovery",
    "account.email_confirm",
    "account.email_notice",
    "account.new_device",
    "account.password_changed",
    "account.consent_withdrawn",
    "account.blocked",
    "account.erasure_soon",
    "account.erased",
]


@pytest.fixture
def everything(
    app: Any, clock: Any, client: Any, consumer: User, letters: Letters, session: Any
) -> dict[str, SentLetter]:
    """One letter of each purpose."""
    at, own = clock.now, {"to": consumer.email, "user_id": consumer.id}
    pending = register("pending", "pending@example.ru", at)
    consumer.wait_for_email("new@example.ru")
    present = sessions.begin(
        user=consumer, at=at, address="192.0.2.1", user_agent="Firefox", password_at=at
    )
    serial, named = consumer.mail_serial, {"registration": pending.public_id}
    outbox.put("account.approved", to="pending@example.ru", at=at, serial=1, **named)
    for purpose in ("already", "login", "password_changed", "consent_withdrawn", "blocked"):
        outbox.put(f"account.{purpose}", at=at, **own)
    outbox.put("account.recovery", at=at, nonce_hash="x", **own)
    outbox.put("account.email_notice", at=at, by_office=False, **own)
    outbox.put("account.new_device", at=at, sign_in_id=present.sign_in.id, **own)
    outbox.put(
        "account.email_confirm", to="new@example.ru", at=at, user_id=consumer.id, serial=serial
    )
    gone = a_consumer("gone")
    gone.blocked_at = at
    ends_at, to = (at + rules.ERASURE).isoformat(), gone.email
    outbox.put("account.erasure_soon", to=to, at=at, user_id=gone.id, ends_at=ends_at)
    outbox.put("account.erased", to=to, at=at, has_cases=True)
    order = session.scalars(select(Letter.purpose).order_by(Letter.id)).all()
    session.commit()
    return dict(zip(order, letters.all, strict=True))


def test_every_purpose_of_the_account_is_tried_here() -> None:
    known = [each for each in purposes() if each.startswith("account.")]

    assert known == sorted(SENT)


@pytest.mark.parametrize("purpose", SENT)
def test_letter_has_a_subject_and_both_parts_in_russian(
    everything: dict[str, SentLetter], purpose: str
) -> None:
    letter = everything[purpose]

    assert letter.subject
    for part in (letter.text, letter.html):
        assert "Здравствуйте" in part
        assert "ООО «Горсети»" in part
        assert "{{" not in part
        assert "None" not in part


@pytest.mark.parametrize("purpose", SENT)
def test_links_lead_to_the_external_address_alone(
    everything: dict[str, SentLetter], purpose: str
) -> None:
    letter = everything[purpose]

    own = [each for each in letter.links if each.startswith("https://lk.test/lk/")]
    assert own == letter.links
    html = [each for each in letter.html_links if not each.startswith("tel:")]
    assert all(each.startswith("https://lk.test/lk/") for each in html)


@pytest.mark.parametrize(
    ("purpose", "path"),
    [
        ("account.confirm", "/lk/confirm/"),
        ("account.approved", "/lk/confirm/"),
        ("account.email_confirm", "/lk/email/confirm/"),
        ("account.email_notice", "/lk/email/cancel/"),
    ],
)
def test_link_of_the_act_is_the_first_address(
    everything: dict[str, SentLetter], purpose: str, path: str
) -> None:
    letter = everything[purpose]

    assert letter.paths[0].startswith(path)
    assert letter.html_links[0].endswith(letter.paths[0])


def test_letter_sent_again_by_the_office_has_a_working_link(
    app: Any, clock: Any, session: Any, letters: Letters, client: Any
) -> None:
    register("pending", "pending@example.ru", clock.now)
    letters.deliver()
    outbox.service.send_again(session.scalars(select(Letter)).one(), at=clock.now)
    session.commit()

    page = client.open_path(letters.last("pending@example.ru").paths[0])

    assert page.buttons == ["Завершить регистрацию"]


def test_letter_that_lost_its_reason_is_not_sent(
    app: Any, clock: Any, session: Any, letters: Letters
) -> None:
    register("pending", "pending@example.ru", clock.now)
    service.find_user(login="pending").wait_for_email("pending@example.ru")
    session.commit()

    letters.deliver()

    assert letters.to("pending@example.ru") == []
    assert session.scalars(select(Letter)).one().state == "unneeded"


def test_outbox_and_links_hold_no_token(
    app: Any, clock: Any, session: Any, letters: Letters
) -> None:
    register("pending", "pending@example.ru", clock.now)
    session.commit()
    token = letters.last("pending@example.ru").paths[0].rpartition("/")[2]

    facts = session.scalars(select(Letter.facts)).all()
    sums = session.scalars(select(Link.token_hash)).all()

    assert token not in repr([facts, sums])
    assert len(sums) == 1


def test_values_of_a_person_are_escaped_in_the_html_part(
    app: Any, consumer: User, session: Any, clock: Any, letters: Letters
) -> None:
    consumer.name = '"><x-y onz=1>{{7*7}}'
    session.commit()

    outbox.put("account.password_changed", to=consumer.email, at=clock.now, user_id=consumer.id)

    html = letters.last(consumer.email).html
    assert "<x-y" not in html
    assert "49" not in html.replace("#4d5967", "")
