"""How long a session lives, and what ends it (OWASP ASVS 5.0: 7.1–7.4)."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from lk.account import service
from lk.account.models import SignIn, User
from lk.account.service import sessions
from lk.questions import service as questions
from tests.client import Client
from tests.factories import another_consumer

pytestmark = [
    pytest.mark.asvs(number)
    for number in ["7.1.1", "7.3.1", "7.3.2", "7.4.1", "7.4.2", "7.4.3", "7.4.5", "7.5.2"]
]


def begin(user: User, at: Any) -> str:
    present = sessions.begin(
        user=user, at=at, address="192.0.2.1", user_agent="Firefox", password_at=at
    )
    return present.session_token


@pytest.mark.parametrize(
    ("minutes", "is_open"), [(0, True), (29, True), (29.99, True), (30, False), (31, False)]
)
def test_idle_session_ends_after_half_an_hour(
    consumer: User, clock: Any, minutes: float, is_open: bool
) -> None:
    token = begin(consumer, clock.now)

    found = sessions.find(token=token, at=clock.now + timedelta(minutes=minutes))

    assert (found is not None) is is_open


def test_session_in_use_ends_after_twelve_hours(clock: Any, signed_in: Client) -> None:
    for _ in range(28):
        clock.forward(minutes=25)
        assert signed_in.open("account.me").h1 == "Мои данные"
    clock.forward(minutes=20)

    page = signed_in.open("account.me")

    assert page.h1 == "Вход"


def test_last_seen_is_written_once_in_five_minutes(
    clock: Any, signed_in: Client, session: Any
) -> None:
    began = clock.now
    seen = []
    for _ in range(11):
        clock.forward(minutes=1)
        signed_in.open("account.me")
        seen.append((session.scalar(select(SignIn.last_seen_at)) - began).total_seconds() / 60)

    assert seen == [0, 0, 0, 0, 5, 5, 5, 5, 5, 10, 10]


def test_page_that_only_reads_writes_nothing_within_five_minutes(
    clock: Any, signed_in: Client
) -> None:
    clock.forward(minutes=4)

    page = signed_in.open("account.me")

    assert page.statements.written == set()


def test_last_seen_is_kept_by_a_post_too(clock: Any, signed_in: Client, session: Any) -> None:
    page = signed_in.open("account.me")
    clock.forward(minutes=6)

    page.submit("Сохранить", follow=False)

    assert session.scalar(select(SignIn.last_seen_at)) == clock.now


def test_page_says_when_the_session_ends(clock: Any, signed_in: Client) -> None:
    clock.forward(minutes=4)

    page = signed_in.open("account.me")

    ending = page.soup.find(attrs={"data-session-ends": True})
    assert ending["data-session-ends"] == str(26 * 60)


def test_session_costs_one_select_with_the_badge_in_it(
    clock: Any, signed_in: Client, consumer: User, session: Any
) -> None:
    thread = questions.ask(user=consumer, text="Когда подключат?", at=clock.now)
    questions.answer(thread=thread, text="Завтра", by="Петров", at=clock.now)
    session.commit()

    page = signed_in.open("account.password")

    assert len(page.statements.selects) == 1
    assert "Мои вопросы 1 новых" in page.links


@pytest.mark.parametrize("token", ["", "x", "я" * 50, "\udcff"])
def test_token_of_nobody_finds_nobody(app: Any, clock: Any, token: str) -> None:
    found = sessions.find(token=token, at=clock.now)

    assert found is None


def test_closed_account_is_nobody_at_the_next_request(
    clock: Any, signed_in: Client, consumer: User, session: Any
) -> None:
    service.block(login=consumer.login, by="operator", at=clock.now)
    session.commit()

    page = signed_in.open("account.me")

    assert page.h1 == "Вход"


def test_sign_out_everywhere_ends_this_session_too(
    signed_in: Client, another_client: Client, consumer: User
) -> None:
    another_client.sign_in_as(consumer)

    page = signed_in.open("account.me").submit("Выйти везде")

    assert page.h1 == "Вход"
    assert page.flashes == ["Вы вышли на всех устройствах, и на этом тоже."]
    assert another_client.open("account.me").h1 == "Вход"


def test_sign_out_everywhere_leaves_others_alone(signed_in: Client, another_client: Client) -> None:
    another_client.sign_in_as(another_consumer())

    signed_in.open("account.me").submit("Выйти везде")

    assert another_client.open("account.me").h1 == "Мои данные"


def test_office_ends_the_sessions_of_a_person(
    clock: Any, signed_in: Client, consumer: User, session: Any
) -> None:
    ended = service.sign_out_everywhere(user=consumer, actor="office:operator", at=clock.now)
    session.commit()

    assert ended == 1
    assert signed_in.open("account.me").h1 == "Вход"


def test_list_shows_open_sign_ins_and_marks_this_one(
    signed_in: Client, another_client: Client, consumer: User
) -> None:
    another_client.sign_in_as(consumer)

    rows = signed_in.open("account.me").rows("Где вы вошли")

    assert sorted(row["Сетевой адрес"] for row in rows) == ["127.0.0.1", "192.0.2.7"]
    here = [row for row in rows if row["Сетевой адрес"] == "127.0.0.1"]
    assert here[0]["Устройство"] == "Firefox, Linux это вы"


def test_tidying_keeps_known_devices_and_drops_what_is_over(
    consumer: User, session: Any, clock: Any
) -> None:
    begin(consumer, clock.now)
    session.commit()

    service.forget_old_sessions(at=clock.now + timedelta(days=179))
    kept = session.scalars(select(SignIn.id)).all()
    session.commit()
    service.forget_old_sessions(at=clock.now + timedelta(days=181))

    assert len(kept) == 1
    assert session.scalars(select(SignIn.id)).all() == []
