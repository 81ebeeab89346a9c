"""Days and versions on the page: a past day, another form, a day without a tariff, none at all."""

from tests.calculator.asking import ask, demo_tariff, region_tariffs, sums
from tests.client import Client


def test_past_day_is_counted_by_its_version_and_says_so(client: Client):
    region_tariffs()

    page = ask(client, on="01.03.2021", distance="400")

    assert "Расчет на 01.03.2021 по тарифу, который действовал в этот день." in page.text
    assert page.facts["Тариф"] == "Тариф region-2019"
    assert page.facts["Действует"] == "с 01.01.2019 по 30.06.2022"
    assert sums(page)[0] == "13 200.00 рублей"


def test_todays_result_has_no_word_about_another_day(client: Client):
    region_tariffs()

    page = ask(client)

    assert "Расчет на" not in page.text
    assert page.facts["Тариф"] == "Тариф region-2023"


def test_future_day_says_that_the_tariff_may_change(client: Client):
    region_tariffs()

    page = ask(client, on="01.03.2090")

    assert "Расчет на 01.03.2090 по известному сейчас тарифу" in page.text


def test_form_offers_what_the_tariff_of_its_day_tells_apart(client: Client):
    region_tariffs()

    then, now = ask(client, on="01.03.2021"), ask(client)

    assert now.has_field("Пункты секционирования, шт.")
    assert now.has_field("Работы займут больше года")
    assert not then.has_field("Работы займут больше года")
    assert now.field("Расстояние до сетей электроснабжения, метры").hint == (
        "До ближайшей опоры или подстанции"
    )


def test_demo_form_asks_for_nothing_that_its_tariff_does_not_know(client: Client):
    demo_tariff()

    page = ask(client)

    assert not page.has_field("Пункты секционирования, шт.")
    assert not page.has_field("Работы займут больше года")


def test_chosen_kinds_stand_in_the_lines(client: Client):
    region_tariffs()

    page = ask(client, line="cable", line_kind="ГНБ", meter_kind="однофазный", meter_points="2")

    rows = {row["Ставка"]: row for row in page.rows("по стандартизированным")}
    assert "ГНБ" in rows["С3"]["За что"]
    assert rows["С8"]["Количество"] == "2 шт."


def test_two_sources_are_counted_each_by_its_way(client: Client):
    region_tariffs()

    page = ask(client, reliability="II", second_distance="250")

    quantities = [
        row["Количество"] for row in page.rows("по стандартизированным") if row["Ставка"] == "С2"
    ]
    assert quantities == ["0,1 км", "0,25 км"]


def test_kind_of_another_tariff_is_refused_at_its_field(client: Client):
    region_tariffs()

    page = ask(client, substation="БКТП")

    assert page.status == 422
    assert page.notices == {"Подстанция": "Подстанция: выберите значение из списка"}


def test_day_without_a_tariff_lists_the_periods(client: Client):
    region_tariffs()

    page = ask(client, on="01.01.2010")

    assert page.status == 422
    assert page.field("Дата расчета").value == "01.01.2010"
    assert page.field("Дата расчета").error == (
        "На 01.01.2010 тарифа нет. Выберите дату, на которую он есть: с 01.01.2019 по 30.06.2022; "
        "с 01.07.2022 по 31.12.2022; с 01.01.2023, без срока."
    )
    assert sums(page) == []


def test_without_any_tariff_the_page_says_whom_to_ask(client: Client):
    page = client.open("calculator.form")

    assert page.status == 200
    assert "Тарифы в кабинет пока не внесены" in page.text
    assert "8 (3822) 999-718" in page.text
    assert page.field("Мощность, кВт").value == "15"


def test_page_of_another_tariff_is_told_to_be_opened_anew(client: Client):
    region_tariffs()

    part = ask(client, fragment=True, on="01.03.2021", drawn_for="region-2023")

    assert "На эту дату действует другой тариф. Обновите форму" in part.text
    assert part.link("Обновите форму").endswith("&on=01.03.2021")


def test_whole_numbers_and_ticks_are_refused_where_they_are_asked(client: Client):
    region_tariffs()

    page = ask(client, sections="1,5", long="может быть")

    assert page.notices == {
        "Пункты секционирования, шт.": "Пункты секционирования, шт.: введите целое число",
        "Работы займут больше года": (
            "Работы займут больше года: отметьте поле галочкой или оставьте пустым"
        ),
    }
