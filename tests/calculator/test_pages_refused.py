"""Bad input: 422, a message at the field, what was typed stays."""

import pytest

from tests.calculator.asking import ask, demo_tariff, sums
from tests.client import Client

POWER = "Мощность, кВт"
DISTANCE = "Расстояние до сетей электроснабжения, метры"


@pytest.fixture(autouse=True)
def tariff(app):
    demo_tariff()


# What opens the fields that are asked only for some answers.
OPENERS = {"members": {"group": "partnership"}, "meter_points": {"meter_kind": "1ф прямого"}}


def test_closed_field_says_nothing_whatever_stands_in_it(client: Client):
    page = ask(client, members="0", second_distance="много", meter_points="-1")

    assert sums(page) == ["13 202.00 рублей", "10 491.60 рублей"]
    assert "Условия: Мощность, кВт — 15;" in page.text
    assert "Членов" not in page.text.split("Условия:")[1].split("По стандартизированным")[0]


@pytest.mark.parametrize(
    "query",
    [
        {"sections": "2"},
        {"long": "y"},
        {"section_kind": "реклоузер", "sections": "1"},
    ],
)
def test_what_the_tariff_has_no_rate_for_is_never_left_out_of_the_sum(client: Client, query):
    page = ask(client, power="200", distance="400", **query)

    assert "13 202.00" not in " ".join(sums(page))
    assert "не установлен" in page.text or "нет" in page.text


def test_what_the_tariff_does_not_know_is_still_checked(client: Client):
    page = ask(client, sections="abc")

    assert page.status == 422


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Заполните поле «Мощность, кВт»"),
        ("   ", "Заполните поле «Мощность, кВт»"),
        ("abc", "Мощность, кВт: введите число, например 15 или 1,5"),
        ("пятнадцать", "Мощность, кВт: введите число, например 15 или 1,5"),
        ("15 кВт", "Мощность, кВт: введите число, например 15 или 1,5"),
        ("0", "Мощность, кВт: нужно число больше нуля"),
        ("0,000", "Мощность, кВт: нужно число больше нуля"),
        ("-1", "Мощность, кВт: нужно число больше нуля"),
        ("−15", "Мощность, кВт: нужно число больше нуля"),
        ("1e999", "Мощность, кВт: введите число, например 15 или 1,5"),
        ("1e3", "Мощность, кВт: введите число, например 15 или 1,5"),
        ("NaN", "Мощность, кВт: введите число, например 15 или 1,5"),
        ("Infinity", "Мощность, кВт: введите число, например 15 или 1,5"),
        ("٣٤٥", "Мощность, кВт: введите число, например 15 или 1,5"),
        ("1.2.3", "Мощность, кВт: введите число, например 15 или 1,5"),
        ("1.000,5", "Мощность, кВт: введите число, например 15 или 1,5"),
        ("10 00", "Мощность, кВт: введите число, например 15 или 1,5"),
        ("1,2345", "Мощность, кВт: после запятой не больше 3 знаков"),
        ("1000001", "Мощность, кВт: не больше 1 000 000"),
        ("9" * 40, "Мощность, кВт: не больше 1 000 000"),
        ("9" * 6000, "Мощность, кВт: не больше 1 000 000"),
        ("1\0", "Уберите из поля «Мощность, кВт» недопустимые символы и введите текст заново"),
    ],
)
def test_power_that_is_none_is_refused_at_its_field(client: Client, typed, message):
    page = ask(client, power=typed)

    assert page.status == 422
    assert page.notices == {POWER: message}
    assert page.errors == [message]
    assert page.field(DISTANCE).value == "100"
    assert sums(page) == []


@pytest.mark.parametrize("typed", ["abc", "-1", "1e999", "1,2345", "1 000 001"])
def test_what_was_typed_stays(client: Client, typed):
    assert ask(client, power=typed).field(POWER).value == typed


def test_what_no_page_can_hold_is_left_out_of_what_stays(client: Client):
    assert ask(client, power="1\0\x01\x0c5").field(POWER).value == "15"


@pytest.mark.parametrize(
    ("typed", "total"),
    [
        ("1,5", "1 049.16 рублей"),
        ("1.5", "1 049.16 рублей"),
        ("1,234", "863.11 рублей"),
        ("1 000", "699 440.00 рублей"),
        ("1\u00a0000", "699 440.00 рублей"),
        ("1\u202f000,50", "699 789.72 рублей"),
        (" 15 ", "10 491.60 рублей"),
        ("015", "10 491.60 рублей"),
        ("15,000000", "10 491.60 рублей"),
    ],
)
def test_numbers_are_read_as_people_write_them(client: Client, typed, total):
    page = ask(client, power=typed, distance="0")

    assert page.status == 200
    assert sums(page)[1] == total


@pytest.mark.parametrize(
    ("name", "label", "typed", "message"),
    [
        ("distance", DISTANCE, "", f"Заполните поле «{DISTANCE}»"),
        ("distance", DISTANCE, "-0,5", f"{DISTANCE}: нужно число от нуля"),
        ("distance", DISTANCE, "100001", f"{DISTANCE}: не больше 100 000"),
        ("voltage", "Напряжение, кВ", "0.5", "Напряжение, кВ: выберите значение из списка"),
        ("voltage", "Напряжение, кВ", "", "Заполните поле «Напряжение, кВ»"),
        (
            "reliability",
            "Категория электроснабжения",
            "IV",
            "Категория электроснабжения: выберите значение из списка",
        ),
        (
            "on",
            "Дата расчета",
            "31.02.2026",
            "Дата расчета: такого дня в календаре нет, проверьте число и месяц",
        ),
        ("on", "Дата расчета", "вчера", "Дата расчета: введите дату, например 24.11.2026"),
        ("on", "Дата расчета", "01.01.1999", "Дата расчета: нужна дата с 2000 по 2100 год"),
        (
            "territory",
            "Тип населенного пункта",
            "луна",
            "Тип населенного пункта: выберите значение из списка",
        ),
        (
            "previous",
            "Ранее присоединенная мощность, кВт",
            "-1",
            "Ранее присоединенная мощность, кВт: нужно число от нуля",
        ),
        (
            "members",
            "Членов в товариществе или кооперативе",
            "0",
            "Членов в товариществе или кооперативе: не меньше 1",
        ),
        ("meter_points", "Точки учета, шт.", "1,5", "Точки учета, шт.: введите целое число"),
    ],
)
def test_every_field_says_what_is_wrong_with_it(client: Client, name, label, typed, message):
    page = ask(client, **OPENERS.get(name, {}), **{name: typed})

    assert page.status == 422
    assert page.notices == {label: message}


def test_field_of_another_tariff_is_shown_so_that_it_can_be_mended(client: Client):
    page = ask(client, sections="много", substation_kind="x", long="может быть")

    assert page.status == 422
    assert page.field("Пункты секционирования, шт.").value == "много"
    assert "Работы займут больше года" in page.notices


def test_query_with_nothing_of_ours_is_a_first_visit(client: Client):
    page = client.open_path("/lk/calculator", query={"utm_source": "letter"})

    assert page.status == 200
    assert "Это пример." in page.text


def test_query_without_some_of_the_four_is_asked_for_them(client: Client):
    page = client.open_path("/lk/calculator", query={"power": "15"})

    assert page.status == 422
    assert list(page.notices) == [DISTANCE, "Напряжение, кВ", "Категория электроснабжения"]


def test_fold_with_a_refused_field_is_open(client: Client):
    page = ask(client, previous="abc")

    box = page.soup.find(id="previous").find_parent("details")
    assert box.has_attr("open")
