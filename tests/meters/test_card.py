"""The card of a meter (fig. 20), as its owner sees it."""

from datetime import date
from decimal import Decimal

import pytest

from lk.clock import now
from lk.meters.models import MeterEvent
from tests.factories import FIG20, a_contract, a_meter, another_consumer
from tests.harness.meters import billed
from tests.harness.writing import start_writing

REMOVED = date(2016, 12, 1)


@pytest.fixture
def contract(consumer):
    return a_contract(consumer, "38005843")


def a_card(client, meter, **query):
    return client.open("meters.card", public_id=meter.public_id, **query)


def remember(session, *rows):
    start_writing()
    session.add_all(rows)
    session.commit()


def why(page, period: str) -> str:
    """What «почему столько?» of that month says."""
    (row,) = [each for each in page.rows("История показаний") if each["Период"].startswith(period)]
    return row["Пояснение"]


def test_card_has_the_lines_of_figure_20_in_its_order(signed_in, contract):
    page = a_card(signed_in, a_meter(contract, "720021", history=FIG20, removed_on=REMOVED))

    assert page.h1 == "Прибор учета: 720021"
    assert page.text.startswith("Прибор учета: 720021 Номер договора 38005843 Адрес")
    assert list(page.facts.items()) == [
        ("Номер договора", "38005843"),
        ("Адрес", "г. Томск, пер. Светлый, д. 3"),
        ("Номер счетчика", "720021"),
        ("Тип счетчика", "РИМ 614.01"),
        ("Тариф", "Общий тариф"),
        ("Расчётный коэффициент", "1"),
        ("Показание счетчика", "74 525"),
        ("Дата показания", "01.12.2016"),
        ("Период", "Ноябрь 2016"),
        ("Расход", "688 кВт·ч"),
    ]
    assert [each for each in page.links if each in {"Приборы учета", "Мои приборы учета"}]
    assert page.soup.find("nav", attrs={"aria-label": "Вы здесь"}).find_all("li")[-1].text == "ПУ"


def test_removed_meter_takes_no_reading_and_says_so(signed_in, contract):
    page = a_card(signed_in, a_meter(contract, history=FIG20, removed_on=REMOVED))

    assert "Счетчик снят с учета, внесение данных не возможно." in page.text
    assert not page.has_link("Внести показание")


def test_meter_in_use_offers_to_send_a_reading(signed_in, contract):
    page = a_card(signed_in, a_meter(contract, history=FIG20))

    assert page.link("Внести показание").endswith("/reading")
    assert "снят с учета" not in page.text


def test_contract_that_may_not_send_explains_why(signed_in, consumer):
    page = a_card(signed_in, a_meter(a_contract(consumer, may_send=False), history=FIG20))

    assert not page.has_link("Внести показание")
    assert "По этому договору показания через кабинет не принимаются." in page.text
    assert "нет общедомовых приборов учета" in page.text
    assert "999-888" in page.text


def test_history_of_figure_20_is_the_table_of_the_manual_and_explains_each_month(
    signed_in, contract
):
    page = a_card(signed_in, a_meter(contract, history=FIG20))
    rows = page.rows("История показаний")

    assert [(each["Расход"], each["Показание"]) for each in rows][:3] == [
        ("688", "74 525"),
        ("181", "74 525"),
        ("780", "74 345"),
    ]
    assert len(rows) == len(FIG20)
    assert why(page, "Ноябрь 2016").startswith("почему 688?")
    assert "= 687,67, после округления 688 кВт·ч." in why(page, "Ноябрь 2016")
    assert "Начислено 181, а не 180" in why(page, "Октябрь 2016")
    assert "70 400 − 69 559 = 841 кВт·ч." in why(page, "Апрель 2016")
    assert "первая строка истории" in why(page, "Январь 2016")


def test_calculated_month_is_marked_in_words_and_hatched_in_the_drawing(signed_in, contract):
    page = a_card(signed_in, a_meter(contract, history=FIG20))
    drawing = page.soup.find("svg", attrs={"role": "img"})
    hatched = [each for each in drawing.find_all("rect") if "url(#" in each.get("fill", "")]

    assert page.rows("История показаний")[0]["Период"] == "Ноябрь 2016 по среднему"
    assert [each.text for each in hatched] == ["688, Ноябрь 2016"]
    assert "посчитано не по показанию: ноябрь 2016" in drawing.find("desc").text.lower()


