import pytest

from tests.client import Client


def test_section_page_says_what_figure_17_says(signed_in: Client):
    page = signed_in.open("meters.section")

    assert page.h1 == "Приборы учета"
    assert "Показания принимаются только от:" in page.text
    assert "остальные подключатся автоматически." in page.text
    assert "обращаться по телефону: 999-888." in page.text
    assert page.link("Мои приборы учета") == "/lk/meters/mine"


@pytest.mark.parametrize("endpoint", ["meters.mine", "meters.add"])
def test_own_meters_need_a_sign_in(client: Client, endpoint: str):
    page = client.open(endpoint)

    assert page.h1 == "Вход"


def test_section_page_is_open_to_all(client: Client):
    page = client.open("meters.section")

    assert page.h1 == "Приборы учета"
