"""Whatever the status: what comes next, whose turn it is, by when, and what one can do."""

from typing import Any

import pytest

from lk.applications.statuses import STATUSES
from tests.client import Client
from tests.factories import an_application

RUNNING = [code for code, each in STATUSES.items() if not each.is_final and code != "draft"]
ENDED = [code for code, each in STATUSES.items() if each.is_final]
# What the box says of time: a last day, one that has passed, or that there is none.
TERM = ("До ", "Срок прошел", "Срок не установлен")


@pytest.fixture(autouse=True)
def standing_clock(clock: Any) -> Any:
    return clock


def card(client: Client, user: Any, status: str) -> Any:
    case = an_application(user, status)
    return client.open("applications.card", public_id=case.public_id)


def box(page: Any) -> list[str]:
    """The lines of «чей ход»."""
    lines = [each.get_text(" ", strip=True) for each in page.soup.select(".turn.full p")]
    return [line.replace("\xa0", " ") for line in lines]


def buttons(page: Any) -> list[str]:
    return [each.get_text(strip=True) for each in page.soup.select(".acts a.btn:not(.text)")]


@pytest.mark.parametrize("status", RUNNING)
def test_running_case_says_whose_turn_it_is_what_comes_and_by_when(
    signed_in: Client, consumer: Any, status: str
) -> None:
    page = card(signed_in, consumer, status)

    title, text, term, *_ = box(page)
    assert title in {"Ход за вами", "Ход за Горсетями"}
    assert text == STATUSES[status].what_next
    assert term.startswith(TERM)
    assert page.soup.find("h2", string="Что дальше")
    assert buttons(page) or title == "Ход за Горсетями"


@pytest.mark.parametrize("status", ENDED)
def test_ended_case_says_so_and_promises_nothing(
    signed_in: Client, consumer: Any, status: str
) -> None:
    page = card(signed_in, consumer, status)

    assert box(page) == ["Работа по заявке завершена", STATUSES[status].what_next]
    assert page.has_link("Задать вопрос")


@pytest.mark.parametrize("status", ENDED)
def test_case_that_ended_without_a_connection_leads_to_another(
    signed_in: Client, consumer: Any, status: str
) -> None:
    page = card(signed_in, consumer, status)

    leads_on = "Создать заявку" in buttons(page)
    assert leads_on == STATUSES[status].is_refusal == (status != "closed")
