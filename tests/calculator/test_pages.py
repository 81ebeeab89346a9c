"""The calculator's page without JavaScript: fig. 15, what it explains, what it offers further."""

import pytest

from tests.calculator.asking import ask, demo_tariff, sums
from tests.client import Client
from tests.harness.controls import words


@pytest.fixture(autouse=True)
def tariff(app):
    demo_tariff()


def test_first_visit_shows_the_example_of_figure_15_with_its_result(client: Client):
    page = client.open("calculator.form")

    assert page.h1 == "Калькулятор"
    assert "Это пример." in page.text
    assert page.field("Мощность, кВт").value == "15"
    assert page.field("Расстояние до сетей электроснабжения, метры").value == "100"
    assert page.field("Напряжение, кВ").value == "0,4"
    assert page.field("Категория электроснабжения").value == "III"
    assert sums(page) == ["13 202.00 рублей", "10 491.60 рублей"]


def test_words_of_figure_15_stand_as_they_are(client: Client):
    page = ask(client)

    assert page.field("Расстояние до сетей электроснабжения, метры").hint == (
        "до 150м! расстояние не имеет значения"
    )
    assert "Итого:" in page.text
    assert (
        "Расчет стоимости технологического присоединения по стандартизированным тарифным ставкам: "
        "13 202.00 рублей"
    ) in page.text
    assert (
        "Расчет стоимости технологического присоединения по ставке за кВт присоединяемой мощности: "
        "10 491.60 рублей"
    ) in page.text
    assert (
        "Выполненный расчет является ориентировочным, итоговая стоимость технологического "
        "присоединения будет определена сетевой организацией в соответствии с утвержденными "
        "ставками после подачи Вами заявки на ТП при подготовке Договора об осуществлении "
        "технологического присоединения."
    ) in page.text


def test_form_answers_when_its_button_is_pressed(client: Client):
    page = client.open("calculator.form").search(
        "Рассчитать",
        **{"Мощность, кВт": "200", "Расстояние до сетей электроснабжения, метры": "400"},
    )

    assert page.status == 200
    assert "Это пример." not in page.text
    assert sums(page)[0] == "325 702.00 рублей"


def test_lines_show_rates_quantities_shares_and_why(client: Client):
    page = ask(client)

    first, second = page.rows("Расчет по стандартизированным тарифным ставкам")
    assert first == {
        "Ставка": "С1",
        "За что": "подготовка и выдача технических условий, проверка их выполнения",
        "Размер": "13 202,00 ₽ руб. за присоединение",
        "Количество": "1",
        "Доля": "100 %",
        "Сумма": "13 202,00 ₽",
    }
    assert second["Ставка"] == "С2"
    assert second["Доля"] == "0 %"
    assert second["Сумма"] == "0,00 ₽"
    assert "Мощность не больше 150 кВт" in second["За что"]


def test_vat_is_shown_apart(client: Client):
    page = ask(client)

    assert page.facts["Без НДС"] == "8 743,00 ₽"
    assert page.facts["НДС 20 %"] == "1 748,60 ₽"
    assert page.facts["Итого с НДС"] == "10 491,60 ₽"


def test_picture_has_the_numbers_of_the_table(client: Client):
    page = ask(client, power="200", distance="400")

    picture = page.soup.find("svg", class_="bars")
    assert picture["role"] == "img"
    assert words(picture.find("title")) == "Из чего складывается сумма"
    assert [words(each) for each in picture.find_all("text")] == [
        "С1, технические условия",
        "13 202,00 ₽",
        "С2, воздушная линия",
        "312 500,00 ₽",
    ]
    assert [each["width"] for each in picture.select(".bars-part")] == ["4.22%", "100.00%"]


def test_demo_tariff_is_named_as_such_with_its_period(client: Client):
    page = ask(client)

    assert "Демонстрационный тариф: суммы показаны для примера" in page.text
    assert page.facts["Действует"] == "с 01.01.2020, без срока"


def test_cheaper_way_is_named_with_the_difference(client: Client):
    assert "Дешевле по ставке за кВт: на 2 710,40 ₽." in ask(client).text


def test_reduced_fee_stands_apart_with_its_conditions(client: Client):
    page = ask(client)

    assert "Возможна льготная плата: 550.00 рублей" in page.text
    assert "категория электроснабжения III — выполнено" in page.text
    assert "проверит сетевая организация" in page.text


def test_condition_that_fails_for_the_chosen_group_is_told(client: Client):
    page = ask(client, power="20", group="usual")

    assert "Возможна льготная плата" not in page.text
    assert "мощность с ранее присоединенной не больше 15 кВт — не выполнено" in page.text


def test_missing_rate_is_a_sentence_and_never_zero(client: Client):
    page = ask(client, power="200", distance="400")

    assert sums(page) == ["325 702.00 рублей"]
    assert "Для этих условий ставка не установлена" in page.text


def test_method_that_does_not_apply_says_so(client: Client):
    page = ask(client, voltage="110")

    assert len(sums(page)) == 1
    assert "35 кВ" in page.text


def test_distance_rule_is_explained(client: Client):
    page = ask(client)

    why = next(each for each in page.soup.find_all("details") if "расстояние" in words(each))
    assert "Когда расстояние имеет значение" in words(why)
    assert "150 кВт" in words(why)


def test_further_fields_are_folded_until_one_of_them_says_something(client: Client):
    plain, used = ask(client), ask(client, territory="rural")

    assert opened(plain) == []
    assert opened(used) == ["Где, когда и по какой схеме"]
    assert used.field("Тип населенного пункта").value == "Сельская местность"


def opened(page) -> list[str]:
    return [words(each.summary) for each in page.soup.select("#calculator details[open]")]


def test_address_of_the_result_is_short_and_carries_what_was_typed(client: Client):
    page = ask(client, territory="rural", scheme="permanent", previous="")

    link = page.link("Ссылка на этот расчет")
    assert link == (
        "/lk/calculator?power=15&distance=100&voltage=0.4&reliability=III&territory=rural"
    )
    assert sums(client.open_path(link)) == sums(page)


def test_application_is_begun_with_the_same_names(signed_in: Client):
    page = ask(signed_in, scheme="temporary")

    assert page.link("Подать заявку с этими данными") == (
        "/lk/applications/from-estimate"
        "?power=15&distance=100&voltage=0.4&reliability=III&scheme=temporary"
    )
    assert page.click("Подать заявку с этими данными").status == 200


def test_page_is_open_to_all_and_to_those_who_are_signed_in(client: Client, consumer):
    visitors = sums(ask(client))

    assert visitors == sums(ask(client.sign_in_as(consumer)))


def test_calculator_leads_back_to_its_section(client: Client):
    page = client.open("calculator.form")

    assert page.click("Технологическое присоединение").h1 == "Технологическое присоединение"