def test_drawing_stands_beside_a_table_of_the_same_numbers(signed_in, contract):
    page = a_card(signed_in, a_meter(contract, history=FIG20))

    assert [each["Расход, кВт·ч"] for each in page.rows("Расход по месяцам")][:3] == [
        "688",
        "181",
        "780",
    ]


def test_years_older_than_the_newest_are_folded(signed_in, contract):
    history = [("2015-12", 66547, 900, "actual"), *FIG20]
    page = a_card(signed_in, a_meter(contract, history=history))
    folded = page.soup.find("summary", string="2015 год").find_parent("details")

    assert not folded.has_attr("open")
    assert "Декабрь 2015" in folded.text
    assert "67 717 − 66 547 = 1 170" in why(page, "Январь 2016")


def test_meter_without_history_says_that_there_is_none_yet(signed_in, contract):
    page = a_card(signed_in, a_meter(contract))

    assert page.facts["Показание счетчика"] == "—"
    assert "Расчетный центр еще не передал ни одного месяца." in page.text
    assert page.soup.find("svg", attrs={"role": "img"}) is None


def test_zones_are_shown_each_and_added_up(signed_in, contract, session):
    meter = a_meter(contract, zones=2, history=[("2026-09", 100, 40, "actual")])
    remember(session, *billed(meter, [("2026-09", 60, 25, "actual")], zone=2))
    page = a_card(signed_in, meter)

    assert page.facts["Показание счетчика"] == "день 100 ночь 60"
    assert page.facts["Расход"] == "65 кВт·ч"
    assert page.rows("История показаний")[0]["Расход"] == "65 день 40 ночь 25"
    assert page.rows("Расход по месяцам")[0]["Расход, кВт·ч"] == "65"


def a_replacement(contract, session):
    """The old one's last month is March; both devices count in April, in one row of the new."""
    day = date(2026, 4, 12)
    old = a_meter(
        contract, "111", removed_on=day,
        history=[("2026-02", 99900, 90, "actual"), ("2026-03", 99990, 90, "actual")],
    )  # fmt: skip
    new = a_meter(
        contract, "222", digits=6, installed_on=day, replaces_id=old.id,
        history=[("2026-04", 50, 108, "actual"), ("2026-05", 130, 80, "actual")],
    )  # fmt: skip
    swap = MeterEvent(
        meter_id=new.id, on=day, code="replaced", before=Decimal(50), after=Decimal(2)
    )
    remember(session, swap)
    return old, new


def test_13_replaced_meter_has_one_history_and_no_negative_month(signed_in, contract, session):
    _, new = a_replacement(contract, session)
    page = a_card(signed_in, new)
    rows = page.rows("История показаний")

    assert [each["Период"] for each in rows] == [
        "Май 2026",
        "Апрель 2026",
        "Март 2026 счетчик № 111",
        "Февраль 2026 счетчик № 111",
    ]
    assert [each["Расход"] for each in rows] == ["80", "108", "90", "90"]
    assert [each["Расход, кВт·ч"] for each in page.rows("Расход по месяцам")] == [
        "80", "108", "90", "90",
    ]  # fmt: skip
    assert "Старый, до замены: 100 000 + 50 − 99 990 = 60 кВт·ч." in why(page, "Апрель 2026")
    assert "Новый, после замены: 50 − 2 = 48 кВт·ч." in why(page, "Апрель 2026")
    assert "Вместе: 60 + 48 = 108 кВт·ч." in why(page, "Апрель 2026")
    assert "−" not in "".join(each["Расход"] for each in rows)
    assert all(float(each["height"].rstrip("%")) >= 0 for each in page.soup.select("svg svg rect"))


def test_life_of_a_replaced_meter_is_one_line(signed_in, contract, session):
    old, new = a_replacement(contract, session)
    page, gone = a_card(signed_in, new), a_card(signed_in, old)

    assert "Счетчик заменен 12.04.2026 Вместо счетчика № 111 стоит № 222." in page.text
    assert "Последнее показание старого 50, первое нового 2." in page.text
    assert gone.link("счетчик № 222") == page.path
    assert "Май 2026" not in gone.text


def test_card_of_another_person_is_not_there(signed_in):
    theirs = a_meter(a_contract(another_consumer()))
    unbound = a_meter(a_contract(another_consumer(), bound={"unbound_at": now()}))

    assert a_card(signed_in, theirs).status == 404
    assert a_card(signed_in, unbound).status == 404


def test_unbound_contract_takes_its_cards_along(signed_in, consumer):
    gone = a_meter(a_contract(consumer, bound={"unbound_at": now()}))

    assert a_card(signed_in, gone).status == 404
