"""What a page asks of the database does not grow with what it shows."""

from datetime import timedelta

import pytest

from lk.clock import now
from tests.client import MOST_SELECTS
from tests.factories import a_consumer, a_thread, an_application, an_empty_draft
from tests.harness.world import World, a_world, address, rules_of

MANY = 50
LEFT_OUT = {"health.readyz"}  # it looks at the database on purpose


def counted(app, client, world: World) -> dict[str, int]:
    found = {}
    for rule in rules_of(app, unsafe=False):
        if rule.endpoint not in LEFT_OUT:
            page = client.open_path(address(client, rule, world.values(rule)), follow=False)
            found[rule.endpoint] = len(page.statements)
    return found


def filled(rich) -> None:
    """Fifty applications over fifty days, a question about each, and some drafts."""
    for number in range(MANY):
        application = an_application(rich, at=now() - timedelta(days=MANY - number))
        a_thread(rich, f"Вопрос {number}", application_id=application.id)
    for _ in range(10):
        an_empty_draft(rich)


def test_pages_ask_as_much_for_fifty_rows_as_for_one(app, client, another_client):
    few, rich = a_world(), a_consumer("rich")
    filled(rich)
    many = a_world(user=rich)
    for number in range(MANY):
        a_thread(rich, f"Вопрос {number}", application_id=many.submitted.id)

    with_few = counted(app, client.sign_in_as(few.user), few)
    with_many = counted(app, another_client.sign_in_as(rich), many)

    assert with_many == with_few
    assert max(with_many.values()) <= MOST_SELECTS


@pytest.mark.parametrize("endpoint", ["home.front", "account.sign_in", "home.help"])
def test_signed_out_pages_ask_nothing(client, endpoint):
    page = client.open(endpoint)

    assert page.statements.selects == []


def test_session_and_its_person_are_one_select(signed_in):
    page = signed_in.open("account.terms")

    assert len(page.statements) == 1


def test_last_seen_is_written_once_in_five_minutes(client, consumer, clock):
    client.sign_in_as(consumer)
    wrote = []

    for minutes in (1, 3, 2, 1, 5):
        clock.forward(minutes=minutes)
        wrote.append(bool(client.open("home.help").statements.written))

    assert wrote == [False, False, True, False, True]
