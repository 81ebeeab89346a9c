from tests.client import Client


def test_calculator_is_open_to_all_and_says_that_it_is_being_built(client: Client):
    page = client.open("calculator.form")

    assert page.h1 == "Калькулятор"
    assert "Раздел готовится" in page.text
    assert "Справки по телефону: 8 (3822) 999-718, 999-688, 999-532" in page.text


def test_calculator_leads_back_to_its_section(client: Client):
    page = client.open("calculator.form")

    assert page.click("Технологическое присоединение").h1 == "Технологическое присоединение"
