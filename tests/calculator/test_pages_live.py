"""The part of the page that comes while somebody types: sums, lines, notices, the new address."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.calculator.asking import FIG_15, ask, demo_tariff, put_in_force, sums
from tests.calculator.by_hand_tariffs import DEMO
from tests.client import Client
from tests.harness.controls import words


@pytest.fixture(autouse=True)
def tariff(app):
    demo_tariff()


def test_part_has_the_same_sums_as_the_page(client: Client):
    page, part = ask(client, power="200"), ask(client, fragment=True, power="200")

    assert part.soup.find("h1") is None
    assert words(part.soup)[:20] in page.text
    assert [each.text for each in part.soup.select(".calc-sum b")] == [
        each.text for each in page.soup.select(".calc-sum b")
    ]


def test_fields_are_never_part_of_it(client: Client):
    part = ask(client, fragment=True)

    assert part.soup.select("input, select, textarea, label") == []


def test_lines_come_beside_the_sums(client: Client):
    part = ask(client, fragment=True)

    beside = part.soup.select("[hx-swap-oob]")
    assert [each["id"] for each in beside] == ["breakdown"]
    assert beside[0]["hx-swap-oob"] == "innerHTML"


def test_refused_part_has_a_notice_for_its_field_and_no_sums(client: Client):
    part = ask_refused(client, power="abc", distance="-1")

    assert part.status == 422
    beside = {each["id"]: words(each) for each in part.soup.select("[hx-swap-oob]")}
    assert beside == {
        "breakdown": "",
        "power-notice": "Мощность, кВт: введите число, например 15 или 1,5",
        "distance-notice": ("Расстояние до сетей электроснабжения, метры: нужно число от нуля"),
    }
    assert [each["data-refused"] for each in part.soup.select("[data-refused]")] == [
        "power",
        "distance",
    ]


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ({}, "?power=15&distance=100&voltage=0.4&reliability=III"),
        (
            {"previous": "", "group": "", "meter_points": "1", "territory": "city"},
            "?power=15&distance=100&voltage=0.4&reliability=III",
        ),
        (
            {"previous": "5", "on": "01.03.2021"},
            "?power=15&distance=100&voltage=0.4&reliability=III&on=01.03.2021&previous=5",
        ),
        (
            {"power": "1 000", "drawn_for": "demo"},
            "?power=1+000&distance=100&voltage=0.4&reliability=III",
        ),
    ],
)
def test_address_of_the_browser_follows_in_short(client: Client, query, address):
    part = ask(client, fragment=True, **query)

    assert part.headers["HX-Replace-Url"] == f"/lk/calculator{address}"


def test_address_follows_when_something_is_refused_too(client: Client):
    part = ask_refused(client, power="abc")

    address = "/lk/calculator?power=abc&distance=100&voltage=0.4&reliability=III"
    assert part.headers["HX-Replace-Url"] == address


def test_line_breaks_in_a_field_do_not_get_into_the_headers(client: Client):
    part = ask_refused(client, power="15\r\nSet-Cookie: a=b\r\n\r\n")

    assert part.status == 422
    assert "\n" not in part.headers["HX-Replace-Url"]
    assert "Set-Cookie" not in part.headers


def test_part_leaves_no_cookie(client: Client):
    part = ask(client, fragment=True)

    assert "Set-Cookie" not in part.headers


def test_part_asks_the_database_once(client: Client):
    ask(client, fragment=True)

    part = ask(client, fragment=True)

    assert len(part.statements) <= 1


def test_typing_does_not_ask_who_is_there(signed_in: Client):
    ask(signed_in, fragment=True)

    part = ask(signed_in, fragment=True)

    assert [sql for sql in part.statements.selects if "sessions" in sql] == []


def test_form_asks_the_latest_and_waits_for_a_pause(client: Client):
    form = client.open("calculator.form").soup.find(id="calculator")

    assert form["method"] == "get"
    assert form["hx-sync"] == "this:replace"
    assert "delay:300ms" in form["hx-trigger"]
    assert form["hx-target"] == "#sums"
    assert form["hx-status:422"] == "swap:innerHTML"


def test_result_is_a_live_region_that_is_there_from_the_beginning(client: Client):
    region = client.open("calculator.form").soup.find(id="sums")

    assert region["aria-live"] == "polite"


def test_page_restored_from_history_is_whole(client: Client):
    page = client.open_path(
        "/lk/calculator",
        query=FIG_15,
        fragment=True,
        headers={"HX-History-Restore-Request": "true"},
    )

    assert page.h1 == "Калькулятор"
    assert len(sums(page)) == 2


def ask_refused(client: Client, **query: str):
    """Unchecked: its links lead to the fields of the page around it."""
    client.checks_pages = False
    return ask(client, fragment=True, **query)


def test_part_that_was_drawn_once_is_drawn_anew_by_another_tariff(client: Client):
    first, again = ask(client, fragment=True), ask(client, fragment=True)
    change_demo()

    changed = ask(client, fragment=True)

    assert again.body == first.body
    assert again.headers["HX-Replace-Url"] == first.headers["HX-Replace-Url"]
    assert "13 202.00" in first.text
    assert "14 000.00" in changed.text


def change_demo():
    """A later order, from the day before yesterday."""
    rates = [replace(each, value=Decimal(14000)) for each in DEMO.rates if each.code == "C1"]
    changed = replace(
        DEMO,
        code="demo-2026",
        effective_from=date(2026, 11, 22),
        rates=(*rates, *(each for each in DEMO.rates if each.code != "C1")),
    )
    put_in_force(changed)
