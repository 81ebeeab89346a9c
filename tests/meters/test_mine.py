"""«Мои приборы учета»: the page with its search, without scripts and as htmx asks for it."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.client import Client
from tests.factories import a_contract, a_meter, another_consumer
from tests.harness.meters import FIG20, a_reading
from tests.page import Page


@pytest.fixture
def eight(consumer: Any) -> list[Any]:
    """Enough to be searched."""
    streets = ("Светлая", "Ёлочная", "Мира", "Лесная", "Кирова", "Садовая", "Озерная", "Новая")
    return [
        a_meter(a_contract(consumer), f"10{place}", address=f"г. Томск, ул. {street}, д. 3")
        for place, street in enumerate(streets)
    ]


def numbers(page: Page) -> list[str]:
    return [row["Счетчик и договор"].split()[0] for row in page.rows("Мои приборы учета")]


def test_empty_list_leads_to_adding(signed_in: Client):
    page = signed_in.open("meters.mine")

    assert page.link("Добавить прибор учета") == "/lk/meters/add"
    assert not page.has_field("Найти")


def test_few_meters_are_a_simple_list(signed_in: Client, consumer: Any):
    contract = a_contract(consumer, "38005843")
    meter = a_meter(contract, "720021", history=FIG20, removed_on=date(2016, 12, 1))

    page = signed_in.open("meters.mine")

    assert page.rows("Мои приборы учета") == [
        {
            "Счетчик и договор": "720021 договор 38005843",
            "Адрес, тип и тариф": "г. Томск, пер. Светлый, д. 3 РИМ 614.01, Общий тариф",
            "Показание": "74 525 Ноябрь 2016",
            "Состояние": "Снят с учета",
        }
    ]
    assert page.link("720021") == f"/lk/meters/{meter.public_id}/"
    assert not page.has_field("Найти")
    assert not page.has_link("Внести показание")


def test_line_says_whether_a_reading_is_awaited(clock: Any, signed_in: Client, consumer: Any):
    ours = a_contract(consumer)
    due, sent = a_meter(ours, "1"), a_meter(ours, "2")
    a_meter(a_contract(consumer, may_send=False), "3")
    a_meter(a_contract(consumer, kind="organisation"), "4")
    a_reading(sent, consumer)
    a_reading(a_meter(ours, "5"), consumer, state="exported")

    page = signed_in.open("meters.mine", order="number")

    told = [row["Состояние"] for row in page.rows("Мои приборы учета")]
    assert told == [
        "Показание не передано Внести показание счетчика 1",
        "Показание передано Исправить показание счетчика 2",
        "В работе",
        "В работе Внести показание счетчика 4",
        "Показание передано",
    ]
    assert page.link("Внести показание счетчика 1") == f"/lk/meters/{due.public_id}/reading"


def test_search_works_without_scripts(signed_in: Client, eight: list[Any]):
    page = signed_in.open("meters.mine")

    found = page.search("Найти", Найти="елочн")

    assert numbers(found) == ["101"]
    assert found.field("Найти").value == "елочн"
    assert "Найдено: 1 прибор учета." in found.text
    assert "text=%D0%B5%D0%BB%D0%BE%D1%87%D0%BD" in found.link("CSV для Excel")


def test_nothing_found_leads_back_to_all(signed_in: Client, eight: list[Any]):
    page = signed_in.open("meters.mine", text="нет такого")

    assert "Ничего не нашлось." in page.text
    assert len(numbers(page.click("посмотрите все приборы учета"))) == 8


def test_filters_and_order_stand_in_the_address(signed_in: Client, eight: list[Any]):
    page = signed_in.open("meters.mine")

    found = page.search("Найти", Состояние="В работе", Порядок="По номеру счетчика")

    assert numbers(found) == [f"10{place}" for place in range(8)]
    assert found.field("Порядок").value == "По номеру счетчика"
    assert "order=number" in found.link("XLSX")


def test_contracts_and_tariffs_are_offered_where_there_are_several(
    signed_in: Client, consumer: Any, eight: list[Any]
):
    page = signed_in.open("meters.mine")
    a_meter(a_contract(consumer, "555"), tariff="Двухзонный тариф")

    more = signed_in.open("meters.mine", contract="555")

    assert page.has_field("Договор")
    assert not page.has_field("Тариф")
    assert len(numbers(more)) == 1
    assert more.field("Договор").value == "555"
    assert more.has_field("Тариф")


def test_pages_go_on_and_back_by_meter(signed_in: Client, consumer: Any):
    contract = a_contract(consumer)
    for place in range(45):
        a_meter(contract, f"{place:03}")

    first = signed_in.open("meters.mine", order="number", text="томск")
    third = first.click("Дальше").click("Дальше")
    back = third.click("Назад").click("Назад")

    assert (len(numbers(first)), numbers(third)[0]) == (20, "040")
    assert numbers(back) == numbers(first)
    assert "text=" in first.link("Дальше")
    assert "Найдено: 45 приборов учета." in third.text
    assert "page=" not in third.path


def test_page_that_is_gone_leads_to_the_start(signed_in: Client, eight: list[Any]):
    page = signed_in.open("meters.mine", after="0" * 26)

    assert "С тех пор список изменился." in page.text
    assert len(numbers(page.click("Откройте его с начала"))) == 8


def test_htmx_gets_the_lines_and_the_count_alone(signed_in: Client, eight: list[Any]):
    page = signed_in.open("meters.mine", text="мира", fragment=True)

    count = page.soup.find(id="meter-count")
    assert count
    assert count["hx-swap-oob"] == "innerHTML"
    assert count.get_text(strip=True) == "Найдено: 1\N{NO-BREAK SPACE}прибор учета."
    assert [cell.get_text() for cell in page.soup.select("td .id")] == ["102"]
    assert page.soup.find("form") is None


def test_search_field_is_live_and_stays(signed_in: Client, eight: list[Any]):
    page = signed_in.open("meters.mine")

    form = page.soup.find("form", role="search")
    assert form
    assert form["hx-target"] == "#meter-rows"
    assert form["hx-replace-url"] == "true"
    assert "delay:" in str(form["hx-trigger"])
    assert not form.find_parent(id="meter-rows")
    assert page.soup.find(id="meter-count")["role"] == "status"


def test_text_of_the_billing_is_shown_as_text(signed_in: Client, consumer: Any):
    contract = a_contract(consumer, "<b>1</b>")
    a_meter(contract, "<i>2</i>", address='"><script>alert(1)</script>', type="a&b", tariff="<u>")

    page = signed_in.open("meters.mine")

    row = page.rows("Мои приборы учета")[0]
    assert row["Адрес, тип и тариф"] == '"><script>alert(1)</script> a&b, <u>'
    assert row["Счетчик и договор"] == "<i>2</i> договор <b>1</b>"
    assert page.main.select("table script, table b, table i, table u") == []


def test_hidden_address_and_past_are_not_shown(signed_in: Client, consumer: Any):
    hidden = a_contract(consumer, bound={"sees_from": date(2016, 12, 2)})
    a_meter(hidden, "1", history=FIG20)

    row = signed_in.open("meters.mine").rows("Мои приборы учета")[0]

    assert row["Адрес, тип и тариф"].startswith("г. Томск, … РИМ")
    assert row["Показание"] == "—"


@pytest.mark.parametrize(
    "odd", ["\0", "\ud800", "ж" * 5000, "%", "_", "'\";--", "а " * 400, "\x1f"]
)
def test_odd_search_is_answered(signed_in: Client, eight: list[Any], odd: str):
    query = {name: odd for name in ("text", "contract", "tariff", "state", "order", "after")}

    answer = signed_in.ask("GET", "/lk/meters/mine", query_string=_bytes(query))

    assert answer.status_code == 200


def _bytes(query: dict[str, str]) -> str:
    return urlencode(query, errors="surrogatepass")


def test_page_takes_as_many_selects_for_sixty_meters_as_for_thirty(
    signed_in: Client, consumer: Any, eight: list[Any]
):
    counts = [len(signed_in.open("meters.mine").statements.selects)]
    for _ in range(2):
        for _ in range(30):
            a_meter(a_contract(consumer), history=FIG20)
        counts.append(len(signed_in.open("meters.mine").statements.selects))

    assert counts == [2, 3, 3]  # a list that goes on tells not itself what there is


def test_19_anothers_meter_is_404(signed_in: Client, consumer: Any):
    foreign = a_meter(a_contract(another_consumer()), "900900", address="г. Томск, ул. Чужая")
    a_meter(a_contract(consumer), "1")

    page = signed_in.open("meters.card", public_id=foreign.public_id)

    assert page.status == 404
    assert "900900" not in signed_in.open("meters.mine", text="чужая").text
    assert "900900" not in signed_in.open("meters.mine", after=foreign.public_id).text
