"""Where the pages stand: figures 5 to 7 of the manual."""

import pytest

from tests.client import Client


@pytest.mark.parametrize(
    ("endpoint", "here"),
    [
        ("sign_in", "Вход"),
        ("recover_login", "Восстановить имя"),
        ("recover_password", "Восстановить пароль"),
    ],
)
def test_pages_of_the_sign_in_stand_right_below_the_site(client: Client, endpoint: str, here: str):
    page = client.open(f"account.{endpoint}")

    steps = [each.get_text(strip=True) for each in page.soup.select("nav ol li")]
    assert steps[:2] == ["Главная", here]
