"""Another company takes a file of its own and no code: nothing of the shipped one is left."""

from pathlib import Path

import pytest
from flask import Flask

from lk.company import DEFAULT_FILE, load
from tests.client import Client

OTHER = {
    "Горсетей": "Электросетей",
    "Горсети": "Электросети",
    "gorsetitomsk": "elektroseti",
    "Asia/Tomsk": "Europe/Kirov",
    "Томск": "Киров",
    "999-9": "111-9",
}


@pytest.fixture
def another_company(app: Flask, tmp_path: Path):
    text = DEFAULT_FILE.read_text(encoding="utf-8")
    for ours, theirs in OTHER.items():
        text = text.replace(ours, theirs)
    path = tmp_path / "elektroseti.toml"
    path.write_text(text, encoding="utf-8")
    shipped, app.extensions["company"] = app.extensions["company"], load(path)
    yield app.extensions["company"]
    app.extensions["company"] = shipped


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
