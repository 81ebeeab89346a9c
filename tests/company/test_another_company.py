"""Another company takes a file of its own and no code: nothing of the shipped one is left."""

from pathlib import Path

import pytest
from flask import Flask

from lk.company import DEFAULT_FILE, Company, load
from tests.client import Client

OTHER = {
    "Горсетей": "Электросетей",
    "Горсетями": "Электросетями",
    "Горсети": "Электросети",
    "gorsetitomsk": "elektroseti",
    "Asia/Tomsk": "Europe/Kirov",
    "Томская": "Кировская",
    "Томск": "Киров",
    "999-9": "111-9",
    "999-718": "222-718",
    "70:21:": "43:40:",
    "634000": "610000",
}


@pytest.fixture
def another_company(app: Flask, tmp_path: Path):
    text = DEFAULT_FILE.read_text(encoding="utf-8")
    for ours, theirs in OTHER.items():
        text = text.replace(ours, theirs)
    path = tmp_path / "elektroseti.toml"
    path.write_text(text, encoding="utf-8")
    shipped = app.extensions["company"]
    take(app, load(path))
    yield app.extensions["company"]
    take(app, shipped)


def take(app: Flask, company: Company) -> None:
    """As if the application had started with it: what is drawn once is drawn anew."""
    app.extensions["company"] = app.jinja_env.globals["company"] = company
    assert app.jinja_env.cache is not None
    app.jinja_env.cache.clear()


@pytest.mark.parametrize(
    "endpoint",
    [
        "home.front", "home.connection", "home.help", "home.misprint_form", "home.sight",
        "meters.section", "meters.mine", "meters.add", "calculator.form",
        "account.me", "account.terms", "account.consent", "account.no_mailbox",
        "applications.start", "applications.index", "applications.check", "questions.index",
    ],
)  # fmt: skip
def test_page_names_the_other_company_only(another_company, signed_in: Client, endpoint: str):
    page = signed_in.open(endpoint)

    assert page.status == 200
    assert "ООО «Электросети»" in str(page.soup)
    for word in ("Горсет", "gorseti", "999-9"):
        assert word not in str(page.soup)


def test_hints_of_an_application_are_of_the_other_town(another_company, signed_in: Client):
    begun = signed_in.open("applications.start").submit("до 150 кВт")

    assert begun.field("Телефон").hint == "+7 (3822) 222-718"
    assert "ОВД Кировского района г. Кирова" in begun.field("Паспорт выдан кем, когда").hint
    address = begun.field("Зарегистрирован(а) (индекс и адрес)").hint
    assert address.startswith("610000, Кировская обл., г. Киров")
