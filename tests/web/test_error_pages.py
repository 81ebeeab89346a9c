"""Every answer carries the same headers and no word about how the portal is made, errors too."""

import pytest
from flask import abort

from lk.web.access import open_to_all
from tests.harness.checks import HEADERS

CODES = [400, 401, 403, 404, 405, 409, 410, 413, 415, 422, 429, 500, 501, 503]
INNARDS = ("Traceback", "werkzeug", "flask", "sqlalchemy", "lk/", ".py", "python", "gunicorn")


@pytest.fixture
def breaking(app, monkeypatch):
    """«Помощь» answers with this code, or breaks."""

    def become(what):
        @open_to_all
        def view():
            if isinstance(what, int):
                abort(what)
            raise what

        monkeypatch.setitem(app.view_functions, "home.help", view)

    return become


@pytest.mark.asvs("3.4.1")
@pytest.mark.asvs("3.4.3")
@pytest.mark.asvs("3.4.4")
@pytest.mark.asvs("14.3.2")
@pytest.mark.parametrize("code", CODES)
def test_error_page_has_the_headers_and_says_what_to_do(client, breaking, code):
    breaking(code)

    answer = client.ask("GET", "/lk/help")

    assert answer.status_code == code
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert answer.headers["Cache-Control"] == "no-store"
    assert "<h1>" in answer.text
    assert not [word for word in INNARDS if word.lower() in visible(answer.text)]


@pytest.mark.parametrize("code", [400, 403, 404, 405, 413, 429, 503])
def test_error_page_is_a_good_page(client, signed_in, breaking, code):
    breaking(code)

    page = signed_in.open("home.help")

    assert page.status == code
    assert page.h1


@pytest.mark.asvs("16.5.1")
def test_unexpected_error_shows_a_number_and_nothing_else(client, breaking, log_lines):
    breaking(RuntimeError("паспорт 6903 123456"))

    answer = client.ask("GET", "/lk/help")

    assert answer.status_code == 500
    assert answer.headers["X-Request-Id"] in answer.text
    assert "6903" not in answer.text
    assert not [line for line in log_lines.raw if "6903" in line]
    assert log_lines.of("lk.errors")[0]["trace"][0] == "RuntimeError"


def test_error_page_does_not_ask_the_database(signed_in, breaking, queries):
    breaking(503)
    signed_in.open("account.me")
    before = len(queries.all)

    signed_in.ask("GET", "/lk/help")

    assert len(queries.all) - before <= 2


@pytest.mark.parametrize("path", ["/lk/нет-такой", "/wp-login.php", "/lk/applications/x/y/z"])
def test_address_that_is_not_there_is_a_page_in_russian(client, path):
    page = client.open_path(path)

    assert page.status == 404
    assert page.h1


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])
def test_other_methods_are_refused(client, method):
    answer = client.ask(method, "/lk/help")

    assert answer.status_code == 405
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_static_files_carry_the_headers_and_are_kept_by_browsers(client):
    style = client.open("home.help").soup.find("link", rel="stylesheet")["href"]

    answer = client.ask("GET", style)

    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Set-Cookie" not in answer.headers


FROM = "https://lk.test/lk/me?tab=1"


@pytest.mark.parametrize(
    ("referrer", "back"),
    [(FROM, "/lk/me"), ("https://evil.test/lk/me", "/lk/"), ("", "/lk/")],
    ids=["our page", "another site", "nothing"],
)
def test_way_back_is_a_page_that_can_be_opened(signed_in, referrer, back):
    """The address of the form itself only takes what is sent."""
    headers = {"Sec-Fetch-Site": "same-origin", "Referer": referrer}

    answer = signed_in.ask("POST", "/lk/me/notices", headers=headers)

    assert answer.status_code == 400
    assert f'class="btn" href="{back}"' in answer.text


def test_text_that_is_too_long_is_not_told_of_files(signed_in):
    answer = signed_in.ask("POST", "/lk/me", data={"name": "ы" * 70_000})

    assert answer.status_code == 413
    assert "Слишком длинный текст" in answer.text
    assert "айл" not in answer.text


def test_unknown_host_is_refused(client):
    answer = client.web.get("/lk/", base_url="https://evil.test")

    assert answer.status_code == 400


def visible(text):
    """The page without addresses of its static files."""
    return text.lower().replace("/lk/", "").replace('"lk', "")
