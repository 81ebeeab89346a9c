from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from tests.client import Client


@pytest.mark.parametrize(
    "path", ["/lk/_parts", "/lk/_mail", "/lk/_mail/1.eml", "/lk/_mail/1.eml/1"]
)
def test_pages_of_the_demo_are_not_found_in_production(client: Client, path: str):
    page = client.open_path(path)

    assert page.status == 404


def test_page_of_parts_is_there_in_the_demo(client: Client, settings_changed):
    settings_changed(mode="demo")

    page = client.open_path("/lk/_parts")

    assert page.status == 200


def test_demo_shows_its_letters_with_links(client: Client, settings_changed):
    found = settings_changed(mode="demo")
    found.mail_folder.mkdir(parents=True, exist_ok=True)
    (found.mail_folder / "20261124-120400-1.eml").write_text(
        "To: a@b.ru\nSubject: Hello\nDate: Tue, 24 Nov 2026 05:04:00 +0000\n"
        "Content-Type: text/plain; charset=utf-8\n\nhttps://lk.test/lk/help\n"
    )

    page = client.open("home.demo_mail").click("Открыть")

    assert page.h1 == "Hello"
    assert page.facts == {"Кому": "a@b.ru", "Когда": "24.11.2026 в 12:04"}
    assert page.link("https://lk.test/lk/help") == "https://lk.test/lk/help"


def test_demo_without_letters_says_how_to_get_one(client: Client, settings_changed):
    settings_changed(mode="demo")

    page = client.open("home.demo_mail")

    assert "Писем пока нет" in page.text


@pytest.mark.parametrize("name", ["..%2Fsecrets.toml", "%2Fetc%2Fpasswd", "none.eml"])
def test_no_letter_is_read_outside_of_the_demos_folder(client: Client, settings_changed, name: str):
    settings_changed(mode="demo")

    page = client.open_path(f"/lk/_mail/{name}")

    assert page.status == 404


def test_demo_gives_the_files_of_its_letters(client: Client, settings_changed):
    found = settings_changed(mode="demo")
    found.mail_folder.mkdir(parents=True, exist_ok=True)
    letter = EmailMessage(policy=SMTP)
    letter["Subject"], letter["To"] = "С файлом", "a@b.ru"
    letter["Date"] = datetime(2026, 11, 24, 5, 4, tzinfo=UTC)
    letter.set_content("Текст")
    letter.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="Заявка.pdf")
    (found.mail_folder / "1.eml").write_bytes(letter.as_bytes())

    page = client.open("home.demo_mail").click("Открыть").click("Заявка.pdf")

    assert page.headers["Content-Type"] == "application/pdf"
    assert page.headers["Content-Disposition"].startswith("attachment")
    assert client.open_path("/lk/_mail/1.eml/2").status == 404
