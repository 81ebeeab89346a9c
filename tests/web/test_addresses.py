"""Addresses that others rely on: proxies, monitors, bookmarks, letters of years ago."""

import pytest
from sqlalchemy.exc import OperationalError

from lk.db import db


@pytest.mark.parametrize("path", ["/", "/lk"])
def test_short_address_leads_to_the_portal(client, path):
    page = client.open_path(path, follow=False)

    assert page.status in {301, 302, 308}
    assert page.location == "/lk/"


@pytest.mark.parametrize("link", ["Войти", "Зарегистрироваться", "Калькулятор", "Проверить заявку"])
def test_front_page_of_the_signed_out_shows_the_ways_in(client, link):
    page = client.open("home.front")

    assert link in " ".join([*page.links, *page.buttons])


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_monitor_is_told_that_all_is_well(client, path):
    answer = client.ask("GET", path)

    assert (answer.status_code, answer.json["status"]) == (200, "ok")


def test_monitor_is_told_that_the_database_is_away(client, monkeypatch):
    def away(*_arguments, **_options):
        raise OperationalError("SELECT", {}, Exception("connection refused"))

    monkeypatch.setattr(db.session, "execute", away)

    ready, alive = client.ask("GET", "/readyz"), client.ask("GET", "/healthz")

    assert (ready.status_code, ready.json["problems"]) == (503, ["database"])
    assert alive.status_code == 200


def test_monitor_is_told_that_files_cannot_be_written(client, monkeypatch):
    monkeypatch.setattr("os.access", lambda *_: False)

    answer = client.ask("GET", "/readyz")

    assert (answer.status_code, answer.json["problems"]) == (503, ["files"])


@pytest.mark.parametrize("path", ["/lk/../healthz", "/lk//me", "/lk/static/../../wsgi.py"])
def test_crooked_address_gives_nothing_away(client, path):
    answer = client.ask("GET", path)

    assert answer.status_code in {301, 308, 404}
    assert "create_app" not in answer.text
